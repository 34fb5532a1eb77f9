import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from hubwright_hub import idle_culler
from hubwright_hub.idle_culler import Culler, arguments
from hubwright_hub.notebooks.busy_kernels import is_at_work

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SERVER = {"url": "/math/user/ann/", "name": ""}


def kernel(state: str, ago: float) -> dict[str, Any]:
    at = (NOW - timedelta(seconds=ago)).isoformat().replace("+00:00", "Z")
    return {"execution_state": state, "last_activity": at}


@pytest.mark.parametrize(
    ("kernels", "at_work"),
    [
        pytest.param([], False, id="a server without kernels is idle"),
        pytest.param([kernel("idle", 3600)], False, id="a kernel that waits for long is idle"),
        pytest.param([kernel("busy", 86_400)], True, id="a kernel that has computed since yesterday is at work"),
        pytest.param([kernel("idle", 59)], True, id="a kernel that has just ended its computation counts as used"),
        pytest.param([kernel("idle", 60)], False, id="a kernel is idle from the very moment that the definition says"),
        pytest.param([kernel("idle", 3600), kernel("busy", 3600)], True, id="one busy kernel among idle ones suffices"),
        pytest.param([{**kernel("idle", 59), "last_activity": "2026-11-23T11:59:30"}], True, id="no zone is UTC"),
    ],
)
def test_a_server_is_at_work_as_long_as_a_kernel_is(kernels, at_work):
    assert is_at_work(kernels, NOW, idle_after=60) is at_work


class Hub:
    """Answers for the servers."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[Any] = []

    async def fetch(self, request: Any) -> Any:
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return SimpleNamespace(body=json.dumps({"kernels": self.answer}).encode())


@pytest.fixture
def culler(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:8081/math/hub/api")
    monkeypatch.setenv("JUPYTERHUB_BASE_URL", "/math/")

    def make(answer: Any) -> tuple[Any, Hub]:
        hub = Hub(answer)
        monkeypatch.setattr(idle_culler, "AsyncHTTPClient", lambda: hub)
        return Culler(), hub

    return make


async def may_go(culler: Any, inactive: float, server: Any = SERVER) -> bool:
    hook = culler.cull_arbiter_hook
    found: bool = await hook(inactive=timedelta(seconds=inactive), inactive_limit=60, server=server)
    return found


async def test_a_server_with_a_busy_kernel_never_goes_for_being_idle(culler):
    made, hub = culler([kernel("busy", 86_400)])
    assert not await may_go(made, 86_400)
    assert len(hub.asked) == 1


@pytest.mark.parametrize(
    ("place", "name", "server"),
    [
        ("/math/user/ann/", "ann", ""),
        ("/math/user/ann/second/", "ann", "second"),
        ("/math/user/a@b%20c%2Fd/", "a@b c/d", ""),
        ("/math/user/user/user/", "user", "user"),
    ],
)
async def test_only_the_hub_is_ever_shown_the_token(culler, place, name, server):
    made, hub = culler([])
    assert await may_go(made, 86_400, {"url": place, "name": server})
    (asked,) = hub.asked
    assert asked.url == "http://127.0.0.1:8081/math/hub/kernels"
    assert asked.headers["Authorization"] == "token secret"
    assert json.loads(asked.body) == {"name": name, "server": server}


async def test_a_server_whose_kernels_wait_goes(culler):
    made, _ = culler([kernel("idle", 86_400)])
    assert await may_go(made, 60)


async def test_a_server_that_was_used_is_not_even_asked(culler):
    made, hub = culler([kernel("idle", 86_400)])
    assert not await may_go(made, 59)
    assert hub.asked == []


@pytest.mark.parametrize("answer", [OSError("no route"), {"message": "Forbidden"}, [{}]])
async def test_a_server_that_does_not_say_whether_it_is_busy_stays(culler, answer):
    made, _ = culler(answer)
    assert not await may_go(made, 86_400)


@pytest.mark.parametrize(
    ("idle_after", "max_age", "words"),
    [
        (3600, None, ["--timeout=3600", "--cull-every=600"]),
        (1, None, ["--timeout=1", "--cull-every=1"]),
        (20, 60, ["--timeout=20", "--cull-every=10", "--max-age=60"]),
        (None, 86_400, [f"--timeout={idle_culler.NEVER}", "--cull-every=600", "--max-age=86400"]),
    ],
)
def test_it_looks_often_and_never_without_a_pause(idle_after, max_age, words):
    assert arguments(idle_after, max_age) == words


def test_its_words_are_understood():
    made = Culler()
    made.parse_command_line(arguments(20, 60))
    assert (made.timeout, made.cull_every, made.max_age) == (20, 10, 60)
