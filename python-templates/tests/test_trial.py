import asyncio
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import HOSTILE
from docker.errors import NotFound
from fake_docker import MISSING
from tornado.httpclient import HTTPClientError

from hubwright_hub import trial
from hubwright_hub.engine import names
from hubwright_hub.trial import Busy, Trial
from hubwright_hub.trials import trial_mark
from hubwright_hub.trials.trial_hub import TriedServer

HUB = "http://127.0.0.1:8081/math/hub"


class Container:
    """A container of the person's server, which may end."""

    def __init__(self, hub: str = "math", exit_code: int | None = None, words: str = "") -> None:
        self.labels, self.exit_code, self.words = {"hubwright.hub": hub}, exit_code, words


class Docker:
    """As much of Docker as a trial looks at."""

    def __init__(self) -> None:
        self.containers: dict[str, Container] = {}
        self.removed: list[str] = []
        self.killed: list[tuple[str, int]] = []
        """Names of containers with too little memory, and how many times Docker is asked before it has noted it."""

    def info(self) -> dict[str, Any]:
        return {"SystemTime": "2026-11-30T10:47:54.114946706Z"}

    def events(self, *, filters: dict[str, str], **given: Any) -> Iterator[dict[str, Any]]:
        assert given == {"since": "1796035674.114946", "until": "1796035674.114946", "decode": True}
        assert filters["event"] == "oom"
        noted = [name for name, after in self.killed if after <= 0 and name.startswith(filters["container"])]
        self.killed = [(name, after - 1) for name, after in self.killed]
        return iter([{"Actor": {"Attributes": {"name": name}}} for name in noted])

    def inspect_container(self, name: str) -> dict[str, Any]:
        if name not in self.containers:
            raise NotFound("no such container", response=MISSING)
        found = self.containers[name]
        return {
            "Config": {"Labels": found.labels},
            "State": {"Running": found.exit_code is None, "ExitCode": found.exit_code or 0, "OOMKilled": False},
            "Mounts": [
                {"Destination": "/home/jovyan", "RW": True, "Type": "volume", "Name": "math-user-ann", "Source": "/x"},
                {"Destination": "/home/jovyan/hand-outs", "RW": False, "Type": "volume", "Name": "y", "Source": "/y"},
            ],
        }

    def logs(self, name: str, **given: Any) -> bytes:
        return self.containers[name].words.encode()

    def remove_container(self, name: str, **given: Any) -> None:
        self.removed.append(name)
        del self.containers[name]


