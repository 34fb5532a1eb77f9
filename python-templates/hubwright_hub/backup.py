"""Backups of JupyterHub's database: python3 -m hubwright_hub.backup lists them, the newest first, as JSON."""

import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

BACKUPS = Path("/srv/jupyterhub/backups")
KEPT = 5
"""So many stay; the oldest goes once a new one is whole, so that there is never none."""
UNFINISHED = ".part"


class NotCopied(Exception):
    """Why a copy could not be made; what was to be copied is as it was."""


def backup_sqlite(database: Path, directory: Path, now: datetime) -> Path:
    """Makes a copy of a database that nobody has open, named by the moment in UTC, and says where it is.

    A copy has its name only once it is whole and on the disk. Raises NotCopied.
    """
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        for unfinished in directory.glob(f"*{UNFINISHED}*"):
            unfinished.unlink()
        finished = _free_name(directory, now)
        copy_whole(database, finished)
        for old in backups(directory)[KEPT:]:
            old.unlink()
    except OSError as error:
        raise NotCopied(str(error)) from error
    return finished


def backups(directory: Path = BACKUPS) -> list[Path]:
    """The newest first."""
    return sorted(directory.glob("jupyterhub-*.sqlite"), key=lambda path: path.name, reverse=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copies a database by SQLite's own means and looks that the copy can be read; the target appears whole or not.

    Raises NotCopied where SQLite cannot, OSError where the system cannot.
    """
    unfinished = target.with_name(target.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        with closing(_open(source)) as old, closing(_open(unfinished)) as new:
            # What a crash left beside the file is part of it, and must not be taken for part of what comes after it.
            old.execute("PRAGMA journal_mode = DELETE")
            old.backup(new)
            (found,) = new.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise NotCopied(f"{source}: {error}") from error
    if found != "ok":
        raise NotCopied(f"{source} is damaged: {found}")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.rename(target)
    sync_directory(target.parent)


def sync_directory(directory: Path) -> None:
    """Makes names that were given in it outlive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open(path: Path) -> sqlite3.Connection:
    """Opens a database that is there; writing it back after a crash takes more than reading."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)


def _free_name(directory: Path, now: datetime) -> Path:
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    names = (directory / f"jupyterhub-{moment}{suffix}.sqlite" for suffix in ("", *(f"-{n}" for n in range(2, 100))))
    return next(name for name in names if not name.exists())


if __name__ == "__main__":
    json.dump([str(path) for path in backups()], sys.stdout)
