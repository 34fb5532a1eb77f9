"""What Docker really does with the volumes of a start. Fails without an engine: nothing here is skipped."""

import io
import statistics
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import docker
import pytest
from conftest import hub_json, policy

from hubwright_hub.access.mounts import mounts_for
from hubwright_hub.engine import labels
from hubwright_hub.hub_json import Hub, hub_of, policies_of
from hubwright_hub.notebooks.start_refused import StartRefused
from hubwright_hub.roster.roster import parse
from hubwright_hub.volumes.mount_points import Looked, Put
from hubwright_hub.volumes.volumes import prepare

pytestmark = pytest.mark.engine

IMAGE = "hubwright-test-volumes"
DOCKERFILE = """
FROM debian:trixie-slim
RUN mkdir -p /srv/hubwright/group-folder && chown 1000:100 /srv/hubwright/group-folder \
 && chmod 2775 /srv/hubwright/group-folder && ln -s . /srv/hubwright/again \
 && mkdir -p /home/jovyan/work /opt/tools && echo hello > /home/jovyan/.skeleton && chown -R 1000:100 /home/jovyan
"""


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    client = docker.from_env().api
    list(client.build(fileobj=io.BytesIO(DOCKERFILE.encode()), tag=IMAGE, rm=True, decode=True))
    yield client
    client.close()


