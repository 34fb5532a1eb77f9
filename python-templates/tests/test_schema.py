import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyterhub import dbutil, orm
from sqlalchemy import create_engine

from hubwright_hub import backup
from hubwright_hub.application import HubwrightApp
from hubwright_hub.backup import KEPT, NotCopied, backup_sqlite, backups, copy_whole
from hubwright_hub.db import schema
from hubwright_hub.db.not_ready import NotReady
from hubwright_hub.db.schema import schemas
from hubwright_hub.db_address import sqlite_at

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LOG = logging.getLogger("test")
# The schema before JupyterHub 6, which added the column user_info.
OLDER = "4621fec11365"


def alembic(database: Path, *words: str) -> None:
    ini = database.with_suffix(".ini")
    dbutil.write_alembic_ini(str(ini), f"sqlite:///{database}")
    subprocess.run([sys.executable, "-m", "alembic", "-c", str(ini), *words], check=True)  # noqa: S603
    ini.unlink()


def columns(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(users)")]


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM users ORDER BY name")]


@pytest.fixture(scope="module")
def made_by_older(tmp_path_factory) -> bytes:
    """A database as JupyterHub 5.5 leaves it, with a person in it."""
    database = tmp_path_factory.mktemp("older") / "jupyterhub.sqlite"
    engine = create_engine(f"sqlite:///{database}")
    orm.Base.metadata.create_all(engine)
    engine.dispose()
    alembic(database, "stamp", "head")
    alembic(database, "downgrade", OLDER)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO users (name, admin, cookie_id) VALUES ('ann', 0, 'x')")
    return database.read_bytes()


@pytest.fixture
def database(tmp_path: Path, made_by_older: bytes) -> Path:
    path = tmp_path / "jupyterhub.sqlite"
    path.write_bytes(made_by_older)
    return path


def url(database: Path) -> str:
    return f"sqlite:///{database}"


def make_ready(database: Path, now: datetime, log: logging.Logger) -> None:
    schema.make_ready(sqlite_at(database), now, log, database.parent)


def test_an_older_database_is_backed_up_and_upgraded(database, made_by_older):
    assert "user_info" not in columns(database)
    make_ready(database, NOW, LOG)
    assert "user_info" in columns(database)
    assert names(database) == ["ann"]
    (kept,) = backups(database.parent / "backups")
    assert kept.name == "jupyterhub-2026-11-24T030000Z.sqlite"
    assert names(kept) == ["ann"]
    assert "user_info" not in columns(kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in database.parent.iterdir()) == ["backups", "jupyterhub.sqlite"]


def test_a_database_of_this_jupyterhub_is_left_alone(database):
    make_ready(database, NOW, LOG)
    upgraded = database.read_bytes()
    make_ready(database, NOW + timedelta(days=1), LOG)
    assert database.read_bytes() == upgraded
    assert len(backups(database.parent / "backups")) == 1


def test_no_database_is_made_where_there_is_none(tmp_path):
    make_ready(tmp_path / "jupyterhub.sqlite", NOW, LOG)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused_by_name_of_the_backup_that_fits(database):
    make_ready(database, NOW, LOG)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of-the-future'")
    # Made from the newer database, so it is no way back.
    backup_sqlite(database, database.parent / "backups", NOW + timedelta(days=1))
    newer = database.read_bytes()
    with pytest.raises(NotReady, match=r"jupyterhub-2026-11-24T030000Z[.]sqlite"):
        make_ready(database, NOW, LOG)
    assert database.read_bytes() == newer


@pytest.mark.parametrize("cut", ["backup_sqlite", "copy_whole", "replace"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_cut_off_at_any_step_the_database_is_whole_and_the_next_start_ends_the_work(database, monkeypatch, cut, when):
    class Killed(BaseException):
        pass

    owner = Path if cut == "replace" else schema
    real = getattr(owner, cut)

    def killed(*args):
        if when == "after":
            real(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, cut, killed)
        with pytest.raises(Killed):
            make_ready(database, NOW, LOG)
    assert ("user_info" in columns(database)) is (cut == "replace" and when == "after")
    assert names(database) == ["ann"]
    make_ready(database, NOW, LOG)
    assert "user_info" in columns(database)
    assert all(names(kept) == ["ann"] for kept in backups(database.parent / "backups"))
    assert not [path for path in database.parent.rglob("*") if ".upgraded" in path.name or ".part" in path.name]


def test_killed_within_alembic_the_database_is_as_it_was(database, made_by_older, monkeypatch):
    def dies_halfway(command, **_):
        upgraded = database.with_name("jupyterhub.sqlite.upgraded")
        with closing(sqlite3.connect(upgraded)) as connection, connection:
            connection.execute("ALTER TABLE users ADD COLUMN user_info TEXT")
        raise subprocess.CalledProcessError(-9, command)

    monkeypatch.setattr(schema, "subprocess", SimpleNamespace(**{**vars(subprocess), "run": dies_halfway}))
    with pytest.raises(NotReady, match="was not changed"):
        make_ready(database, NOW, LOG)
    assert "user_info" not in columns(database)
    monkeypatch.undo()
    make_ready(database, NOW, LOG)
    assert "user_info" in columns(database)


def test_a_damaged_database_is_neither_upgraded_nor_overwritten(tmp_path, database):
    database.write_bytes(database.read_bytes()[:8192] + b"x" * 8192)
    before = database.read_bytes()
    with pytest.raises((NotReady, NotCopied)):
        copy_whole(database, tmp_path / "copy.sqlite")
    assert database.read_bytes() == before
    assert not (tmp_path / "copy.sqlite").exists()


def test_so_many_backups_stay_and_the_newest_among_them(database):
    directory = database.parent / "backups"
    for day in range(KEPT + 3):
        made = backup_sqlite(database, directory, NOW + timedelta(days=day))
        assert made in backups(directory)
    assert [kept.name[11:21] for kept in backups(directory)] == [
        f"2026-12-0{day}" if day else "2026-11-30" for day in (1, 0)
    ] + ["2026-11-29", "2026-11-28", "2026-11-27"]


def test_a_backup_that_fails_removes_none(database, monkeypatch):
    directory = database.parent / "backups"
    for day in range(KEPT):
        backup_sqlite(database, directory, NOW + timedelta(days=day))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(NotCopied, match="No space left"):
        backup_sqlite(database, directory, NOW + timedelta(days=KEPT))
    assert len(backups(directory)) == KEPT


def test_two_backups_of_one_second_are_two(database):
    directory = database.parent / "backups"
    assert backup_sqlite(database, directory, NOW) != backup_sqlite(database, directory, NOW)
    assert len(backups(directory)) == 2


def test_what_a_crash_left_in_the_log_beside_the_file_is_in_the_copy(tmp_path, database):
    program = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1])\n"
        "c.execute('PRAGMA journal_mode = WAL')\n"
        "c.execute(\"INSERT INTO users (name, admin, cookie_id) VALUES ('zed', 0, 'z')\")\n"
        "c.commit()\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(database)], check=False)  # noqa: S603
    assert database.with_name("jupyterhub.sqlite-wal").stat().st_size > 0
    copy_whole(database, tmp_path / "copy.sqlite")
    assert names(tmp_path / "copy.sqlite") == ["ann", "zed"]
    assert not database.with_name("jupyterhub.sqlite-wal").exists()


def test_the_schemas_are_those_of_this_jupyterhub():
    assert OLDER in schemas().known
    assert schemas().newest in schemas().known


def test_the_hub_ends_with_the_reason_and_opens_nothing(database, monkeypatch, caplog):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of-the-future'")
    app = HubwrightApp(db_url=url(database), log=logging.getLogger("hub"))
    with pytest.raises(SystemExit) as ended:
        app.init_db()
    assert ended.value.code == 1
    assert "newer JupyterHub" in caplog.text
    assert app.session_factory is None
