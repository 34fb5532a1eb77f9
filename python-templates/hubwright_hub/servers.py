"""Reports whose servers are busy, and restarts servers: python3 -m hubwright_hub.servers busy|restart NAME...

For commands in the hub's container. JupyterHub itself stops and starts the servers, so that it knows what is running.
"""

import asyncio
import json
import os
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from .live import HUB_JSON

SCOPES = ["servers", "read:servers", "read:users:name"]
TOKEN = Path("/run/hubwright/servers-token")
"""Only in the container and in no volume; a new one at each start of the hub."""
MOST_AT_ONCE = 8
PATIENCE = 30.0
"""Seconds for one request; the hub gives a server fewer."""
LONGEST = 120.0
"""Seconds that a server may take to stop, and again to start."""
PAUSE = 0.5

Server = dict[str, Any]


class NotRestarted(Exception):
    """Why a person's server was not restarted."""


def token(path: Path | None = None) -> str:
    """The service's token of this start of the hub; only the hub's own user can read it."""
    try:
        return (path or TOKEN).read_text(encoding="ascii")
    except FileNotFoundError:
        raise SystemExit("The hub is still starting. Try again in a moment.") from None


def new_token(path: Path | None = None) -> str:
    """Creates the service's token for this start of the hub and replaces the previous one."""
    path = path or TOKEN
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    made = secrets.token_hex(32)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:  # noqa: PTH123 (a path could be read before it is private)
        file.write(made)
    fresh.replace(path)
    return made


@dataclass(frozen=True, slots=True)
class Servers:
    """People's servers, by JupyterHub's API and the hub's own pages."""

    hub: str
    """The hub's pages: ``http://127.0.0.1:8081/math/hub``."""
    fetch: Callable[[HTTPRequest], Awaitable[HTTPResponse]]
    token: str
    pause: float = PAUSE

    async def busy(self, names: list[str]) -> list[str]:
        """Who has a busy kernel, or a server that does not answer, in the order given."""
        found = await self._each(names, self._is_busy)
        return [name for name, is_busy in zip(names, found, strict=True) if is_busy is not False]

    async def restart(self, names: list[str]) -> dict[str, Any]:
        """Restarts every running server of these people; a failure does not stop the others."""
        found = await self._each(names, self._restart_all)
        answers = dict(zip(names, found, strict=True))
        return {
            "restarted": [name for name, why in answers.items() if why is None],
            "failed": {name: str(why) for name, why in answers.items() if why is not None},
        }

    async def _each(self, names: list[str], act: Callable[[str], Awaitable[Any]]) -> list[Any]:
        few = asyncio.Semaphore(MOST_AT_ONCE)

        async def one_of(name: str) -> Any:
            async with few:
                try:
                    return await act(name)
                except (HTTPClientError, OSError, NotRestarted) as error:
                    return error

        return await asyncio.gather(*(one_of(name) for name in names))

    async def _is_busy(self, name: str) -> bool:
        for server in await self._running(name):
            answer = await self._ask("POST", f"{self.hub}/kernels", {"name": name, "server": server})
            if any(kernel["execution_state"] == "busy" for kernel in json.loads(answer.body)["kernels"]):
                return True
        return False

    async def _restart_all(self, name: str) -> None:
        for server in await self._running(name):
            which = f"{self._person(name)}/" + (f"servers/{quote(server, safe='')}" if server else "server")
            await self._ask("DELETE", which)
            await self._until(name, server, lambda found: found is None, "did not stop")
            await self._ask("POST", which)
            await self._until(name, server, lambda found: found is not None and found["ready"], "did not start")

    async def _until(self, name: str, server: str, is_so: Callable[[Server | None], bool], otherwise: str) -> None:
        end = time.monotonic() + LONGEST
        while not is_so((await self._all(name)).get(server)):
            if time.monotonic() > end:
                raise NotRestarted(f"The server {otherwise} within {LONGEST:.0f} seconds.")
            await asyncio.sleep(self.pause)

    async def _running(self, name: str) -> dict[str, Server]:
        return {server: found for server, found in (await self._all(name)).items() if found["ready"]}

    async def _all(self, name: str) -> dict[str, Server]:
        """Those that are running, starting or stopping, by name; the default server's name is empty."""
        answer = await self._ask("GET", self._person(name))
        servers: dict[str, Server] = json.loads(answer.body).get("servers") or {}
        return servers

    def _person(self, name: str) -> str:
        return f"{self.hub}/api/users/{quote(name, safe='')}"

    async def _ask(self, method: str, url: str, body: Any = None) -> HTTPResponse:
        return await self.fetch(
            HTTPRequest(
                url,
                method,
                headers={"Authorization": f"token {self.token}"},
                body=None if body is None else json.dumps(body),
                request_timeout=PATIENCE,
                allow_nonstandard_methods=True,
            )
        )


async def main(action: str, names: list[str]) -> None:
    hub = json.loads(HUB_JSON.read_text(encoding="utf-8"))["hub"]
    AsyncHTTPClient.configure(None, max_clients=MOST_AT_ONCE)
    fetch = AsyncHTTPClient().fetch
    servers = Servers(f"http://127.0.0.1:8081/{hub}/hub", fetch, token())
    json.dump(await (servers.busy(names) if action == "busy" else servers.restart(names)), sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
