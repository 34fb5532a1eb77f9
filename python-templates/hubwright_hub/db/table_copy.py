"""Copies every table of JupyterHub's database into an empty one of another kind."""

from jupyterhub import orm
from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.types import TypeDecorator

AT_ONCE = 1000
"""Rows that are held in memory."""


class NotSame(Exception):
    """The copy differs from the original; it must not be kept."""


def copy_tables(source: Connection, target: Connection) -> dict[str, int]:
    """Creates the tables and copies their rows in the target's transaction. Raises NotSame or SQLAlchemyError.

    Tables that are not JupyterHub's own, for example an authenticator's, are copied too.

    :return: how many rows each table has.
    """
    there = MetaData()
    there.reflect(source)
    described = _described(there)
    described.create_all(target)
    counts: dict[str, int] = {}
    # Each table after those that it refers to.
    for table in described.sorted_tables:
        if table.name in there.tables:
            counts[table.name] = _copy(source, target, table, list(there.tables[table.name].c.keys()))
            _go_on_counting(target, table)
    return counts


def tables_of(connection: Connection) -> list[str]:
    """The names of the tables that a database has."""
    return inspect(connection).get_table_names()


def _described(there: MetaData) -> MetaData:
    """JupyterHub's tables and all others, with types that every kind of database has.

    Values are copied as stored: JupyterHub's own types would parse JSON only to write it again.
    """
    described = MetaData(naming_convention=orm.Base.metadata.naming_convention)
    for own in orm.Base.metadata.tables.values():
        for column in own.to_metadata(described).columns:
            if isinstance(column.type, TypeDecorator):
                column.type = column.type.impl_instance
    for table in there.tables.values():
        if table.name not in described.tables:
            _describe(table, described)
    return described


def _describe(table: Table, described: MetaData) -> None:
    columns = [
        Column(column.name, column.type.as_generic(), primary_key=column.primary_key, nullable=column.nullable)
        for column in table.columns
    ]
    unique = [
        UniqueConstraint(*(column.name for column in constraint.columns))
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    foreign = [
        ForeignKeyConstraint(
            constraint.column_keys,
            [f"{element.column.table.name}.{element.column.name}" for element in constraint.elements],
            ondelete=constraint.ondelete,
        )
        for constraint in table.foreign_key_constraints
    ]
    Table(table.name, described, *columns, *unique, *foreign)


def _copy(source: Connection, target: Connection, table: Table, there: list[str]) -> int:
    columns = [name for name in there if name in table.c]
    rows = source.execute(select(*(table.c[name] for name in columns)))
    for part in rows.partitions(AT_ONCE):
        target.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in part])
    count = select(func.count()).select_from(table)
    before, after = (int(connection.execute(count).scalar_one()) for connection in (source, target))
    if before != after:
        raise NotSame(f"the table {table.name} has {before} rows, but its copy has {after}")
    return after


def _go_on_counting(target: Connection, table: Table) -> None:
    """The next row's number comes after those that were copied; SQLite does this by itself."""
    if target.dialect.name != "postgresql":
        return
    named = target.dialect.identifier_preparer.format_table(table)
    for column in table.primary_key.columns:
        if not isinstance(column.type, Integer):
            continue
        asked = text("SELECT pg_get_serial_sequence(:table, :column)")
        sequence = target.execute(asked, {"table": named, "column": column.name}).scalar()
        last = target.execute(select(func.max(column))).scalar()
        if sequence is not None and last is not None:
            target.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
