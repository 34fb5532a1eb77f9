"""Copies a tree of files that others may be changing at the same time, or that may be malicious.

Every step goes through an open directory and follows no link, so that nothing outside the tree is ever read. Only
files, directories and links are opened: a pipe would block forever.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from .file_data import UnreadableError, because, pour

DEEPEST = 100
"""The maximum depth of nested directories; each level needs open files and recursion."""
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
DIRECTORY = READ | os.O_DIRECTORY
MOUNTED = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
"""For the root of a volume, which only we could have made a link."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Noted:
    """What happened to one file."""

    path: str
    size: int = 0
    """In bytes."""
    changed: float | None = None
    """When its content was last changed, in seconds since 1970."""
    sha256: str = ""
    remark: str = ""


@dataclass(slots=True)
class TreeCopy:
    """One copy of one tree.

    With ``until``, seconds since 1970, it is a copy of that moment: files that were changed later are taken from the
    earlier copy, if there is one, and otherwise left out.
    """

    note: Callable[[Noted], None]
    until: float | None = None
    earlier_began: float = 0.0
    """When the earlier copy was started: it has everything that has not been touched since."""
    owner: tuple[int, int] | None = (1000, 100)
    """User and group of every copy, so that staff can read it; None keeps those of the source, with modes and pipes."""
    _linked: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for descriptor in self._open:
            os.close(descriptor)

    def copy(self, source: int, target: int, earlier: int | None = None, path: str = ".", depth: int = 0) -> None:
        """Copies one open directory to another, with its mode and time; ``path`` is its name in the notes."""
        here = os.fstat(source)
        self.copy_children(source, target, earlier, path, depth)
        self.finish(target, here)

    def copy_children(
        self, source: int, target: int, earlier: int | None = None, path: str = ".", depth: int = 0
    ) -> None:
        """Copies what is in one open directory to another."""
        here = os.fstat(source)
        names = _names(source)
        for name in names:
            try:
                self._entry(source, target, earlier, name, f"{path}/{name}", depth)
            except FileNotFoundError:
                continue
        if earlier is not None and self._is_late(here):
            for name in sorted(set(_names(earlier)) - set(names)):
                self._keep(earlier, target, name, f"{path}/{name}", "removed or renamed after the closing time")

    def _entry(self, source: int, target: int, earlier: int | None, name: str, path: str, depth: int) -> None:
        about = os.stat(name, dir_fd=source, follow_symlinks=False)
        before = _kind(earlier, name)
        if stat.S_ISDIR(about.st_mode) and not (before not in (None, stat.S_IFDIR) and self._is_late(about)):
            self._directory(source, target, earlier if before else None, name, path, depth)
        elif self._is_late(about):
            self._too_late(target, earlier if before else None, name, path, about)
        elif stat.S_ISREG(about.st_mode):
            self._file(source, target, earlier if before == stat.S_IFREG else None, name, path)
        elif stat.S_ISLNK(about.st_mode):
            self._link(os.readlink(name, dir_fd=source), target, name, path, about)
        elif stat.S_ISFIFO(about.st_mode) and self.owner is None:
            self._pipe(target, name, path, about)
        else:
            self.note(Noted(path, remark=f"not copied: {_special(about.st_mode)}"))

    def _is_late(self, about: os.stat_result) -> bool:
        return self.until is not None and about.st_ctime > self.until

    def _directory(self, source: int, target: int, earlier: int | None, name: str, path: str, depth: int) -> None:
        if depth >= DEEPEST:
            self.note(Noted(path, remark=f"not copied: more than {DEEPEST} nested folders"))
            return
        opened: list[int] = []
        try:
            try:
                opened.append(os.open(name, DIRECTORY, dir_fd=source))
            except OSError as error:
                self.note(Noted(path, remark=f"not copied: {because(error)}"))
                return
            about = os.fstat(opened[0])
            os.mkdir(name, 0o700, dir_fd=target)
            opened.append(os.open(name, DIRECTORY, dir_fd=target))
            if earlier is not None:
                opened.append(os.open(name, DIRECTORY, dir_fd=earlier))
            self.copy(opened[0], opened[1], opened[2] if earlier is not None else None, path, depth + 1)
            if earlier is None and self._is_late(about) and not _names(opened[1]):
                os.rmdir(name, dir_fd=target)
        finally:
            for descriptor in opened:
                os.close(descriptor)

    def _file(self, source: int, target: int, earlier: int | None, name: str, path: str) -> None:
        try:
            reading = os.open(name, READ, dir_fd=source)
        except FileNotFoundError:
            raise
        except OSError as error:
            self.note(Noted(path, remark=f"not copied: {because(error)}"))
            return
        try:
            about = os.fstat(reading)
            if not stat.S_ISREG(about.st_mode):
                self.note(Noted(path, remark="not copied: it was replaced in the meantime"))
                return
            if self._link_again(about, target, name, path):
                return
            digest = self._data(reading, about, target, earlier, name)
            if self._is_late(os.fstat(reading)):
                os.unlink(name, dir_fd=target)
                self._too_late(target, earlier, name, path, about)
                return
            if about.st_nlink > 1:
                self._remember(about, target, name)
            self.note(Noted(path, about.st_size, about.st_mtime, digest))
        except UnreadableError as error:
            os.unlink(name, dir_fd=target)
            self.note(Noted(path, remark=f"not copied: {error}"))
        finally:
            os.close(reading)

    def _data(self, reading: int, about: os.stat_result, target: int, earlier: int | None, name: str) -> str:
        """Writes the copy of one open file. @returns its SHA-256, empty if its holes are too large."""
        if earlier is not None and self._is_in(earlier, name, about):
            os.link(name, name, src_dir_fd=earlier, dst_dir_fd=target, follow_symlinks=False)
            return pour(reading, about, None)
        writing = os.open(name, NEW, 0o600, dir_fd=target)
        try:
            digest = pour(reading, about, writing)
            self.finish(writing, about)
            return digest
        finally:
            os.close(writing)

    def _is_in(self, earlier: int, name: str, about: os.stat_result) -> bool:
        """Whether the earlier copy has exactly this file under its name: moving a folder does not touch its files."""
        there = os.stat(name, dir_fd=earlier, follow_symlinks=False)
        is_alike = (there.st_size, there.st_mtime_ns) == (about.st_size, about.st_mtime_ns)
        return is_alike and about.st_ctime < self.earlier_began

    def _link_again(self, about: os.stat_result, target: int, name: str, path: str) -> bool:
        """Hard links stay hard links: a thousand of them must not fill the disk."""
        first = self._linked.get((about.st_dev, about.st_ino))
        if first is None:
            return False
        os.link(first[1], name, src_dir_fd=first[0], dst_dir_fd=target, follow_symlinks=False)
        self.note(Noted(path, about.st_size, about.st_mtime, remark="another name of a file above"))
        return True

    def _remember(self, about: os.stat_result, target: int, name: str) -> None:
        # Of many hard links, only some are remembered: each keeps a directory open.
        if len(self._open) < DEEPEST:
            self._open.append(os.dup(target))
            self._linked[about.st_dev, about.st_ino] = (self._open[-1], name)

    def _link(self, to: str, target: int, name: str, path: str, about: os.stat_result) -> None:
        os.symlink(to, name, dir_fd=target)
        owner = self.owner or (about.st_uid, about.st_gid)
        os.chown(name, *owner, dir_fd=target, follow_symlinks=False)
        if self.owner is None:
            _give_time(name, target, about)
        self.note(Noted(path, remark="a link"))

    def _pipe(self, target: int, name: str, path: str, about: os.stat_result) -> None:
        os.mkfifo(name, 0o600, dir_fd=target)
        os.chown(name, about.st_uid, about.st_gid, dir_fd=target, follow_symlinks=False)
        # Created a moment ago where nobody else can write, so it is not a link.
        os.chmod(name, stat.S_IMODE(about.st_mode), dir_fd=target)
        _give_time(name, target, about)
        self.note(Noted(path))

    def _too_late(self, target: int, earlier: int | None, name: str, path: str, about: os.stat_result) -> None:
        if earlier is None:
            self.note(Noted(path, about.st_size, about.st_mtime, remark="not copied: changed after the closing time"))
        else:
            self._keep(
                earlier,
                target,
                name,
                path,
                "changed after the closing time: this is the version from shortly before it",
            )

    def _keep(self, earlier: int, target: int, name: str, path: str, remark: str) -> None:
        """Takes the file from the earlier copy, which nobody is changing."""
        about = os.stat(name, dir_fd=earlier, follow_symlinks=False)
        if stat.S_ISDIR(about.st_mode):
            os.mkdir(name, 0o700, dir_fd=target)
            inner, copy = os.open(name, DIRECTORY, dir_fd=earlier), os.open(name, DIRECTORY, dir_fd=target)
            try:
                for child in _names(inner):
                    self._keep(inner, copy, child, f"{path}/{child}", remark)
                self.finish(copy, about)
            finally:
                os.close(inner)
                os.close(copy)
        elif stat.S_ISLNK(about.st_mode):
            self._link(os.readlink(name, dir_fd=earlier), target, name, path, about)
        else:
            os.link(name, name, src_dir_fd=earlier, dst_dir_fd=target, follow_symlinks=False)
            reading = os.open(name, READ, dir_fd=target)
            try:
                digest = pour(reading, about, None)
            finally:
                os.close(reading)
            self.note(Noted(path, about.st_size, about.st_mtime, digest, remark))

    def finish(self, descriptor: int, about: os.stat_result) -> None:
        mode = stat.S_IMODE(about.st_mode)
        if self.owner is None:
            os.fchown(descriptor, about.st_uid, about.st_gid)
            os.fchmod(descriptor, mode)
        else:
            os.fchown(descriptor, *self.owner)
            os.fchmod(descriptor, 0o755 if stat.S_ISDIR(about.st_mode) else 0o644 | (mode & 0o111))
        os.utime(descriptor, ns=(about.st_mtime_ns, about.st_mtime_ns))


def _names(directory: int) -> list[str]:
    with os.scandir(directory) as entries:
        return sorted(entry.name for entry in entries)


def _kind(directory: int | None, name: str) -> int | None:
    """The kind of the file with this name; None if there is none."""
    if directory is None:
        return None
    try:
        return stat.S_IFMT(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return None


def _give_time(name: str, directory: int, about: os.stat_result) -> None:
    os.utime(name, ns=(about.st_mtime_ns, about.st_mtime_ns), dir_fd=directory, follow_symlinks=False)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
