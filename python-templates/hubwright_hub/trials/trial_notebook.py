"""Works in a person's notebook for a moment, like its page does."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tornado.httpclient import HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 60.0
"""Seconds that a notebook has to answer, and a kernel to start."""

# Runs in the person's kernel. Creating and removing a file shows more than owner and mode.
PROBE = """
import errno, json, os, stat, tempfile

def look(path):
    found = {"path": path, "owner": None, "mode": None, "problem": None}
    try:
        status = os.stat(path)
        found.update(owner=status.st_uid, mode=format(stat.S_IMODE(status.st_mode), "04o"))
        handle, name = tempfile.mkstemp(prefix=".hubwright-doctor-", dir=path)
        try:
            os.write(handle, b"x" * 8192)
            os.fsync(handle)
        finally:
            os.close(handle)
            os.unlink(name)
    except OSError as error:
        found["problem"] = errno.errorcode.get(error.errno, str(error.errno))
    return found

print(json.dumps({"sum": 1 + 1, "folders": [look(path) for path in json.loads(%r)]}))
"""


@dataclass(frozen=True, slots=True)
class Worked:
    """The result of working in a notebook."""

    version: str | None
    """The version of JupyterHub in the notebook; None if it does not say."""
    problem: str | None
    """Why its pages do not answer."""
    kernel: str | None
    """Why no kernel computed 1+1; None if one did, or if there is none for Python."""
    folders: tuple[dict[str, Any], ...]
    """Every writable folder: path, owner, mode, and the name of the error if it refuses a file."""


class NoKernel(Exception):
    """Why a kernel does not work."""


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook behind the hub's proxy."""

    url: str
    """With a slash at the end: ``http://math-proxy:8000/math/user/halljord/``."""
    token: str
    fetch: Callable[[HTTPRequest], Awaitable[HTTPResponse]]
    connect: Callable[[HTTPRequest], Awaitable[WebSocketClientConnection]] = websocket_connect

    async def work(self, folders: Sequence[str]) -> Worked:
        """Opens it, looks at its files, computes in a kernel, and writes and removes a file in each folder."""
        version = None
        try:
            version = (await self._ask("GET", "api")).headers.get("X-JupyterHub-Version")
            await self._ask("GET", "api/status")
            await self._ask("GET", "api/contents/?content=1")
        except (HTTPClientError, OSError) as error:
            return Worked(version, said(error), None, ())
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._in_kernel(folders)
        except TimeoutError:
            return Worked(version, None, f"It did not answer within {PATIENCE:.0f} seconds.", ())
        except (HTTPClientError, OSError, NoKernel) as error:
            return Worked(version, None, said(error), ())
        return Worked(version, None, None, found)

    async def is_used(self) -> bool:
        """Whether a person has a notebook or a terminal open; a trial's own kernels do not belong to a page."""
        for path in ("api/sessions", "api/terminals"):
            # Terminals may be disabled, and nobody works in a server that does not answer.
            with contextlib.suppress(HTTPClientError, OSError):
                if json.loads((await self._ask("GET", path)).body):
                    return True
        return False

    async def _in_kernel(self, folders: Sequence[str]) -> tuple[dict[str, Any], ...]:
        specs = json.loads((await self._ask("GET", "api/kernelspecs")).body)["kernelspecs"]
        if "python3" not in specs:
            return ()
        kernel = json.loads((await self._ask("POST", "api/kernels", {"name": "python3"})).body)["id"]
        try:
            printed = await self._run(kernel, PROBE % json.dumps(list(folders)))
        finally:
            await self._ask("DELETE", f"api/kernels/{kernel}")
        found = json.loads(printed)
        if found["sum"] != 2:
            raise NoKernel(f"A kernel counts 1+1 as {found['sum']}.")
        return tuple(found["folders"])

    async def _run(self, kernel: str, code: str) -> str:
        """What a program prints that runs in a kernel."""
        address = f"{self.url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels"
        headers = {"Authorization": f"token {self.token}"}
        socket = await self.connect(
            HTTPRequest(address, headers=headers, request_timeout=PATIENCE, follow_redirects=False)
        )
        asked = uuid.uuid4().hex
        try:
            await socket.write_message(json.dumps(_execute(asked, code)))
            printed = ""
            while True:
                message = await socket.read_message()
                if message is None:
                    raise NoKernel("The connection to the kernel was cut.")
                answer = json.loads(message)
                kind, content = answer["header"]["msg_type"], answer["content"]
                # Sent by the server itself, not as an answer.
                if kind == "status" and content["execution_state"] in ("restarting", "dead"):
                    raise NoKernel("The kernel ended before it answered.")
                if answer["parent_header"].get("msg_id") != asked:
                    continue
                if kind == "stream":
                    printed += content["text"]
                elif kind == "error":
                    raise NoKernel(f"{content['ename']}: {content['evalue']}")
                elif kind == "status" and content["execution_state"] == "idle":
                    return printed
        finally:
            socket.close()

    async def _ask(self, method: str, path: str, body: Any = None) -> HTTPResponse:
        return await self.fetch(
            HTTPRequest(
                self.url + path,
                method,
                headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
                body=None if body is None else json.dumps(body),
                request_timeout=PATIENCE,
                # Otherwise the owner of the notebook would choose where the request goes next.
                follow_redirects=False,
                allow_nonstandard_methods=True,
            )
        )


def said(error: Exception) -> str:
    """What an answer, or its absence, means: the notebook's own message if there is one."""
    if isinstance(error, HTTPClientError) and error.response is not None:
        try:
            message = json.loads(error.response.body)["message"]
        except (ValueError, KeyError, TypeError):
            message = None
        if message:
            return f"{error.code} {message}"
    return str(error) or type(error).__name__


def _execute(asked: str, code: str) -> dict[str, Any]:
    header = {"msg_id": asked, "msg_type": "execute_request", "session": asked, "username": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    return {
        "channel": "shell",
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "buffers": [],
    }
