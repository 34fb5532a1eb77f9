"""What a person's limits and images become in Docker each time a server starts."""

from typing import Any

import pytest
from conftest import Office, notebook_json
from docker.errors import APIError, NotFound
from fake_docker import MISSING
from spawners import given
from tornado.web import HTTPError

from hubwright_hub.notebooks.start_refused import StartRefused

GIB = 1024**3
GPU = {"count": 1, "capabilities": [["gpu"]]}


def limits(**named: Any) -> dict[str, Any]:
    return {"limits": named, "image": None, "images": {}}


def with_images(**more: Any) -> dict[str, Any]:
    return notebook_json(images={"R": "x/r:1"}, **more)


def host(docker: Any, person: str = "ann") -> dict[str, Any]:
    made: dict[str, Any] = given(docker, f"math-user-{person}")["host_config"]
    return made


async def restart(spawner: Any) -> None:
    await spawner.stop()
    await spawner.start()


async def test_a_person_who_leaves_a_group_has_everybodys_limits_at_the_next_start(spawner_for, office, docker):
    notebook = notebook_json(memory=GIB, groups={"math": limits(memory=8 * GIB, cpus=4, gpus=1)})
    hub = office("boss admin\nann math\n", notebook=notebook)
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    assert (host(docker)["mem_limit"], host(docker)["cpu_quota"]) == (8 * GIB, 400_000)
    assert host(docker)["device_requests"] == [GPU]
    hub.writes("boss admin\nann\n")
    await restart(spawner)
    assert host(docker)["mem_limit"] == GIB
    assert {"cpu_quota", "device_requests"}.isdisjoint(host(docker))


@pytest.mark.parametrize(("gpus", "count"), [(1, 1), (2, 2), ("all", -1)])
async def test_docker_is_asked_for_as_many_gpus_as_the_definition_says(spawner_for, office, docker, gpus, count):
    await spawner_for(office(notebook=notebook_json(gpus=gpus)), "ann").start()
    assert host(docker)["device_requests"] == [{**GPU, "count": count}]


async def test_what_a_config_file_says_of_limits_and_devices_wins(spawner_for, office, docker):
    own = [{"count": 4, "capabilities": [["gpu"]]}]
    config = {"mem_limit": "3G", "extra_host_config": {"device_requests": own, "shm_size": "1g"}}
    await spawner_for(office(notebook=notebook_json(memory=GIB, gpus=1)), "ann", **config).start()
    assert (host(docker)["mem_limit"], host(docker)["device_requests"]) == (3 * GIB, own)
    assert host(docker)["shm_size"] == "1g"


async def test_without_a_gpu_in_the_machine_the_person_is_told_so(spawner_for, office, docker):
    def start(name: str) -> None:
        raise APIError("500", explanation='could not select device driver "" with capabilities: [[gpu]]')

    docker.start = start
    with pytest.raises(StartRefused, match="is set up to use a GPU, but Docker has none"):
        await spawner_for(office(notebook=notebook_json(gpus=1)), "ann").start()


async def test_another_failure_of_docker_is_not_called_one_of_gpus(spawner_for, office, docker):
    def start(name: str) -> None:
        raise APIError("500", explanation="no space left on device")

    docker.start = start
    with pytest.raises(APIError):
        await spawner_for(office(notebook=notebook_json(gpus=1)), "ann").start()


class Images:
    """The engine's images, and a registry that has none."""

    def __init__(self, docker: Any, *present: str) -> None:
        self.pulled: list[str] = []
        self.present = present
        docker.inspect_image, docker.pull = self.inspect_image, self.pull

    def inspect_image(self, name: str) -> dict[str, Any]:
        if name not in self.present:
            raise NotFound("no such image", response=MISSING)
        return {"Id": name}

    def pull(self, repository: str, tag: str) -> None:
        self.pulled.append(f"{repository}:{tag}")
        raise APIError("404", explanation="manifest unknown")


def image_of(docker: Any) -> str:
    (created,) = [call for call in docker.calls if call.startswith("create math-user-ann from ")][-1:]
    return str(created).split(" ")[3]


async def test_a_chosen_image_is_used_and_without_a_choice_the_hubs_own(spawner_for, office, docker):
    Images(docker, "x/r:1")
    spawner = spawner_for(office(notebook=with_images()), "ann")
    spawner.user_options = {"image": "R"}
    await spawner.start()
    assert image_of(docker) == "x/r:1"
    spawner.user_options = {}
    await restart(spawner)
    assert image_of(docker) == "math-notebook:latest"
    spawner.user_options = {"image": "standard"}
    await restart(spawner)
    assert image_of(docker) == "math-notebook:latest"


