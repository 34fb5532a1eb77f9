"""Backups of a PostgreSQL database, with its own programs."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

from ..backup import DUMP, NotCopied, begin, finish, keep
from ..db_address import DbAddress

DUMPS = "pg_dump"
RESTORES = "pg_restore"


def backup_postgres(address: DbAddress, directory: Path, now: datetime) -> Path:
    """Dumps a database and checks that the dump can be read; it gets its name only once it is complete. Raises
    NotCopied."""

    def make(finished: Path) -> None:
        unfinished = begin(finished)
        _run(address, DUMPS, "--format=custom", "--no-owner", f"--file={unfinished}", *_place(address))
        listed = _run(address, RESTORES, "--list", str(unfinished))
        if "TABLE DATA public users" not in listed:
            raise NotCopied("the dump lacks the table of people")
        finish(unfinished, finished)

    return keep(directory, now, DUMP, make)


def restore_postgres(address: DbAddress, dump: Path) -> None:
    """Restores a dump in one transaction. If it raises NotCopied, the database was not changed."""
    words = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run(address, RESTORES, *words, *_place(address), str(dump))


def schema_in(dump: Path) -> str | None:
    """The name of a dump's schema; None if it cannot be read."""
    try:
        said = _run(None, RESTORES, "--data-only", "--table=alembic_version", "--file=-", str(dump))
    except NotCopied:
        return None
    lines = said.splitlines()
    begins = next((number for number, line in enumerate(lines) if line.startswith("COPY ")), None)
    return None if begins is None else lines[begins + 1].strip()


def _place(address: DbAddress) -> tuple[str, str]:
    plain = address.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return "--no-password", f"--dbname={plain}"


def _run(address: DbAddress | None, program: str, *words: str) -> str:
    secret = {} if address is None else address.environment()
    environment = {**os.environ, **secret, "PGCONNECT_TIMEOUT": "10"}
    try:
        ended = subprocess.run([program, *words], capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    except OSError as error:
        raise NotCopied(f"{program}: {error.strerror}") from error
    if ended.returncode != 0:
        raise NotCopied(ended.stderr.strip() or f"{program} ended with {ended.returncode}")
    return ended.stdout
