"""Remembers who has opened whose server since it was started, whatever token let them in."""

import json
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VISITS = Path("/srv/jupyterhub/visits.json")


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """Somebody has opened a server that is somebody else's."""

    visitor: str
    owner: str
    server: str
    """Its name; empty for the default server."""
    started: str
    """When, as in JupyterHub's API: a restarted server counts as a different one."""


class Visits:
    """Held in the process, and in a file where there is one. Threads may share it.

    The file is there only while it is complete: one that could not be written is removed, which a full disk allows. The
    next start of the hub then knows that it knows nothing of the servers that run already.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        log: logging.Logger | None = None,
    ) -> None:
        self._path, self._log = path, log or logging.getLogger("hubwright")
        self._lock = threading.RLock()
        self._visits: set[Visit] = set()
        self._is_kept = True
        since = self._load()
        self._is_begun = since is not None
        self._since = since or (datetime.now(UTC) if clock is None else clock())

    @property
    def is_begun(self) -> bool:
        """Whether ``begin`` has been called for this record, in this process or in an earlier one."""
        return self._is_begun

    def covers(self, started: str) -> bool:
        """Whether the record has every visit to a server that was started at this moment."""
        return datetime.fromisoformat(started) >= self._since

    def begin(self, assumed: Iterable[Visit]) -> None:
        """Takes those who could have been in servers that are older than the record for visitors of theirs."""
        with self._lock:
            self._visits.update(assumed)
            self._is_begun = True
            self._write()

    def note(self, visits: Iterable[Visit]) -> None:
        """Remembers visits, in the file as well, before it returns; those that are known cost nothing."""
        with self._lock:
            new = set(visits) - self._visits
            if new:
                self._visits |= new
                self._write()

    def forget(self, owner: str, server: str) -> None:
        """This server has ended. The file forgets it with the next visit."""
        with self._lock:
            self._visits = {visit for visit in self._visits if (visit.owner, visit.server) != (owner, server)}

    def of(self, running: Iterable[tuple[str, str, str]]) -> list[Visit]:
        """The visits to servers that run, each given by its owner, its name and when it was started."""
        servers = set(running)
        with self._lock:
            return sorted(visit for visit in self._visits if (visit.owner, visit.server, visit.started) in servers)

    def keep(self) -> None:
        """Writes what could not be written before."""
        with self._lock:
            if not self._is_kept:
                self._write()

    def _load(self) -> datetime | None:
        """Since when the file has every visit; None where it says nothing that can be believed."""
        if self._path is None:
            return None
        try:
            data: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(data["since"]).astimezone(UTC)
            self._visits = {Visit(*map(str, row)) for row in data["visits"]}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._log.warning("%s cannot be read, so the record of visits starts over: %s", self._path, error)
            return None
        return since

    def _write(self) -> None:
        # Before it has begun, a file would say that nobody had been in the servers that are older than the record.
        if self._path is None or not self._is_begun:
            return
        fresh = self._path.with_name(f"{self._path.name}.new")
        rows = [astuple(visit) for visit in sorted(self._visits)]
        try:
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps({"since": self._since.isoformat(), "visits": rows}), encoding="utf-8")
            fresh.replace(self._path)
        except OSError as error:
            if self._is_kept:
                self._log.error("The record of visits cannot be written. Check whether the disk is full. %s", error)
            self._is_kept = False
            self._remove(fresh)
        else:
            self._is_kept = True

    def _remove(self, fresh: Path) -> None:
        if self._path is None:
            return
        for path in (self._path, fresh):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                self._log.error("%s could not be removed: %s", path, error)
