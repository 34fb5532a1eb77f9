"""Moves a hub's data from one database to another; the old one is not changed."""

import logging
import secrets
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from ..backup import SQLITE, NotCopied, begin, copy_whole, finish, free_name, sync_directory
from ..db_address import FILE, NAME, DbAddress, sqlite_at
from .db_place import DbPlace, read_place, write_place
from .db_wait import make_database, until_accepts
from .not_ready import NotReady
from .schema import BACKUPS, make_ready
from .table_copy import NotSame, copy_tables, tables_of

PEOPLE = "users"
BEGUN = "begun"
"""A database in which a new hub is about to create its tables: it may be empty."""


def take_in(address: DbAddress, data: Path, now: datetime, log: logging.Logger) -> None:
    """Makes sure that this hub's data is in the database that is about to be used, and moves it there from SQLite.

    If it is interrupted, the data is either where it was or where it should be. Raises NotReady.
    """
    noted = read_place(data)
    if address.kind == "sqlite":
        if noted.kind not in (None, "sqlite"):
            raise NotReady(
                f"This hub's data is in {_named(noted)}, not in SQLite. Nothing was changed. "
                "Run hubwright up, which moves the data, or change database in hub.ts back."
            )
        return
    until_accepts(address, log)
    held = _tables(address)
    if noted.place == address.place:
        if "alembic_version" not in held and noted.moving != BEGUN:
            raise NotReady(
                f"{address} is empty, although this hub's data was in it. Restore it from a backup. "
                f"Or, to start with an empty hub: remove the file {data / 'database'} in the hub's data volume."
            )
        _put_away(data, now)
    elif noted.kind == "sqlite" and (data / FILE).exists():
        _move_from_sqlite(address, held, noted, data, now, log)
    elif noted.kind not in (None, "sqlite"):
        raise NotReady(
            f"This hub's data is in {_named(noted)}, but hub.ts names {address}. Nothing was changed. "
            'Undo the change, set database to "sqlite" and run hubwright up. Then switch to the other database.'
        )
    elif held and address.kind == "external" and not address.adopt:
        raise NotReady(
            f"{address} is not empty ({', '.join(held[:3])}), so this hub does not use it. Nothing was changed. "
            "Name an empty one in secrets/database.env. Or, to take over what an earlier hub left there: "
            'database: { kind: "external", adopt: true }'
        )
    elif not held:
        write_place(data, DbPlace(address.place, BEGUN))


def note_use(address: DbAddress, data: Path) -> None:
    """Must be called once the database has its tables: from then on, this hub's data is there."""
    if address.kind != "sqlite" and read_place(data) != DbPlace(address.place):
        write_place(data, DbPlace(address.place))


def take_out(address: DbAddress, data: Path, now: datetime, log: logging.Logger) -> bool:
    """Moves the data to an SQLite file while no hub uses it.

    If it raises NotReady, nothing was changed.

    :return: False if it is already in SQLite.
    """
    noted = read_place(data)
    if noted.kind in (None, "sqlite"):
        return False
    if noted.place != address.place:
        raise NotReady(f"This hub's data is in {_named(noted)}, not in {address}. Nothing was changed.")
    until_accepts(address, log)
    make_ready(address, now, log, data)
    if "alembic_version" not in _tables(address):
        if noted.moving == BEGUN:
            write_place(data, DbPlace("sqlite"))
            return False
        raise NotReady(f"{address} is empty, although this hub's data was in it. Restore it from a backup.")
    target = data / FILE
    unfinished = begin(target)
    try:
        counts = _copy_to_file(address, unfinished)
        _put_away(data, now)
        finish(unfinished, target)
    except (SQLAlchemyError, NotSame, OSError) as error:
        raise NotReady(f"The data could not be moved to SQLite and is unchanged in {address}: {error}") from error
    write_place(data, DbPlace("sqlite"))
    log.info("%s people are now in SQLite. %s was not changed.", counts.get(PEOPLE, 0), address)
    return True


def refuse_foreign(address: DbAddress, noted: DbPlace) -> None:
    """Refuses a person's own database that is not empty, if a hub's data would be moved to it. Raises NotReady."""
    held = _tables(address)
    if held and address.kind == "external" and not _is_complete(address, noted, held):
        raise NotReady(
            f"{address} is not empty ({', '.join(held[:3])}), and this hub has people of its own. Nothing was changed. "
            "Name an empty database in secrets/database.env."
        )


