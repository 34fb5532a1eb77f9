"""What must end now because the roster no longer allows it: servers to stop, rows to remove."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..access.rights import Right
from ..roster.diagnostic import quoted

DUE = Path("/dev/shm/hubwright/due.json")  # noqa: S108 (the container's own, and its directory is the hub's alone)
"""In memory, which Docker gives each container: a disk that a student has filled must not keep anybody signed in."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is running or about to run."""

    name: str
    """The owner."""
    server: str
    """Its name; empty for the default server."""
    started: str
    """When, as in JupyterHub's API: a restarted server counts as a different one."""
    lost: tuple[Right, ...] = ()
    """What it started with but its owner no longer has."""


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    server: str
    started: str
    because: str


@dataclass(frozen=True, slots=True)
class Remove:
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Due:
    stop: tuple[Stop, ...] = ()
    remove: tuple[Remove, ...] = ()


def due_of(
    servers: Iterable[Server],
    refused: Mapping[str, str],
    inside: Mapping[tuple[str, str], Iterable[str]],
    may_access: Callable[[str, str, str], bool],
    reset: Mapping[str, datetime] = MappingProxyType({}),
) -> Due:
    """What must end, each for one reason.

    ``refused`` has the people with a row who no longer have access, and their message; ``inside`` has, for a person and
    a server of theirs, who else has a token for it; ``may_access(holder, owner, server)`` says whether such a token is
    still valid. Removing a person's row would also remove the tokens that show where they are: servers first. ``reset``
    has the people whose password has changed, and when their sessions ended: anyone with the old password may have
    something running in each earlier server that they own or are in.
    """
    stops: list[Stop] = []
    not_yet: set[str] = set()
    for server in servers:
        intruders = [
            holder
            for holder in sorted(inside.get((server.name, server.server), ()))
            if holder in refused or not may_access(holder, server.name, server.server)
        ]
        because = _why(server, refused, intruders) or _of_an_old_password(server, inside, reset)
        if because is not None:
            stops.append(Stop(server.name, server.server, server.started, because))
            not_yet.update((server.name, *intruders))
    removes = (Remove(name, _told(name, because)) for name, because in refused.items() if name not in not_yet)
    by_name = sorted(stops, key=lambda stop: (stop.name, stop.server))
    return Due(tuple(by_name), tuple(sorted(removes, key=lambda remove: remove.name)))


def _why(server: Server, refused: Mapping[str, str], intruders: list[str]) -> str | None:
    if server.name in refused:
        return _told(server.name, refused[server.name])
    if server.lost:
        key, group, whose = server.lost[0]
        what = "access to" if whose == "own" else "the boxes of"
        return f"It started with {what} {key}{f' in {group}' if group else ''}, which {quoted(server.name)} has lost."
    if intruders:
        return f"{quoted(intruders[0])} is using it but no longer has access to it."
    return None


def runs_since_before(
    servers: Iterable[Server], inside: Mapping[tuple[str, str], Iterable[str]], reset: Mapping[str, datetime]
) -> set[str]:
    """Those of ``reset`` who own or are in a server that was started before their sessions ended."""
    return {name for server in servers for name in _with_an_old_password(server, inside, reset)}


def _with_an_old_password(
    server: Server, inside: Mapping[tuple[str, str], Iterable[str]], reset: Mapping[str, datetime]
) -> list[str]:
    people = [server.name, *sorted(inside.get((server.name, server.server), ()))]
    return [name for name in people if name in reset and datetime.fromisoformat(server.started) < reset[name]]


def _of_an_old_password(
    server: Server, inside: Mapping[tuple[str, str], Iterable[str]], reset: Mapping[str, datetime]
) -> str | None:
    for name in _with_an_old_password(server, inside, reset):
        if name == server.name:
            return f"It started before the password of {quoted(name)} changed."
        return f"{quoted(name)}, whose password has changed, is using it."
    return None


def _told(name: str, because: str) -> str:
    return f"{quoted(name)} no longer has access. They see: {because}"


class DueFile:
    """Where the revoker reads what is due."""

    def __init__(self, path: Path = DUE) -> None:
        self._path = path
        self._written: Due | None = None

    def write(self, due: Due) -> None:
        """Written atomically, and only if it has changed; only the hub can read it."""
        if due == self._written:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(due)), encoding="utf-8")
        fresh.replace(self._path)
        self._written = due


def read_due(path: Path = DUE) -> Due:
    """What is due; nothing if there is no such file yet."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Due()
    return Due(tuple(Stop(**stop) for stop in data["stop"]), tuple(Remove(**remove) for remove in data["remove"]))
