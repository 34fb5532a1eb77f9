"""Whose servers the staff of a group may open: opening a server gives access to every folder that is mounted in it."""

from collections.abc import Iterable

from ..hub_json import Staff
from ..roster.group_map import Person
from .claims import covered
from .policy import VolumePolicy


def open_to_staff(staff: Staff, volumes: Iterable[VolumePolicy], person: Person, group: str) -> bool:
    """Whether the staff of a group may open the servers of a person whom they look after."""
    if staff.open == "members":
        return True
    if "staff" in person.groups.values():
        return False
    return not any(_is_of_another(policy, person, group) for policy in volumes)


def _is_of_another(policy: VolumePolicy, person: Person, group: str) -> bool:
    """Whether a person who is only a member in their groups, and not an admin, has a volume of this policy from another
    group."""
    if policy.access.member == "none":
        return False
    groups = covered(policy, person)
    if policy.per in ("group", "drop-box"):
        return any(other != group for other in groups)
    return policy.groups is not None and bool(groups) and group not in groups