def _is_complete(address: DbAddress, noted: DbPlace, held: list[str]) -> bool:
    """Whether it contains this hub's data, moved there by an unfinished move."""
    return bool(held) and noted.moving not in (None, BEGUN) and _mark_of(address) == noted.moving


def _move_from_sqlite(
    address: DbAddress, held: list[str], noted: DbPlace, data: Path, now: datetime, log: logging.Logger
) -> None:
    file = sqlite_at(data / FILE)
    if _is_complete(address, noted, held):
        # The last start was interrupted after the copy was complete, but before that was recorded.
        count = "The"
    else:
        refuse_foreign(address, noted)
        make_ready(file, now, log, data)
        if held:
            _set_aside(address, now, log)
        mark = secrets.token_hex(8)
        write_place(data, DbPlace("sqlite", mark))
        try:
            count = str(_copy_from_file(file.file, address, mark, data))
        except (SQLAlchemyError, NotSame, NotCopied, OSError) as error:
            raise NotReady(f"The data could not be moved to {address} and is unchanged in SQLite: {error}") from error
    write_place(data, DbPlace(address.place))
    kept = _put_away(data, now)
    log.info("%s people are now in %s. The SQLite database was kept as %s.", count, address, kept)


def _copy_from_file(file: Path, address: DbAddress, mark: str, data: Path) -> int:
    """From a copy without rows that refer to deleted rows: SQLite kept them, but PostgreSQL would refuse them."""
    work = data / f"{FILE}.moving"
    copy_whole(file, work)
    try:
        with sqlite_at(work).engine().begin() as source, address.engine().begin() as target:
            while gone := source.execute(text("PRAGMA foreign_key_check")).all():
                for table, row, *_ in gone:
                    source.execute(text(f'DELETE FROM "{table}" WHERE rowid = :row'), {"row": row})  # noqa: S608
            counts = copy_tables(source, target)
            target.execute(text(f"COMMENT ON TABLE alembic_version IS '{mark}'"))
    finally:
        work.unlink(missing_ok=True)
    return counts.get(PEOPLE, 0)


def _copy_to_file(address: DbAddress, file: Path) -> dict[str, int]:
    target = create_engine(f"sqlite:///{file}", poolclass=NullPool)

    @event.listens_for(target, "connect")
    def _(connection: object, _record: object) -> None:
        # It appears completely or not at all anyway, and without a journal there is nothing to clean up.
        connection.execute("PRAGMA journal_mode = MEMORY")  # type: ignore[attr-defined]

    source = address.engine().execution_options(isolation_level="REPEATABLE READ")
    with source.begin() as reading, target.begin() as writing:
        counts = copy_tables(reading, writing)
        wrong = writing.execute(text("PRAGMA foreign_key_check")).first()
        if wrong is not None:
            raise NotSame(f"a row of {wrong[0]} refers to a row that does not exist")
    return counts


def _put_away(data: Path, now: datetime) -> Path | None:
    """An SQLite file that is no longer in use becomes one of the backups."""
    file = data / FILE
    if not file.exists():
        return None
    directory = data / BACKUPS
    directory.mkdir(mode=0o700, exist_ok=True)
    kept = free_name(directory, now, SQLITE)
    file.rename(kept)
    sync_directory(data)
    sync_directory(directory)
    return kept


def _set_aside(address: DbAddress, now: datetime, log: logging.Logger) -> None:
    """Old data in the hub's own database server is kept under another name."""
    name = f"{NAME}-before-{now.astimezone(UTC).strftime('%Y-%m-%dT%H%M%SZ')}"
    with address.engine("postgres").connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{NAME}" RENAME TO "{name}"')
    make_database(address)
    log.info("The previous content of the database was kept there as the database %s.", name)


def _tables(address: DbAddress) -> list[str]:
    with address.engine().connect() as connection:
        return sorted(tables_of(connection))


def _mark_of(address: DbAddress) -> str | None:
    with address.engine().connect() as connection:
        return _comment(connection) if "alembic_version" in tables_of(connection) else None


def _comment(connection: Connection) -> str | None:
    said = connection.execute(text("SELECT obj_description('alembic_version'::regclass)")).scalar()
    return None if said is None else str(said)


def _named(noted: DbPlace) -> str:
    return "PostgreSQL" if noted.kind == "postgres" else f"PostgreSQL at {str(noted.place).split(' ')[-1]}"
