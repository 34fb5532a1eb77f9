from typing import Any

import pytest
from docker.errors import NotFound

from hubwright_hub.engine.labels import HUB
from hubwright_hub.engine.server_end import end_container


class Engine:
    """One container under the name of ann's server."""

    def __init__(self, labels: dict[str, str] | None, *, runs: bool = True) -> None:
        self.container = {"Id": "abc", "Config": {"Labels": labels}, "State": {"Running": runs}}
        self.killed: list[str] = []

    def inspect_container(self, name: str) -> Any:
        if name != "math-user-ann":
            raise NotFound("no such container")
        return self.container

    def kill(self, which: str) -> None:
        self.killed.append(which)


def test_the_container_of_a_server_is_killed_by_its_id(office):
    engine = Engine({HUB: "math"})
    assert end_container(engine, office().live.hub, "ann", "") is True
    assert engine.killed == ["abc"]


@pytest.mark.parametrize(
    ("engine", "name"),
    [
        (Engine({HUB: "math"}), "bob"),
        (Engine({HUB: "phys"}), "ann"),
        (Engine(None), "ann"),
        (Engine({HUB: "math"}, runs=False), "ann"),
    ],
)
def test_nothing_else_is_killed(office, engine, name):
    assert end_container(engine, office().live.hub, name, "") is False
    assert engine.killed == []
