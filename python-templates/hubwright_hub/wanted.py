"""What JupyterHub's database should hold of a person: admin, groups and roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .group_map import GroupMap, Person
from .staff_roles import group_of_members, members_of, staff_role

if TYPE_CHECKING:
    from .live import LiveHub


@dataclass(frozen=True, slots=True)
class Wanted:
    admin: bool
    groups: tuple[str, ...]
    """By code point; ``G:member`` for members of ``G`` who are no hub admins, where ``G`` has staff."""
    roles: tuple[str, ...]
    """The staff roles; ``user`` and ``admin`` follow from being there and from ``admin``."""


def wanted_for(roster: GroupMap, person: Person) -> Wanted:
    groups: list[str] = []
    roles: list[str] = []
    for group, standing in person.groups.items():
        groups.append(group)
        if standing == "staff":
            roles.append(staff_role(group))
        elif not person.admin and roster.has_staff(group):
            groups.append(members_of(group))
    return Wanted(person.admin, tuple(sorted(groups)), tuple(sorted(roles)))


def wanted_all(live: LiveHub) -> dict[str, Wanted]:
    """By name, for everybody on the roster who may enter today."""
    roster, today = live.roster(), live.today()
    return {
        name: wanted_for(roster, person)
        for name, person in roster.people.items()
        if person.until is None or today <= person.until
    }


def may_look_after(wanted: Mapping[str, Wanted], holder: str, owner: str, *, admins_may: bool) -> bool:
    """Whether the roster lets one person access another's servers: as staff of a group of theirs, or as an admin."""
    found, theirs = wanted.get(holder), wanted.get(owner)
    if found is None:
        return False
    if found.admin and admins_may:
        return True
    looked_after = () if theirs is None else theirs.groups
    return any(staff_role(group) in found.roles for group in map(group_of_members, looked_after) if group is not None)
