"""What a hub knows of its people beyond its container: who was ever on the roster, who is away, and what held last.

JupyterHub keeps a row for everybody who signed in once. Somebody with a row who was never on the roster was added by an
admin and may stay; somebody with a row who was on it has left. Only this memory tells the two apart.
"""

import json
import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .former_admins import FormerAdmins
from .group_map import GroupMap, Person
from .memory_file import PATIENCE, MemoryFile, Statement
from .password_memory import PasswordMemory
from .roster_state import NothingToDecide
from .strangers import Strangers

HeldBy = Literal["list", "added", "stranger"]
"""How a name came back: in the userlist or on JupyterHub's admin page; or a stranger's name came onto the userlist."""
AWAY = 30
"""Days after which a name that comes back may be another person's."""

PERSON = "INSERT OR REPLACE INTO people VALUES (?, ?, ?)"
KEPT = "INSERT OR REPLACE INTO kept VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of one name."""

    left_on: date | None = None
    """Since when they are away; None while they are on the list."""
    held: HeldBy | None = None


class Memory:
    """Held in the process, and in a file where there is one; each answer is a look into a dictionary."""

    def __init__(self, path: Path | None = None, log: logging.Logger | None = None, patience: float = PATIENCE) -> None:
        """``patience``: seconds that a look waits for another process to finish writing."""
        log = log or logging.getLogger("hubwright")
        self._file = None if path is None else MemoryFile(path, log, patience=patience)
        self._lock = threading.RLock()
        self._people: dict[str, Known] = {}
        self._copies: frozenset[tuple[str, str]] = frozenset()
        self._accepted: str | None = None
        self._roster: GroupMap | None = None
        self._passwords: PasswordMemory | None = None
        self.former_admins = FormerAdmins(self._file, self._lock)
        self.strangers = Strangers(self._file, self._lock)
        self.version = 0
        """Changes with what is remembered of people."""
        self.refresh()

    def __contains__(self, name: str) -> bool:
        """Whether this name was ever on the roster."""
        return name in self._people

    @property
    def is_written(self) -> bool:
        """Whether everything that is remembered would outlive this process."""
        return self._file is None or self._file.is_written

    def check_written(self) -> None:
        """For a command, which ends now: raises NothingToDecide where what it decided could not be written."""
        if not self.is_written:
            raise NothingToDecide("The hub's memory cannot be written. Check whether the disk is full, then try again.")

    def refresh(self) -> None:
        """Learns what another process has written."""
        with self._lock:
            if self._file is None or not self._file.has_changed():
                return
            people = self._file.rows("SELECT name, left_on, held FROM people")
            copies = self._file.rows("SELECT key, closes FROM copies")
            accepted = self._file.rows("SELECT value FROM kept WHERE key = 'accepted'")
            if people is None or copies is None or accepted is None:
                return
            self._people = {name: Known(day and date.fromisoformat(day), held) for name, day, held in people}
            self._copies = frozenset((key, closes) for key, closes in copies)
            self._accepted = (accepted[0][0] or None) if accepted else None
            self.version += 1

    def left_on(self, name: str) -> date | None:
        """Since when they are away; None while they are on the list, and of names that never were."""
        known = self._people.get(name)
        return None if known is None else known.left_on

    def names(self) -> list[str]:
        """Every name that was ever on the list, or is a stranger's."""
        with self._lock:
            return [*self._people, *self.strangers.names()]

    def present(self) -> list[str]:
        """The names that were on the list at the last look."""
        return [name for name, known in self._people.items() if known.left_on is None]

    def came(self, names: Iterable[str]) -> None:
        """They are on the list; names that are known to be there cost nothing."""
        new = [name for name in names if self._people.get(name) != Known()]
        for name in new:
            self.strangers.forget(name)
        self._change({name: Known() for name in new})

    def left(self, names: Iterable[str], day: date) -> None:
        """They are away since this day, unless they were away before."""
        self._change({name: Known(day) for name in names if self.left_on(name) is None})

    def forget(self, name: str) -> None:
        """As if the name had never been on the list: an admin may add somebody who is called so."""
        with self._lock:
            if self._people.pop(name, None) is not None:
                self.version += 1
                self._write(("DELETE FROM people WHERE name = ?", [(name,)]))

    def roster(self) -> GroupMap | None:
        """The last roster in force, for a hub that starts while its userlist is missing or has errors."""
        with self._lock:
            if self._roster is None and self._file is not None:
                rows = self._file.rows("SELECT value FROM kept WHERE key = 'roster'")
                self._roster = _roster_of(rows[0][0]) if rows else None
            return self._roster

    def keep_roster(self, roster: GroupMap) -> None:
        with self._lock:
            self._roster = roster
            if self._file is not None:
                self._write((KEPT, [("roster", _text_of(roster))]))

    @property
    def passwords(self) -> PasswordMemory:
        """Whose password has changed. Where nothing is known yet, the last roster in force is what was before."""
        with self._lock:
            if self._passwords is None:
                before = self.roster()
                people = {} if before is None else before.people
                self._passwords = PasswordMemory(
                    self._file, self._lock, {name: person.pw for name, person in people.items()}
                )
            return self._passwords

    def accepted(self) -> str | None:
        """The SHA-256 of the userlist whose losses an admin has accepted."""
        return self._accepted

    def accept(self, digest: str | None) -> None:
        with self._lock:
            self._accepted = digest
            self._write((KEPT, [("accepted", digest or "")]))

    def holds(self, name: str) -> bool:
        known = self._people.get(name)
        return known is not None and known.held is not None

    def held(self) -> dict[str, Known]:
        """Every name that waits for an admin to say whether it is the same person."""
        return {name: known for name, known in self._people.items() if known.held is not None}

    def hold(self, name: str, by: HeldBy = "list") -> None:
        """Keeps a name waiting that came back; it is away until an admin decides."""
        self._change({name: replace(self._people.get(name, Known()), held=by)})

    def hold_stranger(self, name: str, last_here: date) -> None:
        """Keeps a name waiting that came onto the list, and that a stranger has used until ``last_here``."""
        self._change({name: Known(last_here, "stranger")})

    def release(self, names: Iterable[str]) -> None:
        """Their names are gone again: they are away as they were before."""
        self._change({name: replace(self._people[name], held=None) for name in names})

    def decide(self, name: str) -> None:
        """An admin has decided: somebody of this name is there from now on."""
        self._change({name: Known()})

    def copied(self) -> frozenset[tuple[str, str]]:
        """The drop-boxes whose copy is complete, as policy key and moment of closing."""
        return self._copies

    def note_copy(self, key: str, closes: str) -> None:
        with self._lock:
            self._copies |= {(key, closes)}
            self._write(("INSERT OR REPLACE INTO copies VALUES (?, ?)", [(key, closes)]))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _change(self, people: dict[str, Known]) -> None:
        if not people:
            return
        with self._lock:
            self._people.update(people)
            self.version += 1
            rows = [(name, known.left_on and known.left_on.isoformat(), known.held) for name, known in people.items()]
            self._write((PERSON, rows))

    def _write(self, statement: Statement) -> None:
        if self._file is not None:
            self._file.write(statement)


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
