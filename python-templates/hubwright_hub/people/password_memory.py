"""Which ``pw=`` each name had last, and whose changes must still be acted on."""

import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from ..memory_file import MemoryFile

NOTED = "INSERT OR REPLACE INTO passwords VALUES (?, ?, ?)"

WAITING = ""
"""What is recorded about a change while the person's sessions still exist."""


class PasswordMemory:
    """Kept in the process, and in the memory's file if there is one. A change stays recorded until it is done."""

    def __init__(self, file: MemoryFile | None, lock: threading.RLock, before: Mapping[str, int]) -> None:
        """``lock``: shared with all users of the file; ``before``: the last roster in force, if the file is new."""
        self._file, self._lock = file, lock
        self._pw = dict(before)
        self._ended: dict[str, str] = {}
        self._unread: set[str] = set()
        """Names that were recorded while the file could not be read."""
        self._is_loaded = file is None
        self._load()

    def note(self, passwords: Mapping[str, int]) -> None:
        """Records the current values; names that are missing keep theirs."""
        with self._lock:
            self._load()
            if not self._is_loaded:
                self._unread.update(passwords)
            changed = [name for name, pw in passwords.items() if self._pw.get(name, pw) != pw]
            new = [name for name in passwords if name not in self._pw]
            self._pw.update(passwords)
            self._ended.update(dict.fromkeys(changed, WAITING))
            self._write([*changed, *new])

    def waiting(self) -> dict[str, int]:
        """Whose sessions must end, and their current ``pw=``."""
        with self._lock:
            return {name: self._pw[name] for name, ended in self._ended.items() if ended == WAITING}

    def ended(self) -> dict[str, datetime]:
        """Whose sessions have ended, and when: what was started before that moment must still stop."""
        with self._lock:
            return {name: datetime.fromisoformat(ended) for name, ended in self._ended.items() if ended != WAITING}

    def end(self, name: str, pw: int, moment: datetime) -> None:
        """Their sessions ended at this moment, because of the change to ``pw``; a later change still waits."""
        with self._lock:
            if self._pw[name] == pw:
                self._ended[name] = moment.astimezone(UTC).isoformat()
                self._write([name])

    def done(self, name: str) -> None:
        """Nothing from before the change is left; a later change still waits."""
        with self._lock:
            if self._ended.get(name) != WAITING:
                self._ended.pop(name, None)
                self._write([name])

    def _load(self) -> None:
        """Reads the file as soon as possible; until then it is not overwritten."""
        if self._is_loaded or self._file is None:
            return
        rows = self._file.rows("SELECT name, pw, ended FROM passwords")
        if rows is None:
            return
        self._is_loaded = True
        noted = {name: self._pw[name] for name in self._unread}
        self._pw.update({name: pw for name, pw, _ in rows})
        self._ended.update({name: ended for name, _, ended in rows if ended is not None})
        self.note(noted)

    def _write(self, names: Iterable[str]) -> None:
        if self._file is not None and self._is_loaded and names:
            self._file.write((NOTED, [(name, self._pw[name], self._ended.get(name)) for name in names]))
