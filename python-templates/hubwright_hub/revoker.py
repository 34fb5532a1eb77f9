"""Stops the servers and removes the people that are due according to the hub: python3 -m hubwright_hub.revoker.

A managed service of JupyterHub: a separate process with a token that allows only this. If JupyterHub cannot stop a
server, its container is killed.
"""

import asyncio
import contextlib
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from .engine.server_end import end_container
from .hub_json import load_hub
from .live import HUB_JSON
from .reconcile.due import DUE, Due, Remove, Stop, read_due
from .returns import docker_client
from .roster.diagnostic import quoted

SCOPES = ["delete:servers", "read:servers", "delete:users", "read:users:name"]
PAUSE = 1.0
"""Seconds between two checks of what is due."""
ASKS_AGAIN_AFTER = 10.0
"""Seconds after which JupyterHub is asked again to do what is still due."""
MOST_STOPS = 100
"""Stops at the same time. Each waits up to some seconds until its server has ended, and costs the hub little."""
MOST_REMOVALS = 8
"""Removals at the same time. Each is work for the hub, and everybody waits for it."""
LONGEST = 60.0
"""Seconds for one request: stopping a server takes JupyterHub up to ten, unless the engine is busy."""

log = logging.getLogger("hubwright.revoker")


@dataclass(frozen=True, slots=True)
class Api:
    """JupyterHub's REST API, as far as this service may use it."""

    url: str
    token: str

    async def servers_of(self, name: str) -> dict[str, str | None] | None:
        """When each running server of a person was started; None if there is no such person."""
        answer = await self._ask("GET", f"/users/{quote(name, safe='')}")
        if answer.code == 404:
            return None
        servers: dict[str, Any] = json.loads(answer.body).get("servers") or {}
        return {server: model.get("started") for server, model in servers.items()}

    async def stop(self, name: str, server: str) -> None:
        which = f"servers/{quote(server, safe='')}" if server else "server"
        await self._ask("DELETE", f"/users/{quote(name, safe='')}/{which}")

    async def remove(self, name: str) -> None:
        await self._ask("DELETE", f"/users/{quote(name, safe='')}")

    async def _ask(self, method: str, path: str) -> HTTPResponse:
        """The answer; that there is no such person or server is an answer too."""
        request = HTTPRequest(
            self.url.rstrip("/") + path,
            method,
            headers={"Authorization": f"token {self.token}"},
            connect_timeout=LONGEST,
            request_timeout=LONGEST,
        )
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        if answer.code != 404:
            answer.rethrow()
        return answer


class Revoker:
    """Acts on what is due, and leaves what could not be done to the next check."""

    def __init__(
        self,
        api: Any,
        path: Path = DUE,
        clock: Callable[[], float] = time.monotonic,
        end: Callable[[str, str], bool] = lambda name, server: False,
    ) -> None:
        """``end(name, server)`` kills a server on the engine and returns whether there was anything to kill."""
        self._api = api
        self._end = end
        self._path = path
        self._clock = clock
        self._asked: dict[Stop | Remove, float] = {}

    async def once(self) -> None:
        """All stops, then all removals: otherwise a running server would lose its row."""
        due = read_due(self._path)
        now = self._clock()
        known = {*due.stop, *due.remove}
        self._asked = {one: when for one, when in self._asked.items() if one in known}
        await self._each([one for one in due.stop if self._may_ask(one, now)], self._stop, MOST_STOPS)
        await self._each([one for one in due.remove if self._may_ask(one, now)], self._remove, MOST_REMOVALS)

    def _may_ask(self, one: Stop | Remove, now: float) -> bool:
        return now - self._asked.get(one, float("-inf")) >= ASKS_AGAIN_AFTER

    async def _each(self, ones: list[Any], act: Callable[[Any], Awaitable[None]], most: int) -> None:
        few = asyncio.Semaphore(most)

        async def one_of(one: Any) -> None:
            async with few:
                try:
                    await act(one)
                except (HTTPClientError, OSError) as error:
                    log.warning("JupyterHub could not finish for %s: %s. Trying again.", quoted(one.name), error)
                else:
                    self._asked[one] = self._clock()

        await asyncio.gather(*(one_of(one) for one in ones))

    async def _stop(self, stop: Stop) -> None:
        # In the meantime the hub may have found that it need not stop, or its owner may have restarted it.
        if stop not in self._still_due().stop:
            return
        which = f"server {quoted(stop.server)}" if stop.server else "server"
        try:
            servers = await self._api.servers_of(stop.name)
            if servers is None or servers.get(stop.server) != stop.started:
                return
            await self._api.stop(stop.name, stop.server)
        except (HTTPClientError, OSError):
            # It is due as long as the hub knows that it is running, so this is the one that was started then.
            if stop in self._still_due().stop and await asyncio.to_thread(self._end, stop.name, stop.server):
                log.warning(
                    "JupyterHub could not stop the %s of %s, so its container was killed. %s",
                    which,
                    quoted(stop.name),
                    stop.because,
                )
            raise
        log.info("Stopped the %s of %s. %s", which, quoted(stop.name), stop.because)

    async def _remove(self, remove: Remove) -> None:
        if remove not in self._still_due().remove:
            return
        await self._api.remove(remove.name)
        log.info("Removed %s from JupyterHub; their volumes stay. %s", quoted(remove.name), remove.because)

    def _still_due(self) -> Due:
        return read_due(self._path)


async def serve(revoker: Revoker, parent: int) -> None:
    """Runs as long as the process that started it: without its hub it has nobody to ask."""
    while os.getppid() == parent:
        try:
            await revoker.once()
        except Exception:
            log.exception("What is due could not be read. Trying again.")
        await asyncio.sleep(PAUSE)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="[I %(asctime)s revoker] %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    AsyncHTTPClient.configure(None, max_clients=MOST_STOPS)
    api = Api(os.environ["JUPYTERHUB_API_URL"], os.environ["JUPYTERHUB_API_TOKEN"])

    def end(name: str, server: str) -> bool:
        return end_container(docker_client(), load_hub(HUB_JSON), name, server)

    # JupyterHub stops its services like Ctrl-C.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Revoker(api, end=end), os.getppid()))


if __name__ == "__main__":
    main()
