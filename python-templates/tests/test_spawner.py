import asyncio
import json
import socket
from typing import Any

import pytest
from conftest import ON_ROSTER, notebook_json, policy
from jupyterhub import orm
from spawners import Spawner, given

from hubwright_hub.notebooks import first_answer
from hubwright_hub.notebooks.start_refused import StartRefused
from hubwright_hub.spawner import RIGHTS


def mounted(spawner: Spawner) -> list[str]:
    flags = {(False, False): "rw", (True, True): "ro nocopy", (False, True): "rw nocopy", (True, False): "ro"}
    return [f"{m['source']} {m['target']} {flags[m['read_only'], m['no_copy']]}" for m in spawner.mounts]


def unused_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def test_a_person_who_never_signed_in_gets_the_folders_of_the_roster(spawner_for, office):
    spawner = spawner_for(office("boss admin\nann math phys\n"), "ann")
    assert await spawner.start() == ("10.0.0.7", 8888)
    assert mounted(spawner) == [
        "math-user-ann /home/jovyan rw",
        "math-shared-math /home/jovyan/math rw nocopy",
        "math-shared-phys /home/jovyan/phys rw nocopy",
    ]


async def test_a_person_who_left_a_group_loses_its_folder_at_the_next_start(spawner_for, office):
    hub = office("boss admin\nann math phys\n")
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    await spawner.stop()
    hub.writes("boss admin\nann phys\n")
    await spawner.start()
    assert mounted(spawner) == ["math-user-ann /home/jovyan rw", "math-shared-phys /home/jovyan/phys rw nocopy"]


async def test_a_start_in_the_moment_of_a_save_already_lacks_what_the_save_takes_away(spawner_for, office):
    hub = office("boss admin\nann math phys\n", settle=0.3)
    hub.live.roster.now()
    hub.writes("boss admin\nann phys\n")
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    assert mounted(spawner) == ["math-user-ann /home/jovyan rw", "math-shared-phys /home/jovyan/phys rw nocopy"]


async def test_a_list_that_someone_keeps_saving_keeps_nobody_waiting(spawner_for, office, monkeypatch):
    spawner = spawner_for(office(), "ann")
    monkeypatch.setattr("hubwright_hub.spawner.BETWEEN_LOOKS", 0)
    monkeypatch.setattr(type(spawner.live.roster), "is_settling", lambda live: True)
    assert await spawner.start() == ("10.0.0.7", 8888)


@pytest.fixture
def waiting_for(spawner_for, office, docker, monkeypatch):
    """A server that has been started and does not answer yet, and the wait for its first answer."""
    monkeypatch.setattr(first_answer, "BETWEEN_LOOKS", 0.01)

    async def start(seconds: float):
        spawner = spawner_for(office(), "ann")
        spawner.orm_spawner.server = orm.Server(
            proto="http", ip="127.0.0.1", port=unused_port(), base_url="/user/ann/", cookie_name=""
        )
        await spawner.start()
        return spawner, docker.containers["math-user-ann"], spawner.server.wait_up(http=True, timeout=seconds)

    return start


async def test_a_server_that_ends_while_it_starts_is_not_waited_for(waiting_for):
    _, container, answer = await waiting_for(seconds=600)
    container["State"] = {"Running": False, "ExitCode": 137, "Error": "", "FinishedAt": "2026-01-01T00:00:00Z"}
    with pytest.raises(StartRefused) as refused:
        await answer
    assert "stopped while it was starting" in refused.value.jupyterhub_message


async def test_the_command_that_tells_why_runs_nothing_of_a_hostile_name(monkeypatch):
    monkeypatch.setattr(first_answer, "BETWEEN_LOOKS", 0.01)

    async def forever() -> None:
        await asyncio.Event().wait()

    async def ended() -> int:
        return 1

    wait = first_answer.ends_with(forever, ended, "$(id)")
    with pytest.raises(StartRefused) as refused:
        await wait()
    assert refused.value.jupyterhub_message.endswith("hubwright doctor --spawn '$(id)'")


async def test_a_server_that_is_gone_before_it_answers_is_not_waited_for(waiting_for, docker):
    _, _, answer = await waiting_for(seconds=600)
    docker.containers.clear()
    with pytest.raises(StartRefused):
        await answer


async def test_a_server_that_runs_is_waited_for_as_long_as_jupyterhub_says(waiting_for, docker, monkeypatch):
    asked = []
    inspect = docker.inspect_container
    monkeypatch.setattr(docker, "inspect_container", lambda name: asked.append(name) or inspect(name))
    _, _, answer = await waiting_for(seconds=0.3)
    with pytest.raises(TimeoutError):
        await answer
    assert asked.count("math-user-ann") > 2