@pytest.mark.parametrize("image", ["x/r:1", "r", "R ", "evil/image:1", "math-notebook:latest", "*"])
async def test_an_image_that_is_not_offered_is_refused_before_anything_is_made(spawner_for, office, docker, image):
    spawner = spawner_for(office(notebook=with_images()), "ann")
    spawner.user_options = {"image": image}
    with pytest.raises(HTTPError) as refused:
        await spawner.start()
    assert refused.value.status_code == 400
    assert docker.calls == []


async def test_an_image_of_a_group_is_refused_to_people_who_left_it_and_not_for_ever(spawner_for, office, docker):
    Images(docker, "x/m:1")
    group = {"limits": {}, "image": None, "images": {"M": "x/m:1"}}
    hub = office("boss admin\nann math\n", notebook=notebook_json(groups={"math": group}))
    spawner = spawner_for(hub, "ann")
    spawner.user_options = {"image": "M"}
    await spawner.start()
    hub.writes("boss admin\nann\n")
    with pytest.raises(HTTPError):
        await spawner.start()
    # JupyterHub offers the last choice again to a start that makes none.
    spawner.user_options = spawner.orm_spawner.user_options
    await spawner.start()
    assert image_of(docker) == "math-notebook:latest"


async def test_the_image_of_a_group_is_what_its_people_get_without_a_choice(spawner_for, office, docker):
    Images(docker, "x/m:1")
    group = {"limits": {}, "image": "x/m:1", "images": {}}
    hub = office("boss admin\nann math\n", notebook=notebook_json(groups={"math": group}))
    spawner = spawner_for(hub, "ann")
    await spawner.start()
    assert image_of(docker) == "x/m:1"
    hub.writes("boss admin\nann\n")
    await restart(spawner)
    assert image_of(docker) == "math-notebook:latest"


async def test_an_image_that_cannot_be_had_is_said_to_the_person(spawner_for, office, docker):
    images = Images(docker)
    spawner = spawner_for(office(notebook=with_images()), "ann")
    spawner.user_options = {"image": "R"}
    with pytest.raises(StartRefused, match="The image x/r:1 could not be pulled"):
        await spawner.start()
    assert images.pulled == ["x/r:1"]


async def test_the_hubs_own_image_is_never_looked_for_in_a_registry(spawner_for, office, docker):
    images = Images(docker)
    await spawner_for(office(), "ann").start()
    assert images.pulled == []


async def test_people_are_asked_for_an_image_only_where_there_is_a_choice(spawner_for, office):
    assert await spawner_for(office(), "ann").get_options_form() == ""
    form = await spawner_for(office(notebook=notebook_json(images={'<b>"R"': "x/r:1"})), "ann").get_options_form()
    assert '<option value="standard" selected>standard</option>' in form
    assert '<option value="&lt;b&gt;&quot;R&quot;">&lt;b&gt;&quot;R&quot;</option>' in form
    assert "<b>" not in form


def roster_of(docker: Any) -> list[Any]:
    return [mount for mount in host(docker, "boss")["mounts"] if mount["Target"] == "/home/jovyan/hub-roster"]


async def test_an_admin_mounts_the_rosters_directory_from_where_the_engine_has_it(
    spawner_for, office: Any, docker
) -> None:
    hub: Office = office("boss admin\n", admins={"access": True, "roster": "ro"})
    docker.containers["math"] = {"Mounts": [{"Destination": "/srv/hubwright/roster", "Source": "/hubs/math/roster"}]}
    await spawner_for(hub, "boss").start()
    (mount,) = roster_of(docker)
    assert (mount["Type"], mount["Source"], mount["ReadOnly"]) == ("bind", "/hubs/math/roster", True)
    assert not any("create volume /" in call for call in docker.calls)
    assert any(call.startswith("put ") and "hub-roster" in call for call in docker.calls)


async def test_a_hub_that_mounts_no_roster_starts_its_admins_without_it(spawner_for, office, docker):
    docker.containers["math"] = {"Mounts": []}
    await spawner_for(office("boss admin\n", admins={"access": True, "roster": "ro"}), "boss").start()
    assert roster_of(docker) == []
