"""A hub's data on its way between a file and a real PostgreSQL, and back."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jupyterhub import orm, roles
from sqlalchemy import inspect, text

from hubwright_hub.backup import backups
from hubwright_hub.db import db_move, table_copy
from hubwright_hub.db.db_move import note_use, take_in, take_out
from hubwright_hub.db.db_place import DbPlace, read_place, write_place
from hubwright_hub.db.not_ready import NotReady
from hubwright_hub.db_address import DbAddress, sqlite_at
from hubwright_hub.known_people import known_to_postgres

pytestmark = pytest.mark.engine

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
MOMENT = NOW.replace(tzinfo=None)
LOG = logging.getLogger("test")
PLUGIN = "CREATE TABLE users_info (id INTEGER NOT NULL PRIMARY KEY, username VARCHAR(128) NOT NULL UNIQUE, ok BOOLEAN)"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def opened(address: DbAddress) -> Any:
    return orm.new_session_factory(address.db_url, **address.kwargs())()


def closed(session: Any) -> None:
    session.close()
    session.get_bind().dispose()


def filled(address: DbAddress, *names: str) -> None:
    """What a hub leaves: its roles, people with groups and tokens, one of whom has a server."""
    session = opened(address)
    for role in roles.get_default_roles():
        roles.create_role(session, role)
    session.add(orm.OAuthClient(identifier="jupyterhub", redirect_uri="x"))
    session.commit()
    group = orm.Group(name="team 1", properties={"color": ["ü", 1]})
    for number, name in enumerate(names):
        user = orm.User(
            name=name, admin=number == 0, created=NOW.replace(tzinfo=None), encrypted_auth_state=b"\x00\xff"
        )
        group.users.append(user)
        session.add(user)
        session.commit()
        roles.assign_default_roles(session, user)
        orm.APIToken.new(token=f"{name}-token" * 4, user=user, note="kept")
    session.add(group)
    server = orm.Server(proto="http", ip="math-user-ann", port=8888, base_url="/math/user/ann/")
    session.add(
        orm.Spawner(name="", user=user, server=server, state={"object_id": "c0ffee"}, started=NOW.replace(tzinfo=None))
    )
    session.commit()
    closed(session)


def content(address: DbAddress) -> dict[str, list[Any]]:
    """Every row of every table, as it is stored."""
    described = None
    with address.engine().connect() as connection:
        there = table_copy.MetaData()
        there.reflect(connection)
        described = table_copy._described(there)
        return {
            table.name: sorted(map(repr, connection.execute(table_copy.select(table)).all()))
            for table in described.sorted_tables
            if table.name in there.tables
        }


@pytest.fixture
def file(data: Path) -> DbAddress:
    address = sqlite_at(data / "jupyterhub.sqlite")
    filled(address, "boss", "ann", "bob")
    with closing(sqlite3.connect(address.file)) as connection, connection:
        connection.execute(PLUGIN)
        connection.execute("INSERT INTO users_info VALUES (7, 'ann', 1)")
    return address


def test_everything_goes_from_sqlite_to_postgresql_and_back(file, data, postgres):
    before = content(file)
    take_in(postgres, data, NOW, LOG)
    assert content(postgres) == before
    assert len(before["api_tokens"]) == 3
    assert before["users_info"] == ["(7, 'ann', True)"]
    assert read_place(data) == DbPlace("postgres")
    (kept,) = backups(data / "backups")
    assert content(sqlite_at(kept)) == before
    assert not file.file.exists()

    assert take_out(postgres, data, NOW + timedelta(days=1), LOG) is True
    assert content(file) == before
    assert read_place(data) == DbPlace("sqlite")
    assert content(postgres) == before
    assert take_out(postgres, data, NOW + timedelta(days=1), LOG) is False


def test_new_rows_get_numbers_of_their_own_after_a_move(file, data, postgres):
    take_in(postgres, data, NOW, LOG)
    session = opened(postgres)
    session.add(orm.User(name="zoe"))
    session.add(orm.Group(name="new"))
    session.commit()
    assert orm.User.find(session, "zoe").id == 4
    closed(session)
    with postgres.engine().begin() as connection:
        connection.execute(text("INSERT INTO users_info (username) VALUES ('zoe')"))
        assert connection.execute(text("SELECT id FROM users_info WHERE username = 'zoe'")).scalar() == 8


def test_a_second_stay_sets_the_first_aside(file, data, postgres):
    take_in(postgres, data, NOW, LOG)
    take_out(postgres, data, NOW, LOG)
    filled_again = content(file)
    with closing(sqlite3.connect(file.file)) as connection, connection:
        connection.execute("UPDATE users SET name = 'renamed' WHERE name = 'bob'")
    take_in(postgres, data, NOW, LOG)
    assert "'renamed'" in str(content(postgres)["users"])
    aside = replace(postgres, url=postgres.url.set(database="jupyterhub-before-2026-11-24T030000Z"))
    assert content(aside) == filled_again


class Killed(BaseException):
    pass


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "cut", ["make_ready", "_set_aside", "copy_whole", "copy_tables", "_copy_from_file", "write_place", "_put_away"]
)
def test_cut_off_anywhere_on_the_way_in_the_next_start_ends_the_work(file, data, postgres, monkeypatch, cut, when):
    before = content(file)
    filled(postgres, "left")
    real = getattr(db_move, cut)

    def killed(*args: Any) -> Any:
        if when == "after":
            real(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(db_move, cut, killed)
        with pytest.raises(Killed):
            take_in(postgres, data, NOW, LOG)
    # A hub that is still on SQLite would find all of it; one that continues finds it in one of the two.
    if read_place(data).kind == "sqlite":
        assert content(file) == before
    take_in(postgres, data, NOW + timedelta(minutes=1), LOG)
    assert content(postgres) == before
    assert read_place(data) == DbPlace("postgres")
    assert not list(data.glob("*.moving*"))
    assert not file.file.exists()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("cut", ["_copy_to_file", "copy_tables", "_put_away", "finish", "write_place"])
def test_cut_off_anywhere_on_the_way_out_the_next_run_ends_the_work(file, data, postgres, monkeypatch, cut, when):
    take_in(postgres, data, NOW, LOG)
    before = content(postgres)
    real = getattr(db_move, cut)

    def killed(*args: Any) -> Any:
        if when == "after":
            real(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(db_move, cut, killed)
        with pytest.raises(Killed):
            take_out(postgres, data, NOW, LOG)
    assert content(postgres) == before
    take_out(postgres, data, NOW + timedelta(minutes=1), LOG)
    assert content(file) == before
    assert read_place(data) == DbPlace("sqlite")


def test_what_postgresql_refuses_stays_where_it_was(file, data, postgres):
    with closing(sqlite3.connect(file.file)) as connection, connection:
        connection.execute("UPDATE users SET name = ? WHERE name = 'bob'", ("b" * 300,))
    before = content(file)
    with pytest.raises(NotReady, match="is unchanged in SQLite"):
        take_in(postgres, data, NOW, LOG)
    assert content(file) == before
    assert content(postgres) == {}
    assert read_place(data).kind == "sqlite"


def test_rows_that_refer_to_what_is_gone_are_left_behind(file, data, postgres):
    with closing(sqlite3.connect(file.file)) as connection, connection:
        connection.execute("DELETE FROM users WHERE name = 'bob'")
    take_in(postgres, data, NOW, LOG)
    assert len(content(postgres)["api_tokens"]) == 2
    (kept,) = backups(data / "backups")
    assert len(content(sqlite_at(kept))["api_tokens"]) == 3


def own(postgres: DbAddress, **given: Any) -> DbAddress:
    return replace(postgres, kind="external", url=postgres.url.set(host="db.example.org"), **given)


@pytest.fixture
def theirs(postgres: DbAddress, monkeypatch: pytest.MonkeyPatch) -> Callable[..., DbAddress]:
    """The same server as somebody's own: it has a name, and is reached by its socket all the same."""
    real = DbAddress.engine
    url = postgres.url

    def by_socket(self: DbAddress, database: str | None = None) -> Any:
        there = self if self.kind != "external" else replace(self, url=url.set(database=self.url.database))
        return real(there, database)

    monkeypatch.setattr(DbAddress, "engine", by_socket)
    return lambda **given: own(postgres, **given)


