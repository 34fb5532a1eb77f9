import asyncio
import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from hubwright_hub.trials import trial_notebook
from hubwright_hub.trials.trial_notebook import PROBE, Notebook

URL = "http://math-proxy:8000/math/user/ann/"


class Socket:
    """A kernel behind its websocket, which answers a program with the given messages."""

    def __init__(self, *answers: tuple[str, dict[str, Any]] | None) -> None:
        self.answers, self.asked, self.closed = list(answers), "", False

    async def write_message(self, message: str) -> None:
        self.asked = json.loads(message)["header"]["msg_id"]

    async def read_message(self) -> str | None:
        if not self.answers:
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if answer is None:
            return None
        kind, content = answer
        is_of_server = content.get("execution_state") in ("restarting", "dead")
        parent = {} if is_of_server else {"msg_id": self.asked}
        return json.dumps({"parent_header": parent, "header": {"msg_type": kind}, "content": content})

    def close(self) -> None:
        self.closed = True


class Server:
    """The API of a notebook."""

    def __init__(self, socket: Socket, **failing: str) -> None:
        self.socket, self.failing, self.asked = socket, failing, []

    async def fetch(self, request: Any) -> Any:
        path = request.url.removeprefix(URL)
        self.asked.append(f"{request.method} {path}")
        for part, message in self.failing.items():
            if part in path:
                body = SimpleNamespace(body=json.dumps({"message": message}).encode())
                raise HTTPClientError(500, response=body)
        body: Any = {"id": "k1"} if path == "api/kernels" else {"kernelspecs": {"python3": {}}}
        return SimpleNamespace(body=json.dumps(body).encode(), headers={"X-JupyterHub-Version": "6.1.1"})

    async def connect(self, request: Any) -> Any:
        assert request.url == "ws://math-proxy:8000/math/user/ann/api/kernels/k1/channels"
        return self.socket

    def work(self, *folders: str) -> Any:
        return asyncio.run(Notebook(URL, "token", self.fetch, self.connect).work(folders))


def printed(value: Any) -> tuple[str, dict[str, Any]]:
    return ("stream", {"name": "stdout", "text": json.dumps(value)})


IDLE = ("status", {"execution_state": "idle"})


def test_a_kernel_counts_and_is_removed():
    found = {"path": "/home/jovyan", "owner": 1000, "mode": "0755", "problem": None}
    server = Server(Socket(printed({"sum": 2, "folders": [found]}), IDLE))
    worked = server.work("/home/jovyan")
    assert (worked.version, worked.problem, worked.kernel, worked.folders) == ("6.1.1", None, None, (found,))
    assert server.asked[-1] == "DELETE api/kernels/k1"
    assert server.socket.closed


def test_a_kernel_that_miscounts_fails_or_is_cut_off_is_reported_and_removed():
    for answers, because in (
        ([printed({"sum": 3, "folders": []}), IDLE], "1+1 as 3"),
        ([("error", {"ename": "ImportError", "evalue": "no zmq"})], "ImportError: no zmq"),
        ([None], "cut"),
    ):
        server = Server(Socket(*answers))
        assert because in server.work().kernel
        assert server.asked[-1] == "DELETE api/kernels/k1"


def test_a_kernel_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(trial_notebook, "PATIENCE", 0.05)
    server = Server(Socket())
    assert "did not answer" in server.work().kernel
    assert server.asked[-1] == "DELETE api/kernels/k1"


@pytest.mark.parametrize("state", ["restarting", "dead"])
def test_a_kernel_that_ends_is_not_waited_for(state):
    server = Server(Socket(("status", {"execution_state": state})))
    assert "ended" in server.work().kernel
    assert server.asked[-1] == "DELETE api/kernels/k1"


def test_a_server_says_why_its_pages_or_its_kernels_fail():
    assert Server(Socket(), **{"api/contents": "no such home"}).work().problem == "500 no such home"
    assert Server(Socket(), **{"api/kernels": "No space left on device"}).work().kernel == "500 No space left on device"


def probe(*paths: str) -> list[dict[str, Any]]:
    run = subprocess.run([sys.executable, "-c", PROBE % json.dumps(paths)], capture_output=True, check=True)  # noqa: S603
    answer = json.loads(run.stdout)
    assert answer["sum"] == 2
    return answer["folders"]


def test_a_file_is_made_in_a_folder_and_nothing_of_it_is_left(tmp_path):
    folder = tmp_path / 'it\'s "mine" \\ {}%s 😀'
    folder.mkdir(mode=0o2775)
    folder.chmod(0o2775)
    (found,) = probe(str(folder))
    assert (found["path"], found["mode"], found["problem"]) == (str(folder), "2775", None)
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_no_file_is_named_with_the_reason(tmp_path):
    (tmp_path / "file").write_text("")
    assert [found["problem"] for found in probe(str(tmp_path / "none"), str(tmp_path / "file"))] == [
        "ENOENT",
        "ENOTDIR",
    ]