class JupyterHub:
    """JupyterHub, a proxy and the notebooks behind it, as far as a trial asks them."""

    def __init__(self, docker: Docker, *known: str) -> None:
        self.docker, self.known = docker, set(known)
        self.servers: dict[str, dict[str, Any]] = {}
        self.tokens: list[str] = []
        self.told: list[str] = []
        self.fails: Container | None = None
        """What a server that is asked for becomes, where it never gets ready."""
        self.sessions: list[Any] = []
        self.page: Exception | None = None
        """How a notebook's page fails."""
        self.is_silent = False

    def runs(self, name: str, started: float | None = None) -> None:
        stamp = datetime.fromtimestamp(time.time() if started is None else started, UTC).isoformat()
        self.servers[name] = {"ready": True, "started": stamp, "url": f"/math/user/{name}/"}
        self.docker.containers[names.notebook("math", name, "")] = Container()

    async def fetch(self, request: Any) -> Any:
        if self.is_silent:
            raise ConnectionRefusedError(111, "Connection refused")
        given = request.headers["Authorization"].removeprefix("token ")
        if request.url.startswith("http://math-proxy:8000/"):
            # A notebook is shown nothing but what opens it.
            assert given.startswith("key of ")
            return self._notebook(request)
        if request.url == f"{HUB}/trial_token":
            assert given == "service"
            return self._token(request.method, json.loads(request.body)["name"])
        name, *rest = [unquote(part) for part in request.url.removeprefix(f"{HUB}/api/users/").split("/")]
        if name not in self.known:
            raise HTTPClientError(404)
        if request.method == "GET" and not rest:
            server = self.servers.get(name)
            return _answer({"servers": {} if server is None else {"": server}})
        if request.method == "GET":
            return SimpleNamespace(body=b'data: {"failed": true, "message": "Spawn failed: it did not answer"}\n\n')
        self.told.append(f"{request.method} {name} {given}")
        if request.method == "DELETE":
            del self.servers[name]
            del self.docker.containers[names.notebook("math", name, "")]
        elif self.fails is None:
            self.runs(name)
        else:
            self.runs(name)
            self.servers[name].update(ready=False, pending="spawn")
            self.docker.containers[names.notebook("math", name, "")] = self.fails
            asyncio.get_running_loop().call_later(0.1, self.servers.pop, name)
        return _answer(None)

    def _token(self, method: str, name: str) -> Any:
        if name not in self.known:
            raise HTTPClientError(404)
        if method == "DELETE":
            self.tokens = [token for token in self.tokens if token != f"token of {name}"]
            return _answer(None)
        self.tokens.append(f"token of {name}")
        return _answer({"starts": f"token of {name}", "opens": f"key of {name}"})

    def _notebook(self, request: Any) -> Any:
        path = request.url.partition("/api")[2]
        if path == "/sessions":
            return _answer(self.sessions)
        if path == "/status" and self.page is not None:
            raise self.page
        if path == "/kernelspecs":
            return _answer({"kernelspecs": {"ir": {}}})
        return SimpleNamespace(body=b"[]", headers={"X-JupyterHub-Version": "6.1.1"})


def _answer(value: Any) -> Any:
    return SimpleNamespace(body=json.dumps(value).encode(), headers={})


