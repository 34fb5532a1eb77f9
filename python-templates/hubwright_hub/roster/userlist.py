"""The bytes of a userlist, read completely or not at all, and only from its own directory."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .diagnostic_text import NOTHING, roster_problem

FILE = "The user list"
LARGEST = 1024 * 1024
MOST_LINKS = 40
"""As many as Linux follows."""

# Non-blocking: a FIFO without a writer would block the hub forever.
OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC


class Signature(NamedTuple):
    """Modification time, change time, size and inode of a file: if one differs, the content may differ."""

    written: int
    changed: int
    size: int
    number: int


class Unreadable(Exception):
    """There is no userlist at the path; ``is_lasting`` if only a change of the file can fix it."""

    def __init__(self, text: str, values: Mapping[str, str] = NOTHING, *, is_lasting: bool = True) -> None:
        self.diagnostic = roster_problem(text, values)
        super().__init__(self.diagnostic.message)
        self.is_lasting = is_lasting


class Changing(Exception):
    """The file was written while it was being read."""


def signature_at(path: Path) -> Signature:
    """Identifies a state of the file; raises Unreadable if there is none."""
    try:
        return _signature(path.stat())
    except OSError as error:
        if _leads_out(path):
            # Reveal nothing about files out there, not even whether they exist.
            raise _link(is_lasting=False) from error
        raise _missing(error) from error


def read(path: Path) -> tuple[Signature, bytes]:
    """The current file; raises Unreadable or Changing."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("roster-not-a-file", {"file": FILE})
        descriptor = _open(path)
    except OSError as error:
        raise _missing(error) from error
    with open(descriptor, "rb") as file:  # noqa: PTH123 (no path: what was opened must be what is read)
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable("roster-not-a-file", {"file": FILE})
        try:
            data = file.read(LARGEST + 1)
        except OSError as error:
            raise _missing(error) from error
        after = os.fstat(descriptor)
    if _signature(before) != _signature(after) or len(data) not in (after.st_size, LARGEST + 1):
        raise Changing
    return _signature(after), data


def text_of(data: bytes) -> str:
    """The text of the file; raises Unreadable if it is not text."""
    if len(data) > LARGEST:
        raise Unreadable("roster-too-large", {"file": FILE})
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("roster-not-utf8", {"file": FILE, "line": str(line)}) from error


def _open(path: Path) -> int:
    """Opens the file; a link is followed if it stays inside the roster's directory.

    That directory may be mounted into an admin's notebook: a link from there to one of the hub's secrets would show it
    on a page. Each part of the path is opened separately, so that none can be replaced with a link in the meantime.
    """
    directory, target = Path(os.path.realpath(path.parent)), Path(os.path.realpath(path))
    if not target.is_relative_to(directory) or _leads_out(path):
        raise _link()
    *folders, name = target.relative_to(directory).parts
    place = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            inner = os.open(folder, OPEN | os.O_DIRECTORY, dir_fd=place)
            os.close(place)
            place = inner
        return os.open(name, OPEN, dir_fd=place)
    finally:
        os.close(place)


def _leads_out(path: Path) -> bool:
    """Whether a link at the path leads out of its directory, or is absolute.

    The directory has another path outside the hub's container: an absolute link cannot mean the same on both sides.
    """
    at: list[str] = []
    rest = [path.name]
    links = 0
    while rest:
        part = rest.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            if not at:
                return True
            at.pop()
            continue
        try:
            to = path.parent.joinpath(*at, part).readlink()
        except OSError:
            at.append(part)
            continue
        links += 1
        if to.is_absolute() or links > MOST_LINKS:
            return True
        rest[:0] = to.parts
    return False


def _link(*, is_lasting: bool = True) -> Unreadable:
    return Unreadable("roster-not-a-file/leads-out", is_lasting=is_lasting)


def _signature(found: os.stat_result) -> Signature:
    return Signature(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _missing(error: OSError) -> Unreadable:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unreadable("roster-missing", {"file": FILE}, is_lasting=False)
    values = {"file": FILE, "reason": str(error.strerror)}
    return Unreadable("roster-missing/unreadable", values, is_lasting=False)
