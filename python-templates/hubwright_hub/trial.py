"""Starts a server like its owner would, and reports what happened: python3 -m hubwright_hub.trial NAME

It prints one JSON object per line: {"process": …} first, {"stage": …} while it works, {"met": {…}} once it has seen
everything, and {"over": {…}} after it has cleaned up. In between, the server keeps running for checks from outside:
until the process is told to end, or until the token in ``met`` expires. The next trial cleans up after one that was
interrupted.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from . import servers
from .access.entry import Refusal, entry_of
from .engine import names
from .live import LiveHub, hub_beside
from .returns import docker_client
from .roster.diagnostic import quoted
from .trials import trial_container, trial_mark
from .trials.trial_hub import Json, TriedServer, seconds_after
from .trials.trial_notebook import said

LONGEST_START = 240.0
"""Seconds after which it stops waiting, whatever JupyterHub's own timeout is."""
LONGEST_STOP = 60.0
SAME_START = 30.0
"""A server that was requested within this many seconds after the start of a trial belongs to the trial."""


KILLED = 137
"""The exit code of a killed process."""
NOTED_WITHIN = 5.0
"""Seconds within which Docker, even on a busy machine, records that a process was killed for its memory."""


class Busy(Exception):
    """Another trial is running."""


@dataclass(slots=True)
class Trial:
    """One trial of one person's server."""

    live: LiveHub
    server: TriedServer
    client: Any
    """Docker, connected like the hub's spawner."""
    tell: Callable[[Json], None]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server is no longer needed."""
    mark: trial_mark.Mark = field(init=False)
    goes_on: bool = False
    """Whether the server stays because a person has started to work in it."""

    def __post_init__(self) -> None:
        self.mark = trial_mark.new(self.server.person)

    async def run(self, lives: float = trial_mark.LIVES) -> None:
        """The whole trial. Raises Busy if another trial is running."""
        await self._tidy()
        trial_mark.write(self.mark)
        try:
            met = await self._meet()
            self.tell({"met": met})
            if met["url"] is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), max(0.0, self.mark.began + lives - time.time()))
        finally:
            self.tell({"stage": "taking-back"})
            left = await self._take_back(self.mark)
            self.tell({"over": {"left": left, "goesOn": self.goes_on}})

    async def _tidy(self) -> None:
        left = trial_mark.read()
        if left is None:
            return
        if left.is_at_work:
            raise Busy(f"The server of {quoted(left.person)} is already being tested.")
        self.tell({"stage": "tidying"})
        await self._take_back(left)

    async def _meet(self) -> Json:
        self.tell({"stage": "asking"})
        met = dict.fromkeys(("refused", "start", "notebook", "url", "token"))
        met |= {"jupyterhub": version("jupyterhub"), "wasRunning": False}
        try:
            entry = entry_of(self.live, self.server.person, has_row=await self.server.is_known())
            if isinstance(entry, Refusal):
                return {**met, "refused": {"kind": entry.kind, "because": entry.because}}
            tokens = await self.server.new_tokens()
            model = await self.server.settled(LONGEST_STOP)
            met["wasRunning"] = model is not None
            if model is None:
                met["start"], model = await self._start(tokens.starts)
        except (HTTPClientError, OSError) as error:
            return {**met, "start": {"ready": False, "seconds": 0.0, "said": said(error), "container": None}}
        if model is None:
            return met
        self.tell({"stage": "working"})
        since = trial_container.engine_time(self.client)
        seen = self._look()
        writable = {} if seen is None else seen.writable
        worked = await self.server.notebook(model, tokens).work(list(writable))
        folders = [{**folder, "volume": writable[folder["path"]]} for folder in worked.folders]
        is_faulty = worked.problem is not None or worked.kernel is not None
        out_of_memory = is_faulty and await self._ran_out_of_memory(since, waits=True)
        met["notebook"] = {**asdict(worked), "folders": folders, "outOfMemory": out_of_memory}
        return {**met, "url": model["url"], "token": tokens.opens}

    async def _start(self, token: str) -> tuple[Json, Json | None]:
        """How the start went, and the server if it is ready."""
        self.tell({"stage": "starting"})
        self.mark = replace(self.mark, started=True)
        trial_mark.write(self.mark)
        began, seen, has_ended = time.monotonic(), None, False
        since = trial_container.engine_time(self.client)
        answer = await self.server.start(token)
        while (model := await self.server.now()) is not None and not model["ready"]:
            looked = self._look()
            # What a server logs while JupyterHub stops it does not explain why it did not start.
            if looked is not None and await self.server.is_starting():
                seen = looked
            if seen is not None and not seen.running and not has_ended:
                has_ended = True
                self.tell({"stage": "giving-up"})
            if self.over.is_set() or time.monotonic() - began > LONGEST_START:
                break
            await asyncio.sleep(self.server.pause)
        # One that has ended by itself still exists; one that JupyterHub has stopped does not.
        seen = self._look() or seen
        is_ready = model is not None and bool(model["ready"])
        container: Json | None = None
        if seen is not None:
            was_killed = not seen.running and seen.exit_code == KILLED
            out_of_memory = not is_ready and await self._ran_out_of_memory(since, waits=was_killed)
            container = {**seen.as_json(), "outOfMemory": out_of_memory}
        start = {
            "ready": is_ready,
            "seconds": round(time.monotonic() - began, 1),
            "said": "" if is_ready else await self.server.why_it_failed(token, answer),
            "container": container,
        }
        return start, model if is_ready else None

    async def _take_back(self, mark: trial_mark.Mark) -> str | None:
        """Stops what that trial has started, and revokes its token. Returns why something was left, if it was."""
        tried = replace(self.server, person=mark.person)
        left: str | None = None
        try:
            if mark.started:
                left = await self._stop(tried, mark)
                trial_container.remove_ended(self.client, self._container(mark.person), tried.hub)
            await tried.forget_tokens()
        except (HTTPClientError, OSError) as error:
            # The mark stays: the next trial tries again.
            return f"JupyterHub said: {said(error)}"
        trial_mark.remove()
        return left

    async def _stop(self, tried: TriedServer, mark: trial_mark.Mark) -> str | None:
        model = await tried.settled(LONGEST_START)
        if model is None or not -1.0 <= seconds_after(mark.began, model) <= SAME_START:
            return None
        if not model["ready"]:
            return "It is neither starting nor stopping."
        if await self._is_used(tried, model):
            self.goes_on = True
            return None
        return None if await tried.stop(LONGEST_STOP) else f"It did not stop within {LONGEST_STOP:.0f} seconds."

    async def _is_used(self, tried: TriedServer, model: Json) -> bool:
        asked = asyncio.ensure_future(tried.notebook(model, await tried.new_tokens()).is_used())
        try:
            while not (await asyncio.wait({asked}, timeout=tried.pause))[0]:
                # If nothing is running any more, a request gets no answer, not even a refusal.
                seen = self._look(tried.person)
                if seen is not None and not seen.running:
                    return False
            return asked.result()
        finally:
            asked.cancel()

    async def _ran_out_of_memory(self, since: float, waits: bool) -> bool:
        """Docker records only after a moment that a process was killed for its memory; this can wait for it."""
        name = self._container(self.server.person)
        given_up = time.monotonic() + (NOTED_WITHIN if waits else 0.0)
        while not trial_container.ran_out_of_memory(self.client, name, since):
            if time.monotonic() >= given_up:
                return False
            await asyncio.sleep(self.server.pause)
        return True

    def _look(self, person: str | None = None) -> trial_container.Seen | None:
        name = self._container(person or self.server.person)
        return trial_container.look(self.client, name, self.server.hub)

    def _container(self, person: str) -> str:
        return names.notebook(self.server.hub, person, "")


def tell(line: Json) -> None:
    """Prints a line immediately; the reader may be gone, but the trial must still clean up."""
    try:
        print(json.dumps(line), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


async def main(name: str) -> None:
    tell({"process": os.getpid()})
    live = hub_beside()
    server = TriedServer(live.hub.name, live.spellings.name_of(name), servers.token(), AsyncHTTPClient().fetch)
    trial = Trial(live, server, docker_client(), tell)
    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(told, trial.over.set)
    try:
        await trial.run()
    except Busy as busy:
        tell({"busy": str(busy)})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
