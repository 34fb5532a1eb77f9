"""Upgrades JupyterHub's database to the schema of the JupyterHub that is about to use it, after a backup."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import jupyterhub
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from jupyterhub import dbutil
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from ..backup import DUMP, SQLITE, NotCopied, backup_sqlite, backups, copy_whole, sync_directory
from ..db_address import DATA, DbAddress, sqlite_at
from .not_ready import NotReady
from .postgres_backup import backup_postgres, schema_in

BACKUPS = "backups"
"""In the hub's data volume."""


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas that this JupyterHub knows, by their names in Alembic."""

    newest: str
    known: frozenset[str]


@cache
def schemas() -> Schemas:
    scripts = ScriptDirectory(dbutil.ALEMBIC_DIR)
    return Schemas(scripts.get_heads()[0], frozenset(found.revision for found in scripts.walk_revisions()))


def make_ready(address: DbAddress, now: datetime, log: logging.Logger, data: Path = DATA) -> None:
    """Upgrades a database that an older JupyterHub created; any other is left alone.

    An SQLite file is upgraded as a copy, which replaces it atomically, and a PostgreSQL database in one
    transaction: if it is interrupted, the database is in its old or in its new state. Raises NotReady.
    """
    found = schema_of(address)
    if found is None or found == schemas().newest:
        return
    directory = data / BACKUPS
    if found not in schemas().known:
        raise NotReady(_too_new(address, directory))
    if address.kind == "given":
        raise NotReady(
            "The database was created by an older JupyterHub. Back it up, then upgrade it with: jupyterhub upgrade-db"
        )
    log.info(
        "The database was created by an older JupyterHub. Copying and upgrading it for %s.", jupyterhub.__version__
    )
    try:
        if address.kind == "sqlite":
            kept = backup_sqlite(address.file, directory, now)
            _upgrade_in_place(address.file)
        else:
            kept = _backup(address, directory, now)
            upgrade_at_once(address)
    except (NotCopied, OSError, subprocess.CalledProcessError, CommandError, SQLAlchemyError) as error:
        raise NotReady(f"The database could not be upgraded and was not changed: {error}") from error
    log.info("The database was upgraded. The backup from before is %s.", kept)


def schema_of(address: DbAddress) -> str | None:
    """The schema's name; None if there is no database yet, or one so old that JupyterHub itself must guess."""
    if address.kind == "sqlite" and not address.file.exists():
        return None
    with address.engine().connect() as connection:
        if "alembic_version" not in inspect(connection).get_table_names():
            return None
        row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def upgrade_at_once(address: DbAddress) -> None:
    """Upgrades a PostgreSQL database in one transaction; JupyterHub's own command uses one per step."""
    with address.engine().begin() as connection, _alembic_ini(address.url) as ini:
        config = Config(str(ini))
        config.attributes["connection"] = SimpleNamespace(connect=lambda: _lent(connection))
        command.upgrade(config, "head")


@contextmanager
def _lent(connection: Connection) -> Iterator[Connection]:
    """Closing it has no effect: its transaction continues."""
    yield connection


def _backup(address: DbAddress, directory: Path, now: datetime) -> Path:
    try:
        return backup_postgres(address, directory, now)
    except NotCopied as error:
        if address.kind != "external" or "server version mismatch" not in str(error):
            raise
        raise NotCopied(
            f"{error}\nThis hub's PostgreSQL programs are older than that server. Back it up with the server's "
            "own pg_dump; then, in deploy/: docker compose run --rm hub python3 -m hubwright_hub.upgrade"
        ) from error


def _upgrade_in_place(database: Path) -> None:
    upgraded = database.with_name(f"{database.name}.upgraded")
    copy_whole(database, upgraded)
    with _alembic_ini(URL.create("sqlite", database=str(upgraded))) as ini:
        subprocess.run([sys.executable, "-m", "alembic", "-c", str(ini), "upgrade", "head"], check=True)  # noqa: S603
    upgraded.chmod(database.stat().st_mode & 0o777)
    upgraded.replace(database)
    sync_directory(database.parent)


@contextmanager
def _alembic_ini(url: URL) -> Iterator[Path]:
    with TemporaryDirectory() as directory:
        ini = Path(directory) / "alembic.ini"
        dbutil.write_alembic_ini(str(ini), str(url))
        yield ini


def _too_new(address: DbAddress, directory: Path) -> str:
    said = (
        f"The database was upgraded by a newer JupyterHub than this one, {jupyterhub.__version__}, "
        "and was not changed. Set jupyterhub in hub.ts to the newer version again."
    )
    suffix = SQLITE if address.kind == "sqlite" else DUMP
    same = [kept for kept in backups(directory) if kept.suffix == f".{suffix}"]
    usable = (kept for kept in same if _schema_of_backup(kept) in schemas().known)
    before = next(usable, None)
    return said if before is None else f"{said} The backup from before that upgrade is {before}."


def _schema_of_backup(kept: Path) -> str | None:
    return schema_in(kept) if kept.suffix == f".{DUMP}" else schema_of(sqlite_at(kept))
