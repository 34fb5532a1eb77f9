"""Reads the rows of JupyterHub's database that follow the roster, separately from the hub's own session."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jupyterhub import orm
from sqlalchemy import exists, or_, select

from ..access.staff_roles import StaffRole
from .differences import Found
from .tables import GRANTED, GROUP_ROLES, GROUPS, JOINED, OURS, ROLES, SHARES, SPAWNERS, TOKENS, USERS

MOST_NAMES = 500


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
