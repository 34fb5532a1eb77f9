"""Records who has opened whose server since it was started, with whatever token."""

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
    """A person has opened another person's server."""

    visitor: str
    owner: str
    server: str
    """Its name; empty for the default server."""
    started: str
    """When, as in JupyterHub's API: a restarted server counts as a different one."""


class Visits:
    """Kept in the process, and in a file if there is one. Threads can share it.

    The file exists only while it is complete: if it could not be written, it is removed, which is possible on a full
    disk. The next start of the hub then knows that it has no record of the running servers.
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
        """Whether the record has all visits to a server that was started at this moment."""
        return datetime.fromisoformat(started) >= self._since

    def begin(self, assumed: Iterable[Visit]) -> None:
        """Treats everyone who could have been in servers that are older than the record as their visitors."""
        with self._lock:
            self._visits.update(assumed)
            self._is_begun = True
            self._write()

    def note(self, visits: Iterable[Visit]) -> None:
        """Records visits, also in the file, before it returns; known visits cost nothing."""
        with self._lock:
            new = set(visits) - self._visits
            if new:
                self._visits |= new
                self._write()

    def forget(self, owner: str, server: str) -> None:
        """This server has stopped. It is removed from the file with the next visit."""
        with self._lock:
            self._visits = {visit for visit in self._visits if (visit.owner, visit.server) != (owner, server)}

    def of(self, running: Iterable[tuple[str, str, str]]) -> list[Visit]:
        """The visits to running servers, each given by its owner, its name and when it was started."""
        servers = set(running)
        with self._lock:
            return sorted(visit for visit in self._visits if (visit.owner, visit.server, visit.started) in servers)

    def keep(self) -> None:
        """Retries failed writes."""
        with self._lock:
            if not self._is_kept:
                self._write()

    def _load(self) -> datetime | None:
        """Since when the file has all visits; None if it cannot be trusted."""
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
        # Before that, a file would claim that nobody had been in the servers that are older than the record.
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