def test_a_persons_own_database_that_is_not_empty_is_refused(file, data, postgres, theirs):
    filled(postgres, "theirs")
    before = content(postgres), content(file)
    for address in (theirs(), theirs(adopt=True)):
        with pytest.raises(NotReady, match=r"not empty .* has people of its own"):
            take_in(address, data, NOW, LOG)
    file.file.unlink()
    with pytest.raises(NotReady, match="adopt: true"):
        take_in(theirs(), data, NOW, LOG)
    assert content(postgres) == before[0]
    take_in(theirs(adopt=True), data, NOW, LOG)
    note_use(theirs(), data)
    assert content(postgres) == before[0]
    assert read_place(data).kind == "external"


def test_a_hub_never_switches_databases_by_itself(data, postgres, theirs):
    write_place(data, DbPlace("postgres"))
    with pytest.raises(NotReady, match="is in PostgreSQL, not in SQLite"):
        take_in(sqlite_at(data / "jupyterhub.sqlite"), data, NOW, LOG)
    with pytest.raises(NotReady, match=r"hub[.]ts names the database"):
        take_in(theirs(), data, NOW, LOG)
    with pytest.raises(NotReady, match="Nothing was changed"):
        take_out(theirs(), data, NOW, LOG)


def test_a_database_that_is_suddenly_empty_is_reported(data, postgres):
    write_place(data, DbPlace("postgres"))
    with pytest.raises(NotReady, match="is empty, although"):
        take_in(postgres, data, NOW, LOG)
    with pytest.raises(NotReady, match="is empty, although"):
        take_out(postgres, data, NOW, LOG)


