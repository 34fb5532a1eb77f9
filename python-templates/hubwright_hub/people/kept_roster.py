"""The last roster in force, for a hub that starts while its userlist is missing or has errors."""

import json
import threading
from datetime import date
from typing import Any

from ..memory_file import MemoryFile
from ..roster.group_map import GroupMap, Person

KEPT = "INSERT OR REPLACE INTO kept VALUES ('roster', ?)"
READ = "SELECT value FROM kept WHERE key = 'roster'"


class KeptRoster:
    """Kept in the process, and in the memory's file if there is one."""

    def __init__(self, file: MemoryFile | None, lock: threading.RLock) -> None:
        """``lock``: shared with all users of the file."""
        self._file, self._lock = file, lock
        self._last: GroupMap | None = None

    def last(self) -> GroupMap | None:
        """None if no roster was ever in force, or if the file cannot be read now."""
        with self._lock:
            if self._last is None and self._file is not None:
                rows = self._file.rows(READ)
                self._last = _roster_of(rows[0][0]) if rows else None
            return self._last

    def keep(self, roster: GroupMap) -> None:
        with self._lock:
            self._last = roster
            if self._file is not None:
                self._file.write((KEPT, [(_text_of(roster),)]))


def _text_of(roster: GroupMap) -> str:
    people: list[list[Any]] = [
        [person.name, person.admin, dict(person.groups), person.until and person.until.isoformat(), person.pw]
        for person in roster.people.values()
    ]
    return json.dumps(people, separators=(",", ":"))


def _roster_of(text: str) -> GroupMap:
    people = [
        Person(name, admin, groups, None if until is None else date.fromisoformat(until), pw)
        for name, admin, groups, until, pw in json.loads(text)
    ]
    return GroupMap({person.name: person for person in people})
