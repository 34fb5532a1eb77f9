"""Backups of JupyterHub's database: python3 -m hubwright_hub.backup lists them, the newest first, as JSON."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

BACKUPS = Path("/srv/jupyterhub/backups")
KEPT = 5
"""How many are kept; the oldest is removed once a new one is complete, so that there is always one."""
UNFINISHED = ".part"
SQLITE, DUMP = "sqlite", "dump"
"""What a backup's name ends in: a database of SQLite, or what PostgreSQL's own pg_dump writes."""


class NotCopied(Exception):
    """Why a copy could not be made; the original was not changed."""


def backup_sqlite(database: Path, directory: Path, now: datetime) -> Path:
    """Copies a database that nobody has open, names the copy by the time in UTC, and returns where it is.

    A copy gets its name only once it is complete and on disk. Raises NotCopied.
    """
    return keep(directory, now, SQLITE, lambda finished: copy_whole(database, finished))


def keep(directory: Path, now: datetime, suffix: str, make: Callable[[Path], None]) -> Path:
    """Creates a backup under a free name and removes the oldest ones. Raises NotCopied."""
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        for unfinished in directory.glob(f"*{UNFINISHED}*"):
            unfinished.unlink()
        finished = free_name(directory, now, suffix)
        make(finished)
        for old in backups(directory)[KEPT:]:
            old.unlink()
    except OSError as error:
        raise NotCopied(str(error)) from error
    return finished


def backups(directory: Path = BACKUPS) -> list[Path]:
    """The newest first, of either kind."""
    found = (path for suffix in (SQLITE, DUMP) for path in directory.glob(f"jupyterhub-*.{suffix}"))
    return sorted(found, key=lambda path: path.name, reverse=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copies a database with SQLite's own means and checks that the copy can be read; the target appears complete or
    not at all.

    Raises NotCopied where SQLite cannot, OSError where the system cannot.
    """
    unfinished = begin(target)
    try:
        with closing(_open(source)) as old, closing(_open(unfinished)) as new:
            # What a crash left next to the file belongs to it, and must not be taken for part of its successor.
            old.execute("PRAGMA journal_mode = DELETE")
            old.backup(new)
            (found,) = new.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise NotCopied(f"{source}: {error}") from error
    if found != "ok":
        raise NotCopied(f"{source} is damaged: {found}")
    finish(unfinished, target)


def begin(target: Path) -> Path:
    """An empty file next to the target, which nobody else can read and which is not listed as a backup."""
    unfinished = target.with_name(target.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    return unfinished


def finish(unfinished: Path, target: Path) -> None:
    """Gives a file its name once it is on disk."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.rename(target)
    sync_directory(target.parent)


def sync_directory(directory: Path) -> None:
    """Makes names in this directory survive a power failure."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(directory: Path, now: datetime, suffix: str) -> Path:
    """A name from the time in UTC that no backup has yet."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    names = (directory / f"jupyterhub-{moment}{more}.{suffix}" for more in ("", *(f"-{n}" for n in range(2, 100))))
    return next(name for name in names if not name.exists())


def _open(path: Path) -> sqlite3.Connection:
    """Opens a database that is there; writing it back after a crash takes more than reading."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)


def main(directory: Path = BACKUPS) -> None:
    json.dump([str(path) for path in backups(directory)], sys.stdout)


if __name__ == "__main__":
    main()
