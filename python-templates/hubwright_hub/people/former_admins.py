"""Who was an admin, and which passwords still in use they could have seen."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..memory_file import MemoryFile
from ..roster.diagnostic_text import roster_problem
from ..roster.group_map import GroupMap

NOTED = "INSERT OR REPLACE INTO former_admins VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class FormerAdmin:
    name: str
    until: date
    """The day on which they stopped being an admin, in the hub's time zone."""
    people: tuple[str, ...]
    """Whose passwords they could have seen that have not changed since."""

    def __str__(self) -> str:
        until, count = self.until.isoformat(), str(len(self.people))
        if count == "1":
            notice = roster_problem("former-admin/one", {"until": until})
        else:
            notice = roster_problem("former-admin/several", {"until": until, "count": count})
        return f"{notice.message} {notice.hint}"


class FormerAdmins:
    """Kept in the process, and in the memory's file if there is one."""

    def __init__(self, file: MemoryFile | None, lock: threading.RLock) -> None:
        """``lock``: shared with all users of the file."""
        self._file, self._lock = file, lock
        self._noted: dict[str, tuple[date, dict[str, int]]] = {}

    def note(self, name: str, until: date, passwords: Mapping[str, int]) -> None:
        """Records that a person is no longer an admin but could have seen everybody's password, each with its
        ``pw=``."""
        seen = {person: pw for person, pw in passwords.items() if person != name}
        with self._lock:
            self._noted[name] = (until, seen)
            if self._file is not None:
                self._file.write((NOTED, [(name, until.isoformat(), json.dumps(seen, separators=(",", ":")))]))

    def of(self, roster: GroupMap) -> tuple[FormerAdmin, ...]:
        """By date. People who are admins again can see all passwords anyway; people who are not on the list have
        none."""
        found = []
        for name, (until, seen) in self._all().items():
            person = roster.person(name)
            people = tuple(one.name for one in roster.people.values() if one.name in seen and one.pw <= seen[one.name])
            if people and not (person is not None and person.admin):
                found.append(FormerAdmin(name, until, people))
        return tuple(sorted(found, key=lambda former: (former.until, former.name)))

    def _all(self) -> dict[str, tuple[date, dict[str, int]]]:
        with self._lock:
            rows = [] if self._file is None else self._file.rows("SELECT name, until, seen FROM former_admins")
            read = {name: (date.fromisoformat(until), json.loads(seen)) for name, until, seen in rows or []}
            return {**read, **self._noted}
