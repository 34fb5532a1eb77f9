"""What a hub remembers about its people beyond its container: who was ever on the roster, who is away, and the last
roster.

JupyterHub keeps a row for everybody who has ever signed in. A person with a row who was never on the roster was added
by an admin and may stay; a person with a row who was on it has left. Only this memory tells the two apart.
"""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ..memory_file import PATIENCE, MemoryFile, Statement
from ..roster.roster_state import NothingToDecide
from .former_admins import FormerAdmins
from .kept_roster import KeptRoster
from .password_memory import PasswordMemory
from .strangers import Strangers

HeldBy = Literal["list", "added", "stranger"]
"""How a name came back: in the userlist or on JupyterHub's admin page; or a stranger's name was added to the
userlist."""
AWAY = 30
"""Days after which a name that comes back may belong to a different person."""

PERSON = "INSERT OR REPLACE INTO people VALUES (?, ?, ?)"
ACCEPTED = "INSERT OR REPLACE INTO kept VALUES ('accepted', ?)"


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered about one name."""

    left_on: date | None = None
    """Since when they are away; None while they are on the list."""
    held: HeldBy | None = None


class Memory:
    """Kept in the process, and in a file if there is one; each answer is a dictionary lookup."""

    def __init__(self, path: Path | None = None, log: logging.Logger | None = None, patience: float = PATIENCE) -> None:
        """``patience``: seconds that a read waits for another process to finish writing."""
        log = log or logging.getLogger("hubwright")
        self._file = None if path is None else MemoryFile(path, log, patience=patience)
        self._lock = threading.RLock()
        self._people: dict[str, Known] = {}
        self._copies: frozenset[tuple[str, str]] = frozenset()
        self._accepted: str | None = None
        self._passwords: PasswordMemory | None = None
        self.roster = KeptRoster(self._file, self._lock)
        self.former_admins = FormerAdmins(self._file, self._lock)
        self.strangers = Strangers(self._file, self._lock)
        self.version = 0
        """Changes whenever what is remembered about people changes."""
        self.refresh()

    def __contains__(self, name: str) -> bool:
        """Whether this name was ever on the roster."""
        return name in self._people

    @property
    def is_written(self) -> bool:
        """Whether everything that is remembered is saved."""
        return self._file is None or self._file.is_written

    def check_written(self) -> None:
        """For a command that is about to exit: raises NothingToDecide if its decision could not be saved."""
        if not self.is_written:
            raise NothingToDecide("The hub's memory cannot be written. Check whether the disk is full, then try again.")

    def refresh(self) -> None:
        """Reads what another process has written."""
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
        """Since when they are away; None while they are on the list, and for names that never were."""
        known = self._people.get(name)
        return None if known is None else known.left_on

    def names(self) -> list[str]:
        """Every name that was ever on the list or belongs to a stranger."""
        with self._lock:
            return [*self._people, *self.strangers.names()]

    def present(self) -> list[str]:
        """The names that were on the list at the last check."""
        return [name for name, known in self._people.items() if known.left_on is None]

    def came(self, names: Iterable[str]) -> None:
        """Records that they are on the list; costs nothing for names that are already recorded."""
        new = [name for name in names if self._people.get(name) != Known()]
        for name in new:
            self.strangers.forget(name)
        self._change({name: Known() for name in new})

    def left(self, names: Iterable[str], day: date) -> None:
        """Records that they have been away since this day, unless they were away before."""
        self._change({name: Known(day) for name in names if self.left_on(name) is None})

    def forget(self, name: str) -> None:
        """Forgets that the name was ever on the list: an admin may add a person with that name."""
        with self._lock:
            if self._people.pop(name, None) is not None:
                self.version += 1
                self._write(("DELETE FROM people WHERE name = ?", [(name,)]))

    @property
    def passwords(self) -> PasswordMemory:
        """Whose password has changed. If nothing is recorded yet, it compares with the last roster in force."""
        with self._lock:
            if self._passwords is None:
                before = self.roster.last()
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
            self._write((ACCEPTED, [(digest or "",)]))

    def holds(self, name: str) -> bool:
        known = self._people.get(name)
        return known is not None and known.held is not None

    def held(self) -> dict[str, Known]:
        """Every name that is waiting for an admin to decide whether it is the same person."""
        return {name: known for name, known in self._people.items() if known.held is not None}

    def hold(self, name: str, by: HeldBy = "list") -> None:
        """Puts a name that came back on hold; it stays away until an admin decides."""
        self._change({name: replace(self._people.get(name, Known()), held=by)})

    def hold_stranger(self, name: str, last_here: date) -> None:
        """Puts a name on hold that was added to the list and that a stranger used until ``last_here``."""
        self._change({name: Known(last_here, "stranger")})

    def release(self, names: Iterable[str]) -> None:
        """Their names have left the list again: they are away as before."""
        self._change({name: replace(self._people[name], held=None) for name in names})

    def decide(self, name: str) -> None:
        """An admin has decided: a person with this name is in the hub from now on."""
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
