"""Writes the rows of JupyterHub's database that follow the roster, separately from the hub's own session."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, text, update

from ..access.staff_roles import PREFIX, StaffRole
from .differences import Found, Kind
from .tables import GRANTED, GROUPS, JOINED, ROLES, USERS

LONGEST_WAIT = 500
"""Milliseconds. After a second, PostgreSQL would abort one of two transactions in a deadlock, and that could be the
hub's."""


@dataclass(slots=True)
class Touched:
    """The ids of the rows that were written: what the hub's own session remembers about them is out of date."""

    people: set[int] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    roles: set[int] = field(default_factory=set)
    gone_groups: set[int] = field(default_factory=set)
    gone_roles: set[int] = field(default_factory=set)
    added: int = 0
    """The number of new people."""


def write(engine: Any, kind: Kind, rows: Sequence[Any], found: Found) -> Touched:
    """Writes rows of one kind in one transaction and updates ``found``."""
    touched = Touched()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # The hub's own session never waits longer than this; this one tries again in a second.
            connection.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}ms'"))
        _WRITERS[kind](connection, rows, found, touched)
    return touched


def _set_admin(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    numbers = [{"number": found.people[name][0], "is_admin": admin} for name, admin in rows]
    connection.execute(
        update(USERS).where(USERS.c.id == bindparam("number")).values(admin=bindparam("is_admin")), numbers
    )
    touched.people.update(row["number"] for row in numbers)


def _leave(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    pairs = _pairs(rows, found, found.groups, touched.people, touched.groups)
    connection.execute(
        delete(JOINED).where(JOINED.c.user_id == bindparam("one"), JOINED.c.group_id == bindparam("other")), pairs
    )


def _strip(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    pairs = _pairs(rows, found, found.roles, touched.people, touched.roles)
    connection.execute(
        delete(GRANTED).where(GRANTED.c.user_id == bindparam("one"), GRANTED.c.role_id == bindparam("other")), pairs
    )


def _join(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    pairs = _pairs(rows, found, found.groups, touched.people, touched.groups)
    connection.execute(insert(JOINED), [{"user_id": pair["one"], "group_id": pair["other"]} for pair in pairs])


def _grant(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    pairs = _pairs(rows, found, found.roles, touched.people, touched.roles)
    # As JupyterHub writes it: default roles are not managed, roles from the authenticator are.
    granted = [
        {"user_id": pair["one"], "role_id": pair["other"], "managed_by_auth": role.startswith(PREFIX)}
        for pair, (_, role) in zip(pairs, rows, strict=True)
    ]
    connection.execute(insert(GRANTED), granted)


def _add_roles(connection: Any, rows: Sequence[StaffRole], found: Found, touched: Touched) -> None:
    connection.execute(insert(ROLES), [_values(role) for role in rows])
    columns, names = (ROLES.c.id, ROLES.c.name), [role.name for role in rows]
    numbers = {name: number for number, name in connection.execute(select(*columns).where(ROLES.c.name.in_(names)))}
    found.roles.update({role.name: (numbers[role.name], role) for role in rows})


def _change_roles(connection: Any, rows: Sequence[StaffRole], found: Found, touched: Touched) -> None:
    for role in rows:
        number = found.roles[role.name][0]
        connection.execute(update(ROLES).where(ROLES.c.id == number).values(**_values(role)))
        touched.roles.add(number)


def _add_groups(connection: Any, rows: Sequence[str], found: Found, touched: Touched) -> None:
    connection.execute(insert(GROUPS), [{"name": name, "properties": "{}"} for name in rows])
    query = select(GROUPS.c.name, GROUPS.c.id).where(GROUPS.c.name.in_(rows))
    found.groups.update({name: (number, False) for name, number in connection.execute(query)})


def _add_people(connection: Any, rows: Sequence[Any], found: Found, touched: Touched) -> None:
    # The columns' own defaults give each row its date and its cookie's secret.
    connection.execute(insert(USERS), [{"name": name, "admin": admin} for name, admin in rows])
    query = select(USERS.c.name, USERS.c.id, USERS.c.admin).where(USERS.c.name.in_([name for name, _ in rows]))
    found.people.update({name: (number, admin) for name, number, admin in connection.execute(query)})
    touched.added = len(rows)


def _remove_roles(connection: Any, rows: Sequence[str], found: Found, touched: Touched) -> None:
    touched.gone_roles.update(found.roles[name][0] for name in rows)
    connection.execute(delete(ROLES).where(ROLES.c.id.in_(touched.gone_roles)))


def _remove_groups(connection: Any, rows: Sequence[str], found: Found, touched: Touched) -> None:
    touched.gone_groups.update(found.groups[name][0] for name in rows)
    connection.execute(delete(GROUPS).where(GROUPS.c.id.in_(touched.gone_groups)))


def _values(role: StaffRole) -> dict[str, Any]:
    return {**role.as_model(), "scopes": json.dumps(role.scopes), "managed_by_auth": True}


def _pairs(
    rows: Sequence[Any], found: Found, others: dict[str, Any], people: set[int], touched: set[int]
) -> list[dict[str, int]]:
    pairs = [{"one": found.people[name][0], "other": others[other][0]} for name, other in rows]
    people.update(pair["one"] for pair in pairs)
    touched.update(pair["other"] for pair in pairs)
    return pairs


_WRITERS = {
    "set admin": _set_admin,
    "leave": _leave,
    "strip": _strip,
    "add roles": _add_roles,
    "change roles": _change_roles,
    "add groups": _add_groups,
    "add people": _add_people,
    "join": _join,
    "grant": _grant,
    "remove roles": _remove_roles,
    "remove groups": _remove_groups,
}
