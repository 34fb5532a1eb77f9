"""What JupyterHub's database should contain about a person: admin, groups and roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..hub_json import Staff
from ..live import LiveHub
from ..roster.group_map import GroupMap, Person
from .open_to_staff import open_to_staff
from .policy import VolumePolicy
from .staff_roles import group_of_open, members_of, open_of, staff_role


@dataclass(frozen=True, slots=True)
class Wanted:
    admin: bool
    groups: tuple[str, ...]
    """By code point; where ``G`` has staff, ``G:member`` for members of ``G`` who are no hub admins, and ``G:open`` for
    those of them whose servers the staff may open."""
    roles: tuple[str, ...]
    """The staff roles; ``user`` and ``admin`` follow from having a row and from ``admin``."""


def wanted_for(staff: Staff, volumes: tuple[VolumePolicy, ...], roster: GroupMap, person: Person) -> Wanted:
    groups: list[str] = []
    roles: list[str] = []
    for group, standing in person.groups.items():
        groups.append(group)
        if standing == "staff":
            roles.append(staff_role(group))
        elif not person.admin and roster.has_staff(group):
            groups.append(members_of(group))
            if open_to_staff(staff, volumes, person, group):
                groups.append(open_of(group))
    return Wanted(person.admin, tuple(sorted(groups)), tuple(sorted(roles)))


def wanted_all(live: LiveHub) -> dict[str, Wanted]:
    """By name, for everybody on the roster who has access today."""
    roster, today = live.roster.now(), live.clock.today()
    return {
        name: person for name, person in wanted_of(live, roster).items() if not roster.people[name].has_ended(today)
    }


def wanted_of(live: LiveHub, roster: GroupMap) -> dict[str, Wanted]:
    """By name, for everybody on a roster, whether their access has ended or not."""
    hub = live.hub
    return {name: wanted_for(hub.staff, hub.volumes, roster, person) for name, person in roster.people.items()}


def may_open(wanted: Mapping[str, Wanted], holder: str, owner: str, *, admins_may: bool) -> bool:
    """Whether the roster allows one person to open another's servers: as staff of one of their groups, or as an
    admin."""
    found, theirs = wanted.get(holder), wanted.get(owner)
    if found is None:
        return False
    if found.admin and admins_may:
        return True
    return any(role in found.roles for role in _roles_that_open(theirs))


def openers(wanted: Mapping[str, Wanted], *, admins_may: bool) -> Callable[[str], set[str]]:
    """The same for many servers: everybody except the owner who may open them."""
    admins = {name for name, person in wanted.items() if person.admin and admins_may}
    staff: dict[str, set[str]] = {}
    for name, person in wanted.items():
        for role in person.roles:
            staff.setdefault(role, set()).add(name)

    def of(owner: str) -> set[str]:
        by_role = (staff.get(role, set()) for role in _roles_that_open(wanted.get(owner)))
        return admins.union(*by_role) - {owner}

    return of


def _roles_that_open(owner: Wanted | None) -> list[str]:
    groups = () if owner is None else owner.groups
    return [staff_role(group) for group in map(group_of_open, groups) if group is not None]


def open_by_group(staff: Staff, volumes: tuple[VolumePolicy, ...], roster: GroupMap) -> dict[str, list[str]]:
    """By group with staff, whose servers they may open; from the whole roster, whether access has ended or not."""
    found: dict[str, list[str]] = {group: [] for group in roster.groups if roster.has_staff(group)}
    for name, person in roster.people.items():
        for group in wanted_for(staff, volumes, roster, person).groups:
            opened = group_of_open(group)
            if opened is not None:
                found[opened].append(name)
    return found
