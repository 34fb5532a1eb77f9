import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from traitlets.config import Config

from hubwright_hub import idle_culler
from hubwright_hub.busy_kernels import is_at_work
from hubwright_hub.idle_culler import Culler, arguments

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


class Notebooks:
    """Answers for the servers behind the proxy."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[Any] = []

    async def fetch(self, request: Any) -> Any:
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return SimpleNamespace(body=json.dumps(self.answer).encode())


@pytest.fixture
def culler(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")

    def make(answer: Any) -> tuple[Any, Notebooks]:
        notebooks = Notebooks(answer)
        monkeypatch.setattr(idle_culler, "AsyncHTTPClient", lambda: notebooks)
        return Culler(config=Config({"Culler": {"proxy": "http://math-proxy:8000"}})), notebooks

    return make


async def may_go(culler: Any, inactive: float) -> bool:
    hook = culler.cull_arbiter_hook
    found: bool = await hook(inactive=timedelta(seconds=inactive), inactive_limit=60, server=SERVER)
    return found


async def test_a_server_with_a_busy_kernel_never_goes_for_being_idle(culler):
    made, notebooks = culler([kernel("busy", 86_400)])
    assert not await may_go(made, 86_400)
    assert notebooks.asked[0].url == "http://math-proxy:8000/math/user/ann/api/kernels?no_track_activity=1"
    assert notebooks.asked[0].headers["Authorization"] == "token secret"


async def test_a_server_whose_kernels_wait_goes(culler):
    made, _ = culler([kernel("idle", 86_400)])
    assert await may_go(made, 60)


async def test_a_server_that_was_used_is_not_even_asked(culler):
    made, notebooks = culler([kernel("idle", 86_400)])
    assert not await may_go(made, 59)
    assert notebooks.asked == []


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
    assert arguments(idle_after, max_age, "http://p:8000") == [*words, "--proxy=http://p:8000"]


def test_its_words_are_understood():
    made = Culler()
    made.parse_command_line(arguments(20, 60, "http://p:8000"))
    assert (made.timeout, made.cull_every, made.max_age, made.proxy) == (20, 10, 60, "http://p:8000")
