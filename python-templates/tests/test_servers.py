import asyncio
import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import HOSTILE
from tornado.httpclient import HTTPClientError

from hubwright_hub import servers
from hubwright_hub.servers import MOST_AT_ONCE, Servers

HUB = "http://hub/hub"


class FakeHub:
    """JupyterHub as far as it is asked: servers that stop and start a moment after they were told to."""

    def __init__(self, running: dict[str, list[str]], url: str = HUB) -> None:
        self.url = url
        self.running = {
            name: {server: {"ready": True, "url": f"/user/{name}/{server}"} for server in theirs}
            for name, theirs in running.items()
        }
        self.told: list[str] = []
        self.kernels: dict[str, Any] = {}
        self.never_start: set[str] = set()
        self.at_once = self.most_at_once = 0

    async def fetch(self, request: Any) -> Any:
        assert request.headers["Authorization"] == "token secret"
        # Everything else would be a notebook, which must never see this token.
        assert request.url.startswith(f"{self.url}/")
        if request.url == f"{self.url}/kernels":
            asked = json.loads(request.body)
            assert asked["server"] in self.running[asked["name"]]
            found = self.kernels.get(asked["name"], [])
            if isinstance(found, Exception):
                raise found
            return SimpleNamespace(body=json.dumps({"kernels": found}).encode())
        _, _, rest = request.url.partition(f"{self.url}/api/users/")
        name, *which = [unquote(part) for part in rest.split("/")]
        if name not in self.running:
            raise HTTPClientError(404)
        if request.method == "GET":
            return SimpleNamespace(body=json.dumps({"servers": self.running[name]}).encode())
        self.told.append(f"{request.method} {name} {which[-1]}")
        server = "" if which == ["server"] else which[1]
        asyncio.get_running_loop().call_later(0.02, self._becomes, request.method, name, server)
        if request.method == "DELETE":
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
        return SimpleNamespace(body=b"")

    def _becomes(self, method: str, name: str, server: str) -> None:
        if method == "DELETE":
            del self.running[name][server]
            return
        self.running[name][server] = {"ready": name not in self.never_start, "url": f"/user/{name}/{server}"}
        self.at_once -= 1


def asked(hub: FakeHub) -> Servers:
    return Servers(HUB, hub.fetch, "secret", pause=0.005)


def test_every_server_of_a_person_is_stopped_and_then_started():
    hub = FakeHub({"ann": [""], "bob": ["", "second"], "zoe": []})
    answer = asyncio.run(asked(hub).restart(["ann", "bob", "zoe"]))
    assert answer == {"restarted": ["ann", "bob", "zoe"], "failed": {}}
    assert [word for word in hub.told if " bob " in word] == [
        "DELETE bob server",
        "POST bob server",
        "DELETE bob second",
        "POST bob second",
    ]
    assert [word for word in hub.told if " ann " in word] == ["DELETE ann server", "POST ann server"]
    assert not [word for word in hub.told if " zoe " in word]


def test_one_that_fails_keeps_no_other_from_it(monkeypatch):
    monkeypatch.setattr(servers, "LONGEST", 0.2)
    hub = FakeHub({"ann": [""], "bob": [""]})
    hub.never_start.add("ann")
    answer = asyncio.run(asked(hub).restart(["ann", "gone", "bob"]))
    assert answer["restarted"] == ["bob"]
    assert answer["failed"]["ann"].startswith("The server did not start")
    assert "404" in answer["failed"]["gone"]


def test_not_more_than_eight_are_away_at_once():
    names = [f"p{number}" for number in range(30)]
    hub = FakeHub({name: [""] for name in names})
    assert asyncio.run(asked(hub).restart(names))["restarted"] == names
    assert hub.most_at_once == MOST_AT_ONCE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_name_in_every_address(name):
    hub = FakeHub({name: [""]})
    assert asyncio.run(asked(hub).restart([name]))["restarted"] == [name]


def test_who_computes_is_named_and_who_does_not_say_as_well():
    hub = FakeHub({"ann": [""], "bob": [""], "cid": [""], "zoe": []})
    hub.kernels = {"ann": [{"execution_state": "busy"}], "bob": [{"execution_state": "idle"}], "cid": OSError("silent")}
    assert asyncio.run(asked(hub).busy(["ann", "bob", "cid", "zoe"])) == ["ann", "cid"]
    assert hub.told == []


def test_the_token_is_in_a_private_file_and_another_one_at_each_start(tmp_path):
    path = tmp_path / "run" / "token"
    with pytest.raises(SystemExit, match="still starting"):
        servers.token(path)
    first = servers.new_token(path)
    assert servers.token(path) == first
    assert servers.new_token(path) != first
    assert len(servers.token(path)) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["token"]
