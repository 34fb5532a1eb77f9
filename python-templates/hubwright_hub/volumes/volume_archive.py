"""Copies a whole volume to another one exactly, and verifies the copy."""

import os
import shutil
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .tree_copy import MOUNTED, TreeCopy

COPIED = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK, stat.S_ISFIFO)
UNFINISHED = 0
"""The mode of the copy's root until everything is verified: no volume in use has it."""


class AnotherArchiveError(Exception):
    """The target volume contains a different, complete archive."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What must be equal in a copy."""

    count: int
    """The number of files and folders."""
    size: int
    """The number of bytes in the files."""
    digest: str
    """Digest of every entry's path, kind, owner, mode and time, of each file's size and of each link's target."""


def archive(source: Path, target: Path) -> Sum:
    """Copies, verifies, and returns how much it was; does nothing if the same copy already exists.

    A copy that was left unfinished by a crash is started again.
    """
    about = source.stat()
    wanted = sum_of(source)
    if any(target.iterdir()) and stat.S_IMODE(target.stat().st_mode) != UNFINISHED:
        if sum_of(target) != wanted or target.stat().st_mtime_ns != about.st_mtime_ns:
            raise AnotherArchiveError
        return wanted
    target.chmod(UNFINISHED)
    for child in list(target.iterdir()):
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()
    reading, writing = os.open(source, MOUNTED), os.open(target, MOUNTED)
    lost: list[str] = []
    try:
        with TreeCopy(lambda noted: lost.append(noted.path) if noted.remark.startswith("not") else None) as tree:
            tree.owner = None
            tree.copy_children(reading, writing)
        os.sync()
        copied = sum_of(target)
        if copied != wanted:
            raise OSError(
                f"The copy has {copied.count} files and folders and {copied.size} bytes, not {wanted.count} and "
                f"{wanted.size}, or differs in an owner, a mode or a time. "
                f"Not copied: {', '.join(lost[:10]) or 'nothing'}."
            )
        tree.finish(writing, about)
        os.sync()
    finally:
        os.close(reading)
        os.close(writing)
    return wanted


def sum_of(directory: Path) -> Sum:
    """Everything except sockets and devices, which have no meaning without the program that created them."""
    count = size = 0
    digest = sha256()
    for path, directories, files, here in os.fwalk(directory):
        # The order in which they are walked, too.
        directories.sort()
        for name in sorted((*directories, *files)):
            about = os.stat(name, dir_fd=here, follow_symlinks=False)
            if not any(kind(about.st_mode) for kind in COPIED):
                continue
            count += 1
            facts: list[object] = [str(Path(path, name).relative_to(directory))]
            facts += [about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns]
            if stat.S_ISLNK(about.st_mode):
                facts += [os.readlink(name, dir_fd=here)]
            if stat.S_ISREG(about.st_mode):
                size += about.st_size
                facts += [about.st_size]
            digest.update(repr(facts).encode("utf-8", "surrogatepass"))
    return Sum(count, size, digest.hexdigest())
