import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from hubwright_hub import revoker as module
from hubwright_hub.reconcile.due import Due, DueFile, Remove, Stop
from hubwright_hub.revoker import ASKS_AGAIN_AFTER, MOST_REMOVALS, MOST_STOPS, Revoker

ANN = Stop("ann", "", "2026-11-23T12:00:00Z", "It ended.")
BOB = Remove("bob", "They left.")


class Hub:
    """JupyterHub's API as a service sees it."""

    def __init__(self) -> None:
        self.servers: dict[str, dict[str, str]] = {"ann": {"": ANN.started}}
        self.asked: list[str] = []
        self.is_away = False
        self.at_once = self.most = 0
        self.meanwhile: Any = lambda: None

    async def servers_of(self, name: str) -> Any:
        if self.is_away:
            raise ConnectionRefusedError("no hub")
        return self.servers.get(name)

    async def stop(self, name: str, server: str) -> None:
        await self._works()
        self.asked.append(f"stop {name}/{server}")
        self.meanwhile()

    async def remove(self, name: str) -> None:
        if self.is_away:
            raise HTTPClientError(503)
        await self._works()
        self.asked.append(f"remove {name}")

    async def _works(self) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await module.asyncio.sleep(0)
        self.at_once -= 1


class Desk:
    def __init__(self, directory: Path) -> None:
        self.hub, self.path, self.seconds = Hub(), directory / "due.json", 0.0
        self.file = DueFile(self.path)
        self.revoker = Revoker(self.hub, self.path, clock=lambda: self.seconds)

    def due(self, *what: Stop | Remove) -> None:
        stops = tuple(one for one in what if isinstance(one, Stop))
        self.file.write(Due(stops, tuple(one for one in what if isinstance(one, Remove))))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_servers_are_stopped_and_then_people_removed(desk, caplog):
    desk.due(ANN, BOB)
    with caplog.at_level("INFO"):
        await desk.revoker.once()
    assert desk.hub.asked == ["stop ann/", "remove bob"]
    assert 'Stopped the server of "ann". It ended.' in caplog.text
    assert 'Removed "bob" from JupyterHub; their volumes stay. They left.' in caplog.text


async def test_where_the_hub_cannot_stop_a_server_the_engine_ends_it_and_the_hub_is_asked_again(desk, caplog):
    ended: list[tuple[str, str]] = []
    desk.revoker = Revoker(desk.hub, desk.path, end=lambda name, server: not ended.append((name, server)))
    desk.due(ANN)
    desk.hub.is_away = True
    await desk.revoker.once()
    assert ended == [("ann", "")]
    assert "its container was killed. It ended." in caplog.text
    desk.hub.is_away = False
    await desk.revoker.once()
    assert (ended, desk.hub.asked) == ([("ann", "")], ["stop ann/"])


async def test_the_engine_ends_no_server_that_is_due_no_more(desk):
    ended: list[tuple[str, str]] = []

    async def servers_of(name: str) -> Any:
        desk.due()
        raise HTTPClientError(403)

    desk.hub.servers_of = servers_of
    desk.revoker = Revoker(desk.hub, desk.path, end=lambda name, server: not ended.append((name, server)))
    desk.due(ANN)
    await desk.revoker.once()
    assert ended == []


async def test_nothing_happens_before_the_hub_has_said_what_is_due(desk):
    await desk.revoker.once()
    assert desk.hub.asked == []


@pytest.mark.parametrize("servers", [{}, {"ann": {}}, {"ann": {"": "2026-11-23T12:00:07Z"}}])
async def test_a_server_that_is_gone_or_was_started_again_is_left_alone(desk, servers):
    desk.hub.servers = servers
    desk.due(ANN)
    await desk.revoker.once()
    assert desk.hub.asked == []


async def test_the_hub_is_not_asked_twice_at_once_and_is_asked_again_later(desk):
    desk.due(ANN)
    await desk.revoker.once()
    await desk.revoker.once()
    assert desk.hub.asked == ["stop ann/"]
    desk.seconds += ASKS_AGAIN_AFTER
    await desk.revoker.once()
    assert desk.hub.asked == ["stop ann/", "stop ann/"]


async def test_a_hub_that_is_away_is_asked_at_the_next_look(desk):
    desk.due(ANN, BOB)
    desk.hub.is_away = True
    await desk.revoker.once()
    desk.hub.is_away = False
    await desk.revoker.once()
    assert desk.hub.asked == ["stop ann/", "remove bob"]


async def test_a_person_who_is_back_on_the_list_meanwhile_is_not_removed(desk):
    desk.due(ANN, BOB)
    desk.hub.meanwhile = lambda: desk.due(ANN)
    await desk.revoker.once()
    assert desk.hub.asked == ["stop ann/"]


async def test_only_so_many_servers_are_stopped_at_once(desk):
    stops = [Stop(f"p{number}", "", "1", "x") for number in range(2 * MOST_STOPS)]
    desk.hub.servers = {stop.name: {"": "1"} for stop in stops}
    desk.due(*stops)
    await desk.revoker.once()
    assert len(desk.hub.asked) == 2 * MOST_STOPS
    assert desk.hub.most == MOST_STOPS


async def test_only_so_many_people_are_removed_at_once(desk):
    desk.due(*(Remove(f"p{number}", "x") for number in range(40)))
    await desk.revoker.once()
    assert len(desk.hub.asked) == 40
    assert desk.hub.most == MOST_REMOVALS


async def test_it_ends_with_the_hub_that_started_it(desk, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    parents = iter([7, 7, 1])
    monkeypatch.setattr(module.os, "getppid", lambda: next(parents))
    desk.due(ANN)
    await module.serve(desk.revoker, 7)
    assert desk.hub.asked == ["stop ann/"]


async def test_a_file_that_cannot_be_read_ends_nothing_and_is_read_again(desk, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    desk.path.write_text("{")

    def parent() -> int:
        desk.due(ANN)
        return next(parents)

    parents = iter([7, 7, 1])
    monkeypatch.setattr(module.os, "getppid", parent)
    await module.serve(desk.revoker, 7)
    assert desk.hub.asked == ["stop ann/"]


def test_it_ends_without_a_word_when_jupyterhub_ends_it(monkeypatch, capfd):
    async def interrupted(revoker: Revoker, parent: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    monkeypatch.setattr(module, "serve", interrupted)
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:1/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "none")
    module.main()
    assert capfd.readouterr().err == ""
