import pytest
from conftest import Office

from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.access.roster_directory import engine_path

AT = "/home/jovyan/hub-roster"


def seen(office: Office, name: str) -> list[str]:
    return [f"{mount.volume} {mount.access}" for mount in mounts_now(office.live, name).mounts if mount.at == AT]


@pytest.mark.parametrize("access", ["ro", "rw"])
def test_admins_find_the_roster_in_their_servers_and_nobody_else_does(office, access):
    hub = office("boss admin\nann math\n", admins={"access": True, "roster": access})
    assert seen(hub, "boss") == [f"/srv/hubwright/roster {access}"]
    assert seen(hub, "ann") == seen(hub, "stranger") == []


def test_nobody_finds_it_unless_the_definition_says_so(office):
    assert seen(office("boss admin\n"), "boss") == []


def test_an_admin_who_is_demoted_or_whose_access_has_ended_loses_it(office):
    hub = office("boss admin\nann admin\n", admins={"access": True, "roster": "rw"})
    assert seen(hub, "ann")
    assert not seen(hub.writes("boss admin\nann\n"), "ann")
    assert not seen(hub.writes("boss admin\nann admin until=2026-01-01\n"), "ann")


def test_a_group_that_is_called_like_it_gives_way(office):
    hub = office("boss admin hub-roster\n", admins={"access": True, "roster": "ro"})
    assert seen(hub, "boss") == ["/srv/hubwright/roster ro"]
    assert [(lost.volume, lost.taken_by) for lost in mounts_now(hub.live, "boss").lost] == [
        ("math-shared-hub-roster", "admins.roster")
    ]


def test_its_place_on_the_engines_machine_is_what_docker_says_of_the_hub():
    mounts = [
        {"Destination": "/srv/jupyterhub", "Source": "/x"},
        {"Destination": "/srv/hubwright/roster", "Source": "/y"},
    ]
    assert engine_path({"Mounts": mounts}, "/srv/hubwright/roster") == "/y"
    assert engine_path({"Mounts": mounts[:1]}, "/srv/hubwright/roster") is None


def test_where_it_is_a_volume_it_is_mounted_by_name():
    at = "/srv/hubwright/roster"
    mount = {
        "Type": "volume",
        "Name": "math-data.roster",
        "Source": "/var/lib/docker/volumes/x/_data",
        "Destination": at,
    }
    assert engine_path({"Mounts": [mount]}, at) == "math-data.roster"