class Desk:
    """A trial, and everything that it touches."""

    def __init__(self, live: Any, name: str = "ann") -> None:
        self.docker = Docker()
        self.hub = JupyterHub(self.docker, name, "bob")
        self.lines: list[dict[str, Any]] = []
        server = TriedServer("math", name, "service", self.hub.fetch, pause=0.01)
        self.trial = Trial(live, server, self.docker, self.lines.append)

    def run(self, lives: float = 0.2) -> dict[str, Any]:
        asyncio.run(self.trial.run(lives))
        return self.told("met")

    def told(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = next(line[key] for line in self.lines if key in line)
        return found

    @property
    def stages(self) -> list[str]:
        return [line["stage"] for line in self.lines if "stage" in line]


@pytest.fixture(autouse=True)
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(trial_mark, "MARK", tmp_path / "trial.json")
    return tmp_path / "trial.json"


@pytest.fixture
def desk(office) -> Desk:
    return Desk(office().live)


def cut_off(person: str, began: float, started: bool = True) -> None:
    """What a trial leaves that was killed."""
    trial_mark.write(trial_mark.Mark(person, began, 999_999_999, socket.gethostname(), started))


def test_a_server_is_started_as_its_person_and_stopped_again(desk, mark):
    met = desk.run()
    assert met["start"]["ready"] is True
    assert met["wasRunning"] is False
    assert met["url"] == "/math/user/ann/"
    assert met["token"] == "key of ann"
    assert met["notebook"]["version"] == "6.1.1"
    assert desk.hub.told == ["POST ann token of ann", "DELETE ann service"]
    assert desk.told("over") == {"left": None, "goesOn": False}
    assert desk.stages == ["asking", "starting", "working", "taking-back"]
    assert (desk.hub.servers, desk.hub.tokens, mark.exists()) == ({}, [], False)


@pytest.mark.parametrize("name", [name for name in HOSTILE if "/" not in name and name == name.lower()])
def test_a_name_is_a_name_in_every_address(office, name):
    assert Desk(office(f"boss admin\n{name} math\n").live, name).run()["start"]["ready"] is True


def test_a_running_server_is_used_and_keeps_running(desk):
    desk.hub.runs("ann")
    met = desk.run()
    assert met["wasRunning"] is True
    assert met["start"] is None
    assert met["notebook"]["problem"] is None
    assert desk.hub.told == []
    assert "ann" in desk.hub.servers
    assert desk.hub.tokens == []


def test_it_ends_as_soon_as_it_is_told_to(desk):
    async def run() -> float:
        began = time.monotonic()
        asyncio.get_running_loop().call_later(0.3, desk.trial.over.set)
        await desk.trial.run(lives=60)
        return time.monotonic() - began

    assert asyncio.run(run()) < 20
    assert desk.hub.servers == {}


def test_a_server_in_which_someone_works_by_now_is_not_stopped(desk, mark):
    desk.hub.sessions = [{"path": "thesis.ipynb"}]
    desk.run()
    assert desk.told("over") == {"left": None, "goesOn": True}
    assert "ann" in desk.hub.servers
    assert (desk.hub.tokens, mark.exists()) == ([], False)


def test_a_server_that_ends_while_it_is_asked_whether_someone_works_in_it_is_not_waited_for(desk):
    ask = desk.hub.fetch

    async def fetch(request: Any) -> Any:
        if request.url.endswith("/api/sessions"):
            desk.docker.containers["math-user-ann"].exit_code = 137
            await asyncio.Event().wait()
        return await ask(request)

    desk.trial.server = replace(desk.trial.server, fetch=fetch)
    asyncio.run(asyncio.wait_for(desk.trial.run(lives=0.1), 30))
    assert desk.told("over") == {"left": None, "goesOn": False}
    assert desk.hub.servers == {}


def test_what_a_server_said_that_ended_as_it_started_is_reported_and_its_container_removed(desk):
    desk.hub.fails = Container(exit_code=3, words="\nthe license server does not answer\n")
    met = desk.run()
    assert met["start"]["ready"] is False
    assert met["start"]["said"] == "Spawn failed: it did not answer"
    assert met["start"]["container"] == {
        "running": False,
        "exitCode": 3,
        "outOfMemory": False,
        "words": ["the license server does not answer"],
    }
    assert met["url"] is None
    assert "giving-up" in desk.stages
    assert desk.docker.removed == ["math-user-ann"]


def test_too_little_memory_is_reported_though_docker_notes_it_late(desk):
    desk.hub.fails = Container(exit_code=137)
    desk.docker.killed = [("math-user-ann", 3)]
    container = desk.run()["start"]["container"]
    assert (container["exitCode"], container["outOfMemory"]) == (137, True)


def test_too_little_memory_for_a_kernel_is_reported_though_docker_notes_it_late(desk):
    desk.hub.page = HTTPClientError(500)
    desk.docker.killed = [("math-user-ann", 3)]
    assert desk.run()["notebook"]["outOfMemory"] is True


@pytest.mark.parametrize(
    ("killed", "page"),
    [(("math-user-anna", 0), HTTPClientError(500)), (("math-user-ann", 0), None)],
    ids=["of somebody else", "of a server that works"],
)
def test_memory_is_not_blamed(desk, monkeypatch, killed, page):
    monkeypatch.setattr(trial, "NOTED_WITHIN", 0.05)
    desk.hub.page, desk.docker.killed = page, [killed]
    assert desk.run()["notebook"]["outOfMemory"] is False


def test_what_a_server_says_while_it_is_stopped_is_not_why_it_did_not_start(desk):
    silent = desk.hub.fails = Container(words="waiting for the license")

    def stop() -> None:
        desk.hub.servers["ann"]["pending"] = "stop"
        silent.exit_code, silent.words = 143, "interrupted"

    def removed() -> None:
        del desk.docker.containers["math-user-ann"]

    async def run() -> None:
        asyncio.get_running_loop().call_later(0.05, stop)
        asyncio.get_running_loop().call_later(0.09, removed)
        await desk.trial.run()

    asyncio.run(run())
    container = desk.told("met")["start"]["container"]
    assert (container["running"], container["words"]) == (True, ["waiting for the license"])


def test_a_container_of_another_hub_is_neither_looked_into_nor_removed(desk):
    desk.hub.fails = Container("physics", exit_code=1, words="theirs")
    assert desk.run()["start"]["container"] is None
    assert desk.docker.removed == []


@pytest.mark.parametrize(
    ("userlist", "kind"),
    [("boss admin\n", "unlisted"), ("boss admin\nann until=2026-11-22\n", "ended")],
)
def test_nothing_is_started_for_whom_the_hub_does_not_let_in(office, userlist, kind):
    desk = Desk(office(userlist, strangers="deny").live)
    met = desk.run()
    assert met["refused"]["kind"] == kind
    assert met["refused"]["because"].endswith(".")
    assert desk.hub.told == []
    assert met["token"] is None


def test_what_a_trial_left_that_was_cut_off_is_taken_back_first(desk):
    began = time.time() - 40
    cut_off("bob", began)
    desk.hub.runs("bob", began + 2)
    desk.hub.tokens = ["token of bob"]
    desk.run()
    assert desk.hub.told[0] == "DELETE bob service"
    assert "token of bob" not in desk.hub.tokens
    assert desk.stages[0] == "tidying"


def test_a_server_that_its_person_started_later_is_not_taken_back(desk):
    began = time.time() - 300
    cut_off("bob", began)
    desk.hub.runs("bob", began + 200)
    desk.run()
    assert "bob" in desk.hub.servers


def test_a_trial_that_had_not_asked_for_a_server_takes_none_back(desk):
    cut_off("bob", time.time() - 5, started=False)
    desk.hub.runs("bob", time.time() - 4)
    desk.run()
    assert "bob" in desk.hub.servers


def test_two_trials_are_not_at_work_at_once(desk, monkeypatch, mark):
    monkeypatch.setattr(trial_mark.Mark, "is_at_work", property(lambda self: True))
    cut_off("bob", time.time())
    with pytest.raises(Busy, match="bob"):
        desk.run()
    assert desk.hub.told == []
    assert json.loads(mark.read_text())["person"] == "bob"


def test_what_cannot_be_taken_back_now_is_remembered_for_the_next_time(desk, mark):
    async def run() -> None:
        asyncio.get_running_loop().call_later(0.3, setattr, desk.hub, "is_silent", True)
        await desk.trial.run(lives=0.5)

    asyncio.run(run())
    assert "Connection refused" in (desk.told("over")["left"] or "")
    assert trial_mark.read() is not None


def test_a_mark_is_at_work_only_while_its_process_is_a_trial_of_this_container():
    assert not trial_mark.Mark("ann", time.time(), os.getpid(), socket.gethostname()).is_at_work
    assert not trial_mark.Mark("ann", time.time(), os.getpid(), "another-container").is_at_work
    trial = trial_mark.Mark("ann", time.time() - trial_mark.LONGEST - 1, os.getpid(), socket.gethostname())
    assert not trial.is_at_work


def test_a_mark_that_is_half_written_or_of_another_version_is_none(mark):
    for text in ("", "{", "[]", '{"person": "ann"}', "null"):
        mark.write_text(text)
        assert trial_mark.read() is None
        assert not trial_mark.is_on("ann")


async def test_the_container_of_a_trial_is_kept_until_its_words_are_read(spawner_for, office, docker):
    cut_off("ann", time.time())
    for name, is_removed_by_docker in (("ann", False), ("boss", True)):
        await spawner_for(office(), name).start()
        config = docker.containers[f"math-user-{name}"]["Given"]["host_config"]
        assert config["auto_remove"] is is_removed_by_docker


async def test_a_trial_of_long_ago_keeps_no_container(spawner_for, office, docker):
    cut_off("ann", time.time() - trial_mark.LONGEST - 1)
    await spawner_for(office(), "ann").start()
    assert docker.containers["math-user-ann"]["Given"]["host_config"]["auto_remove"] is True