async def test_a_docker_that_does_not_answer_ends_no_wait(waiting_for, docker, monkeypatch):
    _, _, answer = await waiting_for(seconds=0.3)

    def lost(name: str):
        raise ConnectionError(111, "Connection refused")

    monkeypatch.setattr(docker, "inspect_container", lost)
    with pytest.raises(TimeoutError):
        await answer


async def test_a_server_has_two_minutes_to_answer_unless_the_configuration_says_otherwise(spawner_for, office):
    assert spawner_for(office(), "ann").http_timeout == 120
    assert spawner_for(office(), "ann", http_timeout=30).http_timeout == 30


async def test_what_may_only_be_read_is_mounted_so(spawner_for, office):
    access = {"member": "ro", "staff": "rw", "admin": "rw"}
    spawner = spawner_for(office(volumes=[policy("shared", "group", "/g/{group}", access=access)]), "ann")
    await spawner.start()
    assert mounted(spawner) == ["math-shared-math /g/math ro nocopy"]


async def test_the_container_carries_the_hubs_name_and_labels(spawner_for, office, docker):
    await spawner_for(office(), "ann").start()
    assert given(docker, "math-user-ann")["labels"] == {
        "hubwright.hub": "math",
        "hubwright.kind": "notebook",
        "hubwright.person": "ann",
    }


async def test_a_named_server_has_a_container_of_its_own(spawner_for, office, docker):
    await spawner_for(office(), "ann", "gpu 2").start()
    assert "math-user-ann.gpu_202" in docker.containers


@pytest.mark.parametrize("name", ON_ROSTER)
async def test_hostile_names_are_labels_and_never_templates(spawner_for, office, docker, name):
    spawner = spawner_for(office(f"boss admin\n{name} math\n"), name)
    await spawner.start()
    assert given(docker, spawner.object_name)["labels"]["hubwright.person"] == name


async def test_braces_in_a_path_are_braces(spawner_for, office):
    spawner = spawner_for(office(volumes=[policy("data", "hub", "/{x}/{username}")]), "ann")
    await spawner.start()
    assert spawner.mount_binds[0]["Target"] == "/{x}/{username}"


async def test_others_of_the_group_can_change_what_is_saved(spawner_for, office, docker):
    await spawner_for(office(), "ann").start()
    command = given(docker, "math-user-ann")["command"]
    assert command[:4] == ["sh", "-c", 'umask 0002; exec "$@"', "sh"]
    assert command[4] == "jupyterhub-singleuser"


async def test_a_notebook_asks_the_hub_again_after_ten_seconds(spawner_for, office, docker):
    await spawner_for(office(), "ann", args=["--LabApp.x=1"]).start()
    assert given(docker, "math-user-ann")["command"][-2:] == ["--LabApp.x=1", "--HubOAuth.cache_max_age=10"]


async def test_a_definition_may_say_how_long_a_notebook_believes_the_hub(spawner_for, office, docker):
    await spawner_for(office(), "ann", args=["--HubOAuth.cache_max_age=2"]).start()
    command = given(docker, "math-user-ann")["command"]
    assert [word for word in command if "cache_max_age" in word] == ["--HubOAuth.cache_max_age=2"]


async def test_what_a_server_started_with_outlives_the_hubs_process(spawner_for, office):
    hub = office("boss admin\nann math\n")
    first, second = spawner_for(hub, "ann"), spawner_for(hub, "ann")
    await first.start()
    second.load_state(json.loads(json.dumps(first.get_state())))
    assert second.rights_of_start == {("home", None, "own"): "rw", ("shared", "math", "own"): "rw"}
    first.clear_state()
    assert (first.rights_of_start, first.get_state().get(RIGHTS)) == (None, None)


async def test_of_a_server_that_an_older_version_started_nothing_is_known(spawner_for, office):
    spawner = spawner_for(office(), "ann")
    spawner.load_state({"object_id": "abc"})
    assert spawner.rights_of_start is None


async def test_the_file_browser_shows_the_home(spawner_for, office, docker):
    await spawner_for(office(), "ann").start()
    assert given(docker, "math-user-ann")["environment"]["JUPYTERHUB_ROOT_DIR"] == "/home/jovyan"


async def test_limits_are_the_definitions(spawner_for, office, docker):
    notebook = notebook_json(memory=4 * 1024**3, cpus=1.5)
    await spawner_for(office(notebook=notebook), "ann").start()
    host = given(docker, "math-user-ann")["host_config"]
    assert (host["mem_limit"], host["cpu_quota"]) == (4 * 1024**3, 150_000)


