"""Which drop-boxes must be copied at a given moment: decisions without Docker."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from ..access.claims import box_owners, path
from ..access.policy import VolumePolicy
from ..hub_json import Hub
from ..roster.group_map import GroupMap

BEFORE = 30
"""How long before the closing moment the first pass is made, in seconds."""
LATE = 15
"""How long after it a copy says that it is late, in seconds."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over all boxes of a policy."""

    policy: VolumePolicy
    closes: str
    moment: datetime
    kind: Literal["first", "final"]

    @property
    def key(self) -> tuple[str, str]:
        return self.policy.key, self.closes


@dataclass(frozen=True, slots=True)
class GroupOfBoxes:
    """What one copy contains: members, each with the volume of their box and its path in the copy."""

    group: str
    boxes: tuple[tuple[str, str, str], ...]


def due(hub: Hub, copied: Collection[tuple[str, str]], now: datetime) -> list[Pass]:
    """The passes that are due at a given moment, the final ones first."""
    zone = ZoneInfo(hub.timezone)
    passes = []
    for policy in hub.volumes:
        if policy.closes is None or (policy.key, policy.closes) in copied:
            continue
        moment = datetime.fromisoformat(policy.closes).replace(tzinfo=zone)
        left = moment.timestamp() - now.timestamp()
        if left <= BEFORE:
            passes.append(Pass(policy, policy.closes, moment, "final" if left <= 0 else "first"))
    return sorted(passes, key=lambda found: found.kind != "final")


def groups_of(hub: str, policy: VolumePolicy, roster: GroupMap) -> list[GroupOfBoxes]:
    """Every group whose members have boxes from a policy, in alphabetical order."""
    everywhere = {group for person in roster.people.values() for group in person.groups}
    covered = everywhere if policy.groups is None else everywhere & set(policy.groups)
    found = (GroupOfBoxes(group, tuple(_boxes(hub, policy, group, box_owners(roster, group)))) for group in covered)
    return sorted((group for group in found if group.boxes), key=lambda group: group.group)


def _boxes(hub: str, policy: VolumePolicy, group: str, members: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    for member in members:
        place = path(policy.in_copy, group, member).lstrip("/")
        yield member, policy.volume(hub, group=group, person=member), place
