"""Reads and writes the part of JupyterHub's database that follows the roster, separately from the hub's own session."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jupyterhub import orm
from sqlalchemy import (
    Boolean,
    Integer,
    Text,
    Unicode,
    bindparam,
    column,
    delete,
    exists,
    insert,
    or_,
    select,
    table,
    text,
    update,
)

from .access.staff_roles import PREFIX, StaffRole
from .reconcile.differences import Found, Kind

USERS = orm.User.__table__
# With plain text for JSON: JupyterHub's own types make SQLAlchemy warn, into the hub's log, outside of its session.
GROUPS = table("groups", column("id", Integer), column("name", Unicode), column("properties", Text))
ROLES = table(
    "roles",
    *(column("id", Integer), column("name", Unicode), column("description", Unicode)),
    *(column("scopes", Text), column("managed_by_auth", Boolean)),
)
JOINED = orm.Base.metadata.tables["user_group_map"]
GRANTED = orm.Base.metadata.tables["user_role_map"]
GROUP_ROLES = orm.Base.metadata.tables["group_role_map"]
SHARES, TOKENS, SPAWNERS = orm.Share.__table__, orm.APIToken.__table__, orm.Spawner.__table__
OURS = or_(ROLES.c.name.in_(("user", "admin")), ROLES.c.name.startswith(PREFIX, autoescape=True))
MOST_NAMES = 500
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


@dataclass(frozen=True, slots=True)
class TokenInside:
    """A person has a token of another person's server."""

    holder: str
    owner: str
    server: str


def read(engine: Any) -> Found:
    with engine.connect() as connection:
        users = connection.execute(select(USERS.c.id, USERS.c.name, USERS.c.admin, USERS.c.last_activity)).all()
        given = or_(
            exists().where(GROUP_ROLES.c.group_id == GROUPS.c.id), exists().where(SHARES.c.group_id == GROUPS.c.id)
        )
        groups = connection.execute(select(GROUPS.c.id, GROUPS.c.name, GROUPS.c.properties, given)).all()
        columns = (ROLES.c.id, ROLES.c.name, ROLES.c.description, ROLES.c.scopes)
        roles = connection.execute(select(*columns).where(OURS)).all()
        joined = connection.execute(select(JOINED.c.user_id, JOINED.c.group_id)).all()
        granted = connection.execute(select(GRANTED.c.user_id, GRANTED.c.role_id)).all()
    name_of, group_of = {row[0]: row[1] for row in users}, {row[0]: row[1] for row in groups}
    role_of = {row[0]: row[1] for row in roles}
    return Found(
        people={name: (number, bool(admin)) for number, name, admin, _ in users},
        last_active={name: moment for _, name, _, moment in users},
        groups={
            name: (number, bool(given) or bool(json.loads(properties or "{}")))
            for number, name, properties, given in groups
        },
        roles={
            name: (number, StaffRole(name, description, tuple(json.loads(scopes or "[]"))))
            for number, name, description, scopes in roles
        },
        joined={(name_of[user], group_of[group]) for user, group in joined if user in name_of and group in group_of},
        granted={(name_of[user], role_of[role]) for user, role in granted if user in name_of and role in role_of},
    )


def tokens_inside(engine: Any) -> list[TokenInside]:
    """Who can open another person's server because a page of it let them in once."""
    holder, owner = USERS.alias("holder"), USERS.alias("owner")
    query = (
        select(holder.c.name, owner.c.name, SPAWNERS.c.name)
        .join_from(TOKENS, SPAWNERS, TOKENS.c.client_id == SPAWNERS.c.oauth_client_id)
        .join(holder, holder.c.id == TOKENS.c.user_id)
        .join(owner, owner.c.id == SPAWNERS.c.user_id)
        .where(TOKENS.c.user_id != SPAWNERS.c.user_id)
        .where(or_(TOKENS.c.expires_at.is_(None), TOKENS.c.expires_at > orm.utcnow()))
        .distinct()
    )
    with engine.connect() as connection:
        return [TokenInside(*row) for row in connection.execute(query)]


def still_there(engine: Any, names: Iterable[str]) -> set[str]:
    """Those names that have a row."""
    wanted = list(names)
    found: set[str] = set()
    if wanted:
        with engine.connect() as connection:
            for start in range(0, len(wanted), MOST_NAMES):
                part = wanted[start : start + MOST_NAMES]
                found.update(connection.execute(select(USERS.c.name).where(USERS.c.name.in_(part))).scalars())
    return found


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