async def test_a_server_has_a_share_of_processes_and_log_and_uses_no_swap_beside_its_memory(
    spawner_for, office, docker
):
    await spawner_for(office(notebook=notebook_json(memory=1024**3)), "ann").start()
    host = given(docker, "math-user-ann")["host_config"]
    assert (host["pids_limit"], host["memswap_limit"]) == (4096, 1024**3)
    assert host["log_config"] == {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}}
    assert {"cap_drop", "security_opt"}.isdisjoint(host)


async def test_a_server_without_privileges_has_none_and_can_gain_none(spawner_for, office, docker):
    await spawner_for(office(notebook=notebook_json(privileges="none")), "ann").start()
    host = given(docker, "math-user-ann")["host_config"]
    assert (host["cap_drop"], host["security_opt"]) == (["ALL"], ["no-new-privileges"])


async def test_what_the_definition_says_to_docker_comes_before_ours(spawner_for, office, docker):
    config = {"extra_host_config": {"mem_limit": "2g", "pids_limit": 10, "cap_drop": ["NET_RAW"]}}
    notebook = notebook_json(memory=1024**3, privileges="none")
    await spawner_for(office(notebook=notebook), "ann", **config).start()
    host = given(docker, "math-user-ann")["host_config"]
    assert (host["mem_limit"], host["pids_limit"], host["cap_drop"]) == ("2g", 10, ["NET_RAW"])
    assert "memswap_limit" not in host


def test_privileges_that_this_package_does_not_know_are_refused(office):
    with pytest.raises(ValueError, match="privileges"):
        office(notebook=notebook_json(privileges="some"))


async def test_without_limits_there_are_none(spawner_for, office, docker):
    await spawner_for(office(), "ann").start()
    assert {"mem_limit", "cpu_quota"}.isdisjoint(given(docker, "math-user-ann")["host_config"])


async def test_the_container_goes_when_the_server_stops_and_is_on_the_hubs_network(spawner_for, office, docker):
    spawner = spawner_for(office(), "ann")
    await spawner.start()
    host = given(docker, "math-user-ann")["host_config"]
    assert (host["auto_remove"], host["network_mode"]) == (True, "math-network")
    await spawner.stop()
    assert "math-user-ann" not in docker.containers


def place_of(docker, name: str) -> Any:
    return given(docker, name).get("networking_config")


async def test_a_server_starts_in_the_hubs_own_network_although_a_second_one_has_its_name(spawner_for, office, docker):
    docker.networks = ["the hub's", "a late one"]
    await spawner_for(office(), "ann").start()
    assert place_of(docker, "math-user-ann") == {"EndpointsConfig": {"math-network": {"NetworkID": "the hub's"}}}


async def test_a_network_that_a_config_file_chooses_is_taken_by_its_name(spawner_for, office, docker):
    other = {"EndpointsConfig": {"lab": {}}}
    await spawner_for(office(), "ann", extra_create_kwargs={"networking_config": other}).start()
    assert place_of(docker, "math-user-ann") == other
    await spawner_for(office(), "ann", extra_host_config={"network_mode": "lab"}).start()
    assert place_of(docker, "math-user-ann") is None


async def test_what_a_config_file_adds_to_containers_stays_beside_our_labels(spawner_for, office, docker):
    extra = {"extra_create_kwargs": {"user": "root", "labels": {"team": "it"}}}
    mounts = {"mounts": [{"type": "bind", "source": "/data", "target": "/data"}]}
    spawner = spawner_for(office(), "ann", **extra, **mounts)
    for _ in range(2):
        await spawner.start()
    made = given(docker, "math-user-ann")
    assert made["user"] == "root"
    assert made["labels"]["team"] == "it"
    assert made["labels"]["hubwright.hub"] == "math"
    assert [mount["target"] for mount in spawner.mounts] == ["/data", "/home/jovyan", "/home/jovyan/math"]


async def test_a_config_file_may_compute_what_it_adds(spawner_for, office, docker):
    async def computed(spawner: Any) -> dict[str, Any]:
        return {"hostname": "lab"}

    await spawner_for(office(), "ann", extra_create_kwargs=computed).start()
    assert given(docker, "math-user-ann")["hostname"] == "lab"


