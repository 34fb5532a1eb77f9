"""The differences between JupyterHub's database and the roster, as rows to write."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from ..access.staff_roles import PREFIX, StaffRole, role_of
from ..access.wanted import Wanted

MOST_AT_ONCE = 500
"""Rows per transaction: the hub's own writes wait until it ends."""

Kind = Literal[
    "set admin", "leave", "strip", "add roles", "change roles", "add groups", "add people", "join", "grant",
    "remove roles", "remove groups",
]  # fmt: skip
"""In the order in which they are written: removals first, and nothing before what it refers to."""


@dataclass(slots=True)
class Found:
    """The part of JupyterHub's database that follows the roster, by name."""

    people: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """The id, and whether they are an admin."""
    last_active: dict[str, datetime | None] = field(default_factory=dict)
    """When each person was last active, in UTC without a time zone."""
    groups: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """The id, and whether the group has properties, roles or shares of its own."""
    roles: dict[str, tuple[int, StaffRole]] = field(default_factory=dict)
    """``user``, ``admin`` and the staff roles."""
    joined: set[tuple[str, str]] = field(default_factory=set)
    """Person and group."""
    granted: set[tuple[str, str]] = field(default_factory=set)
    """Person and role, of these roles."""


@dataclass(slots=True)
class Changes:
    """Rows to write, by kind: names, pairs of names, or roles."""

    rows: dict[Kind, list[Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.rows.values())

    def batches(self) -> Iterator[tuple[Kind, Sequence[Any]]]:
        """In order, each small enough for one transaction."""
        for kind, rows in self.rows.items():
            for start in range(0, len(rows), MOST_AT_ONCE):
                yield kind, rows[start : start + MOST_AT_ONCE]


def differences(wanted: Mapping[str, Wanted], no_admins: Collection[str], found: Found) -> Changes:
    """What turns ``found`` into what is wanted; nobody is deleted.

    People with a row who are not wanted keep it, without groups and staff roles. ``no_admins`` has those of them who
    must not be admins, whatever the admin page says; for the others it is left as it is.
    """
    rows: dict[Kind, list[Any]] = {}
    admin = {name: wanted[name].admin if name in wanted else False for name in (*wanted, *no_admins)}
    joined = {(name, group) for name, person in wanted.items() for group in person.groups}
    granted = {(name, role) for name, person in wanted.items() for role in _roles_of(person)}
    groups = {group for _, group in joined}
    names = {role for _, role in granted}
    roles = {role.name: role for role in map(role_of, sorted(groups)) if role.name in names}

    rows["set admin"] = [
        (name, admin[name]) for name, (_, is_admin) in found.people.items() if admin.get(name, is_admin) != is_admin
    ]
    rows["leave"] = sorted(found.joined - joined)
    rows["strip"] = sorted(pair for pair in found.granted - granted if _is_ours(pair, admin))
    rows["add roles"] = [role for name, role in roles.items() if name not in found.roles]
    rows["change roles"] = [
        role for name, role in roles.items() if name in found.roles and found.roles[name][1] != role
    ]
    rows["add groups"] = sorted(groups - found.groups.keys())
    rows["add people"] = [(name, person.admin) for name, person in wanted.items() if name not in found.people]
    rows["join"] = sorted(joined - found.joined)
    rows["grant"] = sorted(granted - found.granted)
    rows["remove roles"] = [name for name in found.roles if name.startswith(PREFIX) and name not in roles]
    rows["remove groups"] = [
        name for name, (_, was_given) in found.groups.items() if name not in groups and not was_given
    ]
    return Changes(rows)


def _roles_of(person: Wanted) -> tuple[str, ...]:
    return ("user", "admin", *person.roles) if person.admin else ("user", *person.roles)


def _is_ours(pair: tuple[str, str], admin: Mapping[str, bool]) -> bool:
    name, role = pair
    return role.startswith(PREFIX) or (role == "admin" and name in admin)