def test_a_new_hub_that_was_interrupted_before_it_had_tables_continues(data, postgres, theirs):
    take_in(theirs(), data, NOW, LOG)
    take_in(theirs(), data, NOW, LOG)
    filled(postgres, "ann")
    take_in(theirs(), data, NOW, LOG)
    note_use(theirs(), data)
    assert read_place(data) == DbPlace(theirs().place)


def test_a_new_hub_may_still_choose_sqlite(data, postgres):
    take_in(postgres, data, NOW, LOG)
    assert take_out(postgres, data, NOW, LOG) is False
    take_in(sqlite_at(data / "jupyterhub.sqlite"), data, NOW, LOG)


def test_people_whom_only_the_database_knows_are_those_not_listed(file, data, postgres, tmp_path):
    take_in(postgres, data, NOW, LOG)
    assert known_to_postgres(postgres, tmp_path / "memory.sqlite") == ["ann", "bob", "boss"]


def test_a_server_that_comes_is_waited_for(postgres, postgres_server, data):
    postgres_server.stop()
    with pytest.raises(NotReady, match="refused the hub's connection"):
        db_move.until_accepts(postgres, LOG, patience=0.2)
    postgres_server.start()
    db_move.until_accepts(postgres, LOG, patience=0.2)


def test_a_missing_database_of_ours_is_made_and_nobody_elses(postgres, theirs):
    def forget() -> None:
        with postgres.engine("postgres").connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("DROP DATABASE jupyterhub")

    forget()
    with pytest.raises(NotReady, match="does not exist"):
        db_move.until_accepts(theirs(), LOG)
    db_move.until_accepts(postgres, LOG)
    with postgres.engine().connect() as connection:
        assert inspect(connection).get_table_names() == []
