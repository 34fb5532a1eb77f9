"""Servers are stopped in parallel, including those that ignore the signal."""

import asyncio
import heapq
from types import SimpleNamespace
from typing import Any

import pytest
from docker.errors import APIError, NotFound

from hubwright_hub.notebooks import stopping
from hubwright_hub.notebooks.stopping import StillRunningError, end

TIMEOUT = 5
STEPS = 20
"""Turns of the event loop: after this many, every running task has reached its next wait."""


class Engine:
    """Containers that run, by name: after how many seconds each ends by itself, and which signals it ignores."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds, self.sent, self.looks = 0.0, [], 0
        self.running: dict[str, dict[str, Any]] = {}
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._clock: asyncio.Task[None] | None = None
        monkeypatch.setattr(stopping.asyncio, "sleep", self.sleep)

    def runs(self, name: str, *, ignores: tuple[str, ...] = (), takes: float = 0.0, **config: Any) -> None:
        self.running[name] = {"ignores": ignores, "takes": takes, "ends": None, "config": config}

    async def sleep(self, seconds: float) -> None:
        waiting = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.seconds + seconds, id(waiting), waiting))
        if self._clock is None or self._clock.done():
            self._clock = asyncio.create_task(self._pass())
        await waiting

    async def _pass(self) -> None:
        """Time passes once everybody waits, up to the earliest end of a wait."""
        while self._sleeping:
            for _ in range(STEPS):
                await real_sleep(0)
            self.seconds, _, waiting = heapq.heappop(self._sleeping)
            waiting.set_result(None)

    async def __call__(self, method: str, name: str, *given: Any) -> Any:
        await real_sleep(0)
        found = self.running.get(name)
        if found is not None and found["ends"] is not None and self.seconds >= found["ends"]:
            del self.running[name]
            found = None
        if method == "inspect_container":
            self.looks += 1
            if found is None:
                raise NotFound("no such container")
            return {"State": {"Running": True}, "Config": {"StopTimeout": TIMEOUT, **found["config"]}}
        assert method == "kill"
        (signal,) = given
        self.sent.append((name, signal, self.seconds))
        if found is None:
            raise APIError("is not running", SimpleNamespace(status_code=409, reason="", url=""))
        if signal not in found["ignores"]:
            found["ends"] = self.seconds + found["takes"]
        return None


real_sleep = asyncio.sleep


@pytest.fixture
def engine(monkeypatch):
    return Engine(monkeypatch)


async def test_a_server_that_ends_when_it_is_told_to_is_not_killed(engine):
    engine.runs("a", takes=1.0)
    await end(engine, "a")
    assert [(name, signal) for name, signal, _ in engine.sent] == [("a", "SIGTERM")]
    assert engine.seconds < TIMEOUT


async def test_a_hundred_servers_that_ignore_the_signal_take_as_long_as_one(engine):
    names = [f"s{number}" for number in range(100)]
    for name in names:
        engine.runs(name, ignores=("SIGTERM",))
    await asyncio.gather(*(end(engine, name) for name in names))
    assert engine.running == {}
    assert engine.seconds < TIMEOUT + 1
    assert engine.looks <= 100 * 16


async def test_the_signal_and_the_time_are_the_containers_own(engine):
    engine.runs("a", ignores=("SIGINT",), StopSignal="SIGINT", StopTimeout=2)
    await end(engine, "a")
    assert engine.sent == [("a", "SIGINT", 0.0), ("a", "SIGKILL", 2.0)]


async def test_without_a_time_of_its_own_it_has_dockers(engine):
    engine.runs("a", ignores=("SIGTERM",), StopTimeout=None)
    await end(engine, "a")
    assert engine.sent[-1] == ("a", "SIGKILL", 10.0)


async def test_a_container_that_is_gone_or_ends_meanwhile_is_no_problem(engine):
    await end(engine, "gone")
    assert engine.sent == []
    engine.runs("a", ignores=("SIGTERM",))
    waiting = asyncio.create_task(end(engine, "a"))
    while not engine.sent:
        await real_sleep(0)
    del engine.running["a"]
    await waiting
    assert len(engine.sent) == 1


async def test_a_container_that_cannot_be_killed_is_said_to_run(engine):
    engine.runs("a", ignores=("SIGTERM", "SIGKILL"))
    with pytest.raises(StillRunningError, match="The container a is still running, although it was killed"):
        await end(engine, "a")
