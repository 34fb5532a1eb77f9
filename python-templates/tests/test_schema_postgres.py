"""The upgrade of a database in a real PostgreSQL, with its dump."""

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import Process
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from jupyterhub import dbutil, orm
from sqlalchemy import inspect, text

from hubwright_hub.backup import KEPT, NotCopied, backups
from hubwright_hub.db import postgres_backup, schema
from hubwright_hub.db.not_ready import NotReady
from hubwright_hub.db.postgres_backup import backup_postgres, restore_postgres, schema_in
from hubwright_hub.db.schema import make_ready, schemas
from hubwright_hub.db_address import DbAddress

pytestmark = pytest.mark.engine

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LOG = logging.getLogger("test")
# The schema before JupyterHub 6, which added the column user_info.
OLDER = "4621fec11365"


def columns(address: DbAddress) -> list[str]:
    with address.engine().connect() as connection:
        return [column["name"] for column in inspect(connection).get_columns("users")]


def names(address: DbAddress) -> list[str]:
    with address.engine().connect() as connection:
        return list(connection.execute(text("SELECT name FROM users ORDER BY name")).scalars())


@pytest.fixture
def older(postgres: DbAddress, tmp_path: Path) -> DbAddress:
    """A database as JupyterHub 5.5 leaves it, with a person in it."""
    with postgres.engine().begin() as connection:
        orm.Base.metadata.create_all(connection)
        connection.execute(text("INSERT INTO users (name, admin, cookie_id) VALUES ('ann', false, 'x')"))
    ini = tmp_path / "alembic.ini"
    dbutil.write_alembic_ini(str(ini), postgres.db_url)
    command.stamp(Config(str(ini)), "head")
    command.downgrade(Config(str(ini)), OLDER)
    assert "user_info" not in columns(postgres)
    return postgres


def test_an_older_database_is_dumped_and_upgraded(older, tmp_path):
    make_ready(older, NOW, LOG, tmp_path)
    assert "user_info" in columns(older)
    assert names(older) == ["ann"]
    (kept,) = backups(tmp_path / "backups")
    assert kept.name == "jupyterhub-2026-11-24T030000Z.dump"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert schema_in(kept) == OLDER
    make_ready(older, NOW + timedelta(days=1), LOG, tmp_path)
    assert backups(tmp_path / "backups") == [kept]


def test_a_dump_brings_the_database_back(older, tmp_path):
    make_ready(older, NOW, LOG, tmp_path)
    (kept,) = backups(tmp_path / "backups")
    with older.engine().begin() as connection:
        connection.execute(text("DELETE FROM users"))
    restore_postgres(older, kept)
    assert names(older) == ["ann"]
    assert "user_info" not in columns(older)


def test_a_newer_database_is_refused_by_name_of_the_dump_that_fits(older, tmp_path):
    make_ready(older, NOW, LOG, tmp_path)
    with older.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-the-future'"))
    # Made from the newer database, so it is no way back.
    backup_postgres(older, tmp_path / "backups", NOW + timedelta(days=1))
    with pytest.raises(NotReady, match=r"jupyterhub-2026-11-24T030000Z[.]dump"):
        make_ready(older, NOW, LOG, tmp_path)


def _upgrade_and_die(address: DbAddress, after: str) -> None:
    """Ends the process as a power cut does, once this revision has been done and before all of it is."""
    real = MigrationContext.run_migrations

    def dying(self: Any, **given: Any) -> None:
        def die(step: Any, **_: Any) -> None:
            if step.up_revision_id == after:
                os._exit(9)

        self.on_version_apply_callbacks = (die,)
        real(self, **given)

    MigrationContext.run_migrations = dying  # type: ignore[method-assign]
    schema.upgrade_at_once(address)


def test_cut_off_between_two_steps_of_the_upgrade_the_database_is_as_it_was(older, tmp_path):
    steps = [found.revision for found in schema.ScriptDirectory(dbutil.ALEMBIC_DIR).iterate_revisions("head", OLDER)]
    assert len(steps) > 1
    cut = Process(target=_upgrade_and_die, args=(older, steps[0]))
    cut.start()
    cut.join()
    assert cut.exitcode == 9
    assert schema.schema_of(older) == OLDER
    assert "user_info" not in columns(older)
    make_ready(older, NOW, LOG, tmp_path)
    assert schema.schema_of(older) == schemas().newest


def test_without_a_dump_there_is_no_upgrade(older, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres_backup, "DUMPS", "pg_dump-that-is-not-there")
    with pytest.raises(NotReady, match="was not changed"):
        make_ready(older, NOW, LOG, tmp_path)
    assert schema.schema_of(older) == OLDER
    assert backups(tmp_path / "backups") == []


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a script in the place of one of PostgreSQL's programs."""

    def put(program: str, script: str) -> None:
        path = tmp_path / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(postgres_backup, {"pg_dump": "DUMPS", "pg_restore": "RESTORES"}[program], str(path))

    return put


def test_half_a_dump_is_none(older, tmp_path, pretend):
    pretend("pg_dump", 'for word; do case "$word" in --file=*) printf PGDMP > "${word#--file=}";; esac; done')
    with pytest.raises(NotReady, match="was not changed"):
        make_ready(older, NOW, LOG, tmp_path)
    assert backups(tmp_path / "backups") == []


def test_a_dump_without_people_is_none(older, tmp_path, pretend):
    pretend("pg_restore", "echo '; Archive'")
    with pytest.raises(NotReady, match="lacks the table of people"):
        make_ready(older, NOW, LOG, tmp_path)


def test_a_server_that_is_newer_than_the_programs_is_reported_with_the_next_step(older, tmp_path, pretend):
    pretend("pg_dump", "echo 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1")
    theirs = replace(older, kind="external")
    with pytest.raises(NotReady, match=r"hubwright_hub[.]upgrade"):
        make_ready(theirs, NOW, LOG, tmp_path)
    schema.upgrade_at_once(theirs)
    make_ready(theirs, NOW, LOG, tmp_path)


def test_dumps_and_files_together_are_those_that_stay(older, tmp_path):
    directory = tmp_path / "backups"
    directory.mkdir()
    for day in range(KEPT):
        (directory / f"jupyterhub-2026-11-{10 + day}T030000Z.sqlite").touch()
    made = backup_postgres(older, directory, NOW)
    assert backups(directory)[0] == made
    assert len(backups(directory)) == KEPT


def test_the_password_is_in_no_argument(older, tmp_path, pretend):
    seen = tmp_path / "seen"
    pretend("pg_dump", f'echo "$@" > {seen}; exit 1')
    with pytest.raises(NotCopied):
        backup_postgres(replace(older, password="sekret"), tmp_path / "backups", NOW)
    assert "sekret" not in seen.read_text()