class Server:
    """One hub on the engine, all of whose objects go when the test ends."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.hub: Hub = hub_of(hub_json(hub=f"t{uuid4().hex[:8]}", images={"hub": IMAGE, "notebook": IMAGE}))
        self.extra: list[str] = []
        self.looked = Looked()

    def volume(self, name: str) -> str:
        return f"{self.hub.name}-{name}"

    def starts(self, person: str, userlist: str, *volumes: dict[str, Any]) -> "Started":
        policies = policies_of(list(volumes)) if volumes else self.hub.volumes
        mounts = mounts_for(self.hub.name, policies, parse(userlist), person).mounts
        put = prepare(self.client, self.hub, mounts, self.looked)
        return Started(self, [mount for mount in mounts if mount not in put.obstructed], put)

    def makes(self, name: str, **given: Any) -> str:
        self.extra.append(name)
        self.client.create_volume(name, **given)
        return name

    def clean(self) -> None:
        ours = {"label": f"{labels.HUB}={self.hub.name}"}
        for container in self.client.containers(all=True, filters=ours):
            self.client.remove_container(container["Id"], force=True)
        for volume in self.client.volumes(filters=ours)["Volumes"] or []:
            self.client.remove_volume(volume["Name"])
        for name in self.extra:
            self.client.remove_volume(name)


class Counted:
    """A client that counts the requests that are made with it."""

    def __init__(self, client: Any) -> None:
        self._client, self.calls = client, 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._client, name)
        if not callable(found) or name.startswith("_") or name == "create_host_config":
            return found

        def call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            return found(*given, **named)

        return call


class Started:
    """A server as the spawner would start it, seen from inside."""

    def __init__(self, server: Server, mounts: list[Any], put: Put) -> None:
        self.server, self.mounts = server, mounts
        self.obstructed = [mount.at for mount in put.obstructed]
        self.covering = [mount.at for mount in put.covering]

    def runs(self, script: str, user: str = "1000:100") -> str:
        """What a shell inside prints."""
        client = self.server.client
        made = client.create_container(
            IMAGE,
            command=["bash", "-c", f"umask 0002; {script}"],
            user=user,
            labels={labels.HUB: self.server.hub.name},
            host_config=client.create_host_config(mounts=[as_docker(mount) for mount in self.mounts]),
        )
        client.start(made["Id"])
        client.wait(made["Id"])
        out = client.logs(made["Id"]).decode()
        client.remove_container(made["Id"], v=True)
        return str(out.strip())

    def owner(self, path: str) -> str:
        return self.runs(f"stat -c '%u:%g %a' {path}")


def as_docker(mount: Any) -> Any:
    return docker.types.Mount(
        mount.at, mount.volume, type="volume", read_only=mount.access == "ro", no_copy=mount.nocopy
    )


@pytest.fixture
def server(client: Any) -> Iterator[Server]:
    server = Server(client)
    yield server
    server.clean()


ANN = "boss admin\nann math phys\n"


def test_a_first_start_has_the_skeleton_and_folders_that_the_group_can_write(server: Server):
    inside = server.starts("ann", ANN)
    assert (
        inside.owner("/home/jovyan /home/jovyan/math /home/jovyan/phys") == "1000:100 755\n1000:100 2775\n1000:100 2775"
    )
    server.looked = Looked()
    assert inside.covering == server.starts("ann", ANN).covering == []
    assert inside.runs("cat /home/jovyan/.skeleton; ls -d /home/jovyan/work") == "hello\n/home/jovyan/work"


def test_the_mount_points_under_the_folders_are_the_persons_too(server: Server):
    server.starts("ann", ANN).runs("true")
    home_alone = server.starts("ann", "boss admin\nann\n")
    assert home_alone.owner("/home/jovyan/math") == "1000:100 2775"
    assert home_alone.runs("rmdir /home/jovyan/math && echo gone") == "gone"


def test_what_one_member_saves_another_can_change(server: Server):
    userlist = "boss admin\nann math\nbob math\n"
    server.starts("ann", userlist).runs("echo one > /home/jovyan/math/notes; mkdir /home/jovyan/math/sub")
    bob = server.starts("bob", userlist)
    assert bob.runs("cat /home/jovyan/math/notes; echo two >> /home/jovyan/math/notes && echo yes") == "one\nyes"
    assert bob.runs("stat -c %a /home/jovyan/math/notes /home/jovyan/math/sub") == "664\n2775"


def test_a_hundredth_start_changes_nothing_that_is_there(server: Server):
    server.starts("ann", ANN).runs("cd /home/jovyan; echo mine > mine; chmod 2770 math; echo x > math/x; chmod 700 .")
    for _ in range(3):
        again = server.starts("ann", ANN)
    assert again.owner("/home/jovyan /home/jovyan/math") == "1000:100 700\n1000:100 2770"
    assert again.runs("cat /home/jovyan/mine /home/jovyan/math/x") == "mine\nx"


def test_volumes_carry_labels(server: Server, client: Any):
    server.starts("ann", ANN)
    home = client.inspect_volume(server.volume("user-ann"))["Labels"]
    folder = client.inspect_volume(server.volume("shared-math"))["Labels"]
    base = {"hubwright.hub": server.hub.name}
    assert home == {**base, "hubwright.kind": "home", "hubwright.policy": "home", "hubwright.person": "ann"}
    assert folder == {**base, "hubwright.kind": "group", "hubwright.policy": "shared", "hubwright.group": "math"}


def test_nothing_stays_of_the_preparation(server: Server, client: Any):
    server.starts("ann", ANN)
    ours = {"label": f"{labels.HUB}={server.hub.name}"}
    assert client.containers(all=True, filters=ours) == []


def test_a_preparation_that_a_crash_left_behind_is_no_hindrance(server: Server, client: Any):
    name = f"{server.hub.name}.preparation"
    client.create_container(IMAGE, command=["true"], name=name, labels={labels.HUB: server.hub.name})
    assert server.starts("ann", ANN).owner("/home/jovyan/math") == "1000:100 2775"


def test_someone_elses_container_of_that_name_is_left_alone(server: Server, client: Any):
    made = client.create_container(IMAGE, command=["true"], name=f"{server.hub.name}.preparation")
    try:
        with pytest.raises(StartRefused, match="in the way"):
            server.starts("ann", ANN)
    finally:
        client.remove_container(made["Id"])


def test_files_that_a_person_saved_where_the_folder_appears_stay(server: Server):
    before = "boss admin\nann\n"
    server.starts("ann", before).runs("mkdir /home/jovyan/math; echo precious > /home/jovyan/math/mine")
    inside = server.starts("ann", ANN)
    assert inside.covering == ["/home/jovyan/math"]
    assert inside.runs("ls /home/jovyan/math; echo shared > /home/jovyan/math/ours") == ""
    assert server.starts("ann", before).runs("ls /home/jovyan/math; cat /home/jovyan/math/mine") == "mine\nprecious"


@pytest.mark.parametrize("make", ["echo precious > /home/jovyan/math", "ln -s /opt/tools /home/jovyan/math"])
def test_a_file_or_link_where_the_folder_would_appear_stays_and_the_others_come(server: Server, make: str):
    server.starts("ann", "boss admin\nann\n").runs(make)
    inside = server.starts("ann", ANN)
    assert inside.obstructed == ["/home/jovyan/math"]
    assert inside.runs("cat /home/jovyan/math 2>/dev/null || readlink /home/jovyan/math") in ("precious", "/opt/tools")
    assert inside.owner("/home/jovyan/phys") == "1000:100 2775"


def test_a_root_owned_mount_point_that_docker_once_made_is_fixed(server: Server):
    server.starts("ann", "boss admin\nann\n").runs("mkdir -m 755 /home/jovyan/math", user="0:0")
    server.starts("ann", ANN).runs("true")
    assert server.starts("ann", "boss admin\nann\n").owner("/home/jovyan/math") == "1000:100 2775"


def test_mount_points_deep_in_the_home_are_the_persons_at_every_step(server: Server):
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    at = {"at": "/home/jovyan/{group}-in", "collectAt": "/home/jovyan/all/{group}/{person}"}
    box = policy("inbox", "drop-box", at["at"], access=access, collectAt=at["collectAt"])
    home = policy("home", "person", "/home/jovyan")
    userlist = "boss admin\nprof c:staff\nann c\na@b c\n"
    server.starts("ann", userlist, home, box).runs("echo work > /home/jovyan/c-in/work")
    prof = server.starts("prof", userlist, home, box)
    assert prof.runs("cat /home/jovyan/all/c/ann/work; touch /home/jovyan/all/c/ann/x 2>&1 | grep -o Read-only") == (
        "work\nRead-only"
    )
    assert prof.owner("/home/jovyan/all /home/jovyan/all/c /home/jovyan/all/c/a_40b") == "\n".join(
        ["1000:100 2775"] * 3
    )


def test_a_persons_further_volume_is_theirs_to_write(server: Server):
    scratch = policy("scratch", "person", "/scratch")
    assert server.starts("ann", ANN, scratch).owner("/scratch") == "1000:100 2775"


def test_an_empty_volume_that_root_made_is_fixed_and_one_with_data_is_left_alone(server: Server, client: Any):
    shared = policy("shared", "group", "/{group}", volumeName=f"{server.hub.name}.{{group}}")
    for group in ("math", "phys"):
        server.makes(f"{server.hub.name}.{group}")
    mount = docker.types.Mount("/v", f"{server.hub.name}.phys", type="volume")
    made = client.create_container(
        IMAGE, command=["sh", "-c", "echo x > /v/x"], host_config=client.create_host_config(mounts=[mount])
    )
    client.start(made["Id"])
    client.wait(made["Id"])
    client.remove_container(made["Id"])
    assert server.starts("ann", ANN, shared).owner("/math /phys") == "1000:100 2775\n0:0 755"


def test_another_hubs_volume_is_refused_and_untouched(server: Server, client: Any):
    name = server.makes(server.volume("shared-math"), labels={labels.HUB: "physics"})
    with pytest.raises(StartRefused, match="belongs to the hub physics"):
        server.starts("ann", ANN)
    assert client.inspect_volume(name)["Labels"] == {labels.HUB: "physics"}


def test_a_volume_without_label_is_refused(server: Server):
    server.makes(server.volume("user-ann"))
    with pytest.raises(StartRefused, match="was not made by hubwright"):
        server.starts("ann", ANN)


def test_a_volume_of_the_whole_server_is_used_by_each_hub(server: Server, client: Any):
    other = Server(client)
    shared = policy("shared", "group", "/{group}", scope="server")
    group = f"g{uuid4().hex[:8]}"
    userlist = f"boss admin\nann {group}\n"
    try:
        server.starts("ann", userlist, shared).runs(f"echo x > /{group}/x")
        assert other.starts("ann", userlist, shared).runs(f"cat /{group}/x") == "x"
    finally:
        other.clean()


@pytest.mark.parametrize("groups", [1, 3])
def test_groups_that_are_new_while_the_hub_runs_cost_a_fixed_number_of_requests_and_one_for_each(
    server: Server, groups: int
):
    """Requests are what is promised: seconds are of the machine, and printed."""
    server.starts("ann", "boss admin\nann math\n").runs("true")
    plain, added, calls = [], [], []
    for number in range(7):
        words = " ".join(f"g{number}x{index}" for index in range(groups))
        began = time.perf_counter()
        server.starts("ann", "boss admin\nann math\n")
        plain.append(time.perf_counter() - began)
        counted = Counted(server.client)
        server.client = counted
        began = time.perf_counter()
        inside = server.starts("ann", f"boss admin\nann math {words}\n")
        added.append(time.perf_counter() - began)
        server.client = counted._client
        calls.append(counted.calls)
    # List, one create for each volume, two for the preparation; two, a put and a look for each place in the home.
    assert max(calls) <= 1 + groups + 2 + 3 + groups
    more = 1000 * (statistics.median(added) - statistics.median(plain))
    print(f"{groups} new groups: {more:.0f} ms more, {max(calls)} requests")
    paths = " ".join(f"/home/jovyan/g6x{index}" for index in range(groups))
    assert inside.owner(paths) == "\n".join(["1000:100 2775"] * groups)
    labelled = server.client.inspect_volume(server.volume("shared-g6x0"))["Labels"]
    assert labelled[labels.GROUP] == "g6x0"


def test_a_new_groups_folder_is_never_roots_although_the_image_has_a_directory_there(server: Server):
    tools = policy("tools", "group", "/opt/{group}")
    server.starts("ann", "boss admin\nann math\n", tools).runs("true")
    for _ in range(2):
        inside = server.starts("ann", "boss admin\nann math tools\n", tools)
        assert inside.owner("/opt/tools") == "1000:100 2775"
        assert inside.runs("touch /opt/tools/x && rm /opt/tools/x && echo yes") == "yes"


def test_a_new_group_whose_volume_is_another_hubs_is_refused_with_its_name(server: Server):
    server.starts("ann", "boss admin\nann math\n")
    server.makes(server.volume("shared-phys"), labels={labels.HUB: "physics"})
    with pytest.raises(StartRefused, match=f"{server.volume('shared-phys')} belongs to the hub physics"):
        server.starts("ann", ANN)


def test_a_volume_that_was_removed_while_the_hub_runs_is_prepared_again(server: Server, client: Any):
    server.starts("ann", ANN).runs("true")
    client.remove_volume(server.volume("shared-math"))
    assert server.starts("ann", ANN).owner("/home/jovyan/math") == "1000:100 2775"


def test_the_second_start_of_staff_asks_nothing_of_docker_for_each_of_200_boxes(server: Server):
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    home = policy("home", "person", "/home/jovyan")
    at = {"at": "/home/jovyan/{group}-in", "collectAt": "/home/jovyan/{group}-all/{person}"}
    box = policy("inbox", "drop-box", at["at"], access=access, collectAt=at["collectAt"])
    userlist = "boss admin\nprof c:staff\n" + "".join(f"p{number} c\n" for number in range(200))
    counted = server.client = Counted(server.client)
    seconds = []
    for most in (1 + 201 + 4 + 4, 1 + 4):
        counted.calls = 0
        began = time.perf_counter()
        prof = server.starts("prof", userlist, home, box)
        seconds.append(time.perf_counter() - began)
        assert counted.calls <= most
    print(f"200 boxes prepared: {seconds[0]:.2f} s the first time, {seconds[1]:.2f} s the second")
    counted.calls = 0
    later = server.starts("prof", f"{userlist}late c\n", home, box)
    assert counted.calls <= 1 + 1 + 2 + 4
    assert later.owner("/home/jovyan/c-all/late") == "1000:100 2775"
    assert prof.owner("/home/jovyan/c-all/p0 /home/jovyan/c-all/p199") == "\n".join(["1000:100 2775"] * 2)


def test_a_class_of_300_is_collected_in_one_go(server: Server):
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    box = policy("inbox", "drop-box", "/in/{group}", access=access, collectAt="/all/{group}/{person}")
    userlist = "boss admin\nprof c:staff\n" + "".join(f"p{number} c\n" for number in range(300))
    server.starts("prof", userlist, box)
    began = time.perf_counter()
    prof = server.starts("prof", userlist, box)
    assert time.perf_counter() - began < 5
    assert prof.owner("/all/c/p0 /all/c/p199 /all/c/p299") == "\n".join(["1000:100 2775"] * 3)
