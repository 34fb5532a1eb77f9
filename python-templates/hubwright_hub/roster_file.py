"""The userlist on the disk, read again whenever it has changed, never worse than its last good state."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from .diagnostic import Diagnostic
from .group_map import GroupMap
from .in_force import in_force
from .roster import parse

LARGEST = 1024 * 1024

Signature = tuple[int, int, int]
NOBODY = GroupMap({})


@dataclass(slots=True)
class RosterFile:
    """Reads one path; what holds and what is wrong with the file are two things."""

    path: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was wrong with the file when it was last read."""
    _holds: GroupMap | None = None
    _seen: Signature | None = None

    @property
    def is_read(self) -> bool:
        """Whether a roster was read from it at least once."""
        return self._holds is not None

    def roster(self) -> GroupMap:
        """The roster that holds now. One look at the file's date and size where it has not changed."""
        try:
            found = self.path.stat()
        except OSError as error:
            self._seen = None
            return self._bad("roster-missing", f"The userlist cannot be read: {error.strerror}.", "Put it back.")
        signature = (found.st_mtime_ns, found.st_size, found.st_ino)
        if signature != self._seen:
            self._seen = signature
            return self._read(found)
        return self._holds or NOBODY

    def _read(self, found: os.stat_result) -> GroupMap:
        if not stat.S_ISREG(found.st_mode):
            return self._bad("roster-not-a-file", "The userlist is not a regular file.", "Put a text file there.")
        try:
            with self.path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            self._seen = None
            return self._bad("roster-missing", f"The userlist cannot be read: {error.strerror}.", "Put it back.")
        if len(data) > LARGEST:
            return self._bad("roster-too-large", "The userlist is larger than 1 MiB.", "Split the hub.")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return self._bad("roster-not-utf8", f"The userlist is not UTF-8 on line {line}.", "Save it as UTF-8.")
        parsed = parse(text)
        self.diagnostics = parsed.diagnostics
        self._holds = in_force(self._holds, parsed)
        return self._holds

    def _bad(self, code: str, message: str, hint: str) -> GroupMap:
        self.diagnostics = (Diagnostic(code, "error", message, hint),)
        return self._holds or NOBODY
