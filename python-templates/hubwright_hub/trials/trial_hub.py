"""A trial's requests to JupyterHub about one person's server."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tornado.httpclient import HTTPClientError, HTTPRequest, HTTPResponse

from ..notebooks.busy_kernels import moment
from .trial_notebook import Notebook, said

PATIENCE = 20.0
"""Seconds for one request; JupyterHub answers after ten even if a server is not up yet."""
PAUSE = 0.5

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Two tokens of a person, so that their notebook only gets what it needs."""

    starts: str
    """For the hub: it starts the server and follows the progress."""
    opens: str
    """For the notebook: it opens this one server."""


@dataclass(frozen=True, slots=True)
class TriedServer:
    """The default server of one person."""

    hub: str
    person: str
    service: str
    """The token of hubwright's own service, which asks and cleans up; actions of the person use their token."""
    fetch: Callable[[HTTPRequest], Awaitable[HTTPResponse]]
    pause: float = PAUSE

    async def is_known(self) -> bool:
        """Whether JupyterHub's database has the person."""
        return await self._model() is not None

    async def now(self) -> Json | None:
        """The server according to JupyterHub; None if there is none, not even starting or stopping."""
        model = await self._model()
        found: Json | None = None if model is None else (model.get("servers") or {}).get("")
        return found

    async def is_starting(self) -> bool:
        model = await self.now()
        return model is not None and model.get("pending") == "spawn"

    async def settled(self, patience: float) -> Json | None:
        """The server, once it is neither starting nor stopping, or after ``patience`` seconds."""
        end = time.monotonic() + patience
        while True:
            model = await self.now()
            if model is None or model["ready"] or time.monotonic() > end:
                return model
            await asyncio.sleep(self.pause)

    async def start(self, token: str) -> str:
        """Requests the server like the person. Returns JupyterHub's answer if it refuses right away, otherwise
        nothing."""
        try:
            await self._ask("POST", f"{self._person}/server", token)
        except (HTTPClientError, OSError) as error:
            return said(error)
        return ""

    async def why_it_failed(self, token: str, answer: str) -> str:
        """JupyterHub's own message about the last failed start; ``answer`` if it has none."""
        try:
            events = await self._ask("GET", f"{self._person}/server/progress", token)
        except (HTTPClientError, OSError):
            return answer
        lines = [line.removeprefix("data:") for line in events.body.decode().splitlines() if line.startswith("data:")]
        last = json.loads(lines[-1]) if lines else {}
        return str(last.get("message") or answer)

    async def stop(self, patience: float) -> bool:
        """Whether it is gone within that many seconds."""
        await self._ask("DELETE", f"{self._person}/server", self.service)
        end = time.monotonic() + patience
        while await self.now() is not None:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(self.pause)
        return True

    def notebook(self, model: Json, tokens: Tokens) -> Notebook:
        return Notebook(f"http://{self.hub}-proxy:8000{model['url']}", tokens.opens, self.fetch)

    async def new_tokens(self) -> Tokens:
        """Tokens of the person, for a few minutes and only for their server."""
        answer = await self._ask("POST", self._tokens, self.service, {"name": self.person})
        return Tokens(**json.loads(answer.body))

    async def forget_tokens(self) -> None:
        try:
            await self._ask("DELETE", self._tokens, self.service, {"name": self.person})
        except HTTPClientError as error:
            if error.code != 404:
                raise

    async def _model(self) -> Json | None:
        try:
            found: Json = json.loads((await self._ask("GET", self._person, self.service)).body)
        except HTTPClientError as error:
            if error.code == 404:
                return None
            raise
        return found

    @property
    def _pages(self) -> str:
        return f"http://127.0.0.1:8081/{self.hub}/hub"

    @property
    def _person(self) -> str:
        return f"{self._pages}/api/users/{quote(self.person, safe='')}"

    @property
    def _tokens(self) -> str:
        return f"{self._pages}/trial_token"

    async def _ask(self, method: str, url: str, token: str, body: Json | None = None) -> HTTPResponse:
        return await self.fetch(
            HTTPRequest(
                url,
                method,
                headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
                body=None if body is None else json.dumps(body),
                request_timeout=PATIENCE,
                allow_nonstandard_methods=True,
            )
        )


def seconds_after(began: float, model: Json) -> float:
    """How long after a moment, in seconds since 1970, a server was requested."""
    started = model.get("started")
    return moment(started).timestamp() - began if started else 0.0
