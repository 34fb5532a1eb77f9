"""People whom JupyterHub knows although their name was never on the list, and when each was last active.

An admin added them on the admin page, and their home stays when their row is deleted. So a name that is added to the
list may belong to a different person than the stranger, just like a name that comes back.
"""

import threading
from collections.abc import Mapping
from datetime import date

from ..memory_file import MemoryFile

NOTED = "INSERT OR REPLACE INTO strangers VALUES (?, ?)"
GONE = "DELETE FROM strangers WHERE name = ?"
READ = "SELECT name, last_here FROM strangers"


class Strangers:
    """Kept in the process, and in the memory's file if there is one."""

    def __init__(self, file: MemoryFile | None, lock: threading.RLock) -> None:
        """``lock``: shared with all users of the file."""
        self._file, self._lock = file, lock
        self._noted: dict[str, date] | None = None

    def names(self) -> list[str]:
        with self._lock:
            return list(self._days())

    def last_here(self, name: str) -> date | None:
        """The last day on which they used the hub; None for a name that does not belong to a stranger."""
        return self._days().get(name)

    def note(self, last_here: Mapping[str, date]) -> None:
        """Writes only what has changed: on most days, nothing."""
        with self._lock:
            days = self._days()
            self._write(NOTED, [(name, day) for name, day in last_here.items() if days.get(name) != day])
            days.update(last_here)

    def forget(self, name: str) -> None:
        """The name is on the list, or was archived with its data."""
        with self._lock:
            if self._days().pop(name, None) is not None and self._file is not None:
                self._file.write((GONE, [(name,)]))

    def _days(self) -> dict[str, date]:
        with self._lock:
            if self._noted is None:
                rows = [] if self._file is None else self._file.rows(READ)
                if rows is None:
                    return {}
                self._noted = {name: date.fromisoformat(day) for name, day in rows}
            return self._noted

    def _write(self, statement: str, rows: list[tuple[str, date]]) -> None:
        if rows and self._file is not None:
            self._file.write((statement, [(name, day.isoformat()) for name, day in rows]))
