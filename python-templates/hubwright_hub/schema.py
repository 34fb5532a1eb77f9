"""Brings JupyterHub's database to the schema of the JupyterHub that is about to use it, after a backup."""

import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import jupyterhub
from alembic.script import ScriptDirectory
from jupyterhub import dbutil
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from .backup import NotCopied, backup_sqlite, backups, copy_whole, sync_directory

BACKUPS = "backups"
"""Beside the database."""


class NotReady(Exception):
    """Why the hub cannot use its database, and what to do; the database is as it was."""


@dataclass(frozen=True, slots=True)
class Schemas:
    """What this JupyterHub knows of schemas, each by its name in Alembic."""

    newest: str
    known: frozenset[str]


@cache
def schemas() -> Schemas:
    scripts = ScriptDirectory(dbutil.ALEMBIC_DIR)
    return Schemas(scripts.get_heads()[0], frozenset(found.revision for found in scripts.walk_revisions()))


def make_ready(db_url: str, now: datetime, log: logging.Logger) -> None:
    """Upgrades a database that an older JupyterHub made; any other is left alone.

    The upgrade is done on a copy, which takes the database's place at once and whole: whoever cuts it off at any
    moment finds the database before or after. Raises NotReady.
    """
    url = make_url(db_url)
    found = _schema_of(url)
    if found is None or found == schemas().newest:
        return
    if found not in schemas().known:
        raise NotReady(_too_new(url))
    if url.get_backend_name() != "sqlite":
        raise NotReady(
            "The database was made by an older JupyterHub. Back it up, and then upgrade it with: jupyterhub upgrade-db"
        )
    database = Path(str(url.database))
    log.info("The database was made by an older JupyterHub. It is copied and upgraded for %s.", jupyterhub.__version__)
    try:
        kept = backup_sqlite(database, database.parent / BACKUPS, now)
        _upgrade_in_place(database)
    except (NotCopied, OSError, subprocess.CalledProcessError) as error:
        raise NotReady(f"The database could not be upgraded and is as it was: {error}") from error
    log.info("The database is upgraded. As it was before it is %s.", kept)


def _upgrade_in_place(database: Path) -> None:
    upgraded = database.with_name(f"{database.name}.upgraded")
    copy_whole(database, upgraded)
    with TemporaryDirectory() as directory:
        ini = Path(directory) / "alembic.ini"
        dbutil.write_alembic_ini(str(ini), str(URL.create("sqlite", database=str(upgraded))))
        command = [sys.executable, "-m", "alembic", "-c", str(ini), "upgrade", "head"]
        subprocess.run(command, check=True)  # noqa: S603
    upgraded.chmod(database.stat().st_mode & 0o777)
    upgraded.replace(database)
    sync_directory(database.parent)


def _schema_of(url: URL) -> str | None:
    """The schema's name; None where there is no database yet, or one so old that JupyterHub itself must guess."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if "alembic_version" not in inspect(connection).get_table_names():
            return None
        row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def _too_new(url: URL) -> str:
    said = (
        f"The database was upgraded by a newer JupyterHub than this one, {jupyterhub.__version__}, "
        "and is left as it is. Set jupyterhub in hub.ts to the newer version again."
    )
    if url.get_backend_name() != "sqlite":
        return said
    usable = (
        kept
        for kept in backups(Path(str(url.database)).parent / BACKUPS)
        if _schema_of(URL.create("sqlite", database=str(kept))) in schemas().known
    )
    before = next(usable, None)
    return said if before is None else f"{said} As it was before that upgrade it is {before}."