async def test_another_hubs_container_of_the_same_name_is_left_alone(spawner_for, office, docker):
    theirs = {"Id": "theirs", "Config": {"Labels": {"hubwright.hub": "physics"}}, "State": {"Running": True}}
    docker.containers["math-user-ann"] = theirs
    spawner = spawner_for(office(), "ann")
    with pytest.raises(StartRefused, match="math-user-ann") as refusal:
        await spawner.start()
    assert "not this hub's" in refusal.value.jupyterhub_message
    await spawner.stop()  # what JupyterHub does after a failed start
    assert docker.containers["math-user-ann"] is theirs
    assert await spawner.poll() is not None


async def test_a_container_left_behind_by_a_crash_is_replaced(spawner_for, office, docker):
    await spawner_for(office(), "ann").start()
    await spawner_for(office(), "ann").start()
    assert docker.calls.count("start math-user-ann") == 2


async def test_another_hubs_volume_is_not_used_and_the_person_is_told(spawner_for, office, docker):
    docker.existing["math-shared-math"] = {"hubwright.hub": "physics"}
    with pytest.raises(StartRefused, match="belongs to the hub physics"):
        await spawner_for(office(), "ann").start()
    assert not any(call.startswith("start") for call in docker.calls)


async def test_a_volume_without_our_label_is_not_used(spawner_for, office, docker):
    docker.existing["math-user-ann"] = None
    with pytest.raises(StartRefused, match="was not made by hubwright"):
        await spawner_for(office(), "ann").start()


@pytest.mark.parametrize("chosen", [{"scope": "server"}, {"volumeName": "shared-{group}"}])
async def test_a_volume_that_the_definition_names_is_used_whoever_made_it(spawner_for, office, docker, chosen):
    docker.existing["shared-math"] = None
    spawner = spawner_for(office(volumes=[policy("shared", "group", "/g/{group}", **chosen)]), "ann")
    await spawner.start()
    assert mounted(spawner) == ["shared-math /g/math rw nocopy"]


async def test_the_docker_calls_of_a_start_are_few_and_always_the_same(spawner_for, office, docker):
    hub = office("boss admin\nann math phys\n")
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    await spawner.stop()
    docker.calls.clear()
    await spawner.start()
    prepared = "math.preparation"
    assert docker.calls == [
        "list volumes",
        f"create {prepared} from math-notebook:latest with math-user-ann",
        "put math phys",
        f"remove {prepared}",
        "create math-user-ann from math-notebook:latest with math-user-ann, math-shared-math, math-shared-phys",
        "start math-user-ann",
    ]


async def test_a_group_that_is_new_while_the_hub_runs_is_made_and_prepared_and_the_others_are_left(
    spawner_for, office, docker
):
    hub = office("boss admin\nann math\n")
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    await spawner.stop()
    docker.calls.clear()
    hub.writes("boss admin\nann math phys\n")
    await spawner.start()
    assert docker.calls[:4] == [
        "list volumes",
        "create volume math-shared-phys",
        "create math.preparation from math-jupyterhub:latest with math-shared-phys",
        "remove math.preparation",
    ]


async def test_a_file_of_the_persons_own_that_is_in_the_way_stays(spawner_for, office, docker, caplog):
    docker.obstructed = {"math"}
    spawner = spawner_for(office("boss admin\nann math phys\n"), "ann")
    await spawner.start()
    assert mounted(spawner) == ["math-user-ann /home/jovyan rw", "math-shared-phys /home/jovyan/phys rw nocopy"]


async def test_a_server_keeps_its_container_over_a_restart_of_the_hub(spawner_for, office, docker):
    hub = office()
    first = spawner_for(hub, "ann")
    await first.start()
    second = spawner_for(hub, "ann")
    second.load_state(first.get_state())
    assert await second.poll() is None


async def test_a_server_of_the_time_when_the_hub_had_another_name_is_forgotten(spawner_for, office, docker):
    spawner = spawner_for(office(), "ann")
    spawner.load_state({"object_id": "abc", "object_name": "geo-user-ann", RIGHTS: [["shared", "math", False, "rw"]]})
    assert await spawner.poll() == 0
    assert (spawner.object_id, spawner.rights_of_start, spawner.get_state()) == ("", None, {})
    await spawner.start()
    assert list(docker.containers) == ["math-user-ann"]


async def test_a_server_that_must_end_has_five_seconds_unless_the_definition_says_otherwise(
    spawner_for, office, docker
):
    await spawner_for(office(), "ann").start()
    assert given(docker, "math-user-ann")["stop_timeout"] == 5
    await spawner_for(office(), "boss", extra_create_kwargs={"stop_timeout": 30}).start()
    assert given(docker, "math-user-boss")["stop_timeout"] == 30
