"""The file behind a hub's memory: SQLite, shared by the hub and by commands that run next to it in its container."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 0.25
"""Seconds that a read waits for another process to finish writing: the hub's event loop waits, too."""
AGAIN = 5.0
"""Seconds after which a failed write is tried again."""

TABLES = """
CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY, left_on TEXT, held TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (key TEXT, closes TEXT, PRIMARY KEY (key, closes)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passwords (name TEXT PRIMARY KEY, pw INTEGER NOT NULL, ended TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS strangers (name TEXT PRIMARY KEY, last_here TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS former_admins (name TEXT PRIMARY KEY, until TEXT NOT NULL, seen TEXT NOT NULL) WITHOUT ROWID;
"""

Statement = tuple[str, Sequence[Sequence[Any]]]


class MemoryFile:
    """Writes now or later without ever raising: a full disk is logged once, and pending writes are kept."""

    def __init__(
        self,
        path: Path,
        log: logging.Logger,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self._path = path
        self._log = log
        self._clock = clock
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._unwritten: list[Statement] = []
        self._version = -1
        self._failed_at: float | None = None

    @property
    def is_written(self) -> bool:
        """Whether everything that is remembered is saved."""
        return self._failed_at is None and not self._unwritten

    def write(self, *statements: Statement) -> None:
        self._unwritten.extend(statements)
        self._try(lambda connection: None)

    def has_changed(self) -> bool:
        """Whether another process has written since the last check; also retries failed writes."""
        if self._failed_at is not None and self._clock() - self._failed_at < AGAIN:
            return False
        version = self._try(lambda connection: int(connection.execute("PRAGMA data_version").fetchone()[0]))
        if version is None or version == self._version:
            return False
        self._version = version
        return True

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any] | None:
        """The file's content; None if it cannot be read now."""
        found: list[Any] | None = self._try(lambda connection: connection.execute(query, values).fetchall())
        return found

    def _try(self, ask: Callable[[sqlite3.Connection], Any]) -> Any:
        try:
            connection = self._opened()
            if self._unwritten:
                with connection:
                    for statement, values in self._unwritten:
                        connection.executemany(statement, values)
                self._unwritten.clear()
            answer = ask(connection)
        except sqlite3.Error as error:
            if self._failed_at is None:
                self._log.error(
                    "The hub's memory %s cannot be used: %s. The hub keeps running and tries again; anything new is "
                    "lost if it restarts before then.",
                    self._path,
                    error,
                )
            self._failed_at = self._clock()
            return None
        if self._failed_at is not None:
            self._failed_at = None
            self._log.warning("The hub's memory %s can be used again.", self._path)
        return answer

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            # Its users take turns with their own lock.
            connection = sqlite3.connect(self._path, timeout=self._patience, check_same_thread=False)
            try:
                connection.executescript(TABLES)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
            self._version = -1
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def names_in(path: Path) -> Iterable[str]:
    """The names in a memory's file, read without changing it; empty if there is no such file yet."""
    if not path.exists():
        return []
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM people")]
    finally:
        connection.close()
