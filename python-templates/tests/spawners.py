"""Spawners of people's servers that talk to a Docker client which remembers."""

from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Office
from fake_docker import FakeDocker
from jupyterhub.objects import Hub, Server
from traitlets.config import Config

from hubwright_hub.spawner import HubwrightSpawner


class Spawner(HubwrightSpawner):
    """A spawner that talks to a fake client."""

    client = None  # type: ignore[assignment]


@pytest.fixture
def docker() -> FakeDocker:
    return FakeDocker()


@pytest.fixture
def spawner_for(docker: FakeDocker):
    def make(office: Office, name: str, server: str = "", **config: Any) -> Spawner:
        spawner = Spawner(
            live=office.live,
            user=SimpleNamespace(name=name, id=1, url=f"/user/{name}/", escaped_name=name, groups=[]),
            hub=Hub(),
            api_token="token",
            config=Config({"DockerSpawner": config}),
            orm_spawner=SimpleNamespace(name=server, server=None, state={}),
        )
        spawner.server = Server()
        spawner.client = docker
        return spawner

    return make


def given(docker: FakeDocker, name: str) -> dict[str, Any]:
    """What a container was created with."""
    return docker.containers[name]["Given"]
