"""Which of the hub's volumes a server can reach, to compare two moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from ..live import LiveHub
from ..roster.group_map import ADMIN_GROUP, Person
from .claims import path
from .mounts import Mount
from .mounts_now import mounts_now
from .policy import STRENGTH, Access

Right = tuple[str, str | None, Literal["own", "collected"]]
"""The policy's key, the group, and whether it is the person's own or what they collect from others."""
Rights = Mapping[Right, Access]


def rights_of(mounts: Iterable[Mount], person: str) -> dict[Right, Access]:
    """The strongest access of each kind. All boxes that a person collects from one group count as one right."""
    rights: dict[Right, Access] = {}
    for mount in mounts:
        right = _right(mount, person)
        # Closing boxes takes nothing away from a running server: their copy counts as the most one can have.
        access: Access = mount.access if mount.copy_of is None else "rw"
        if STRENGTH[access] > STRENGTH[rights.get(right, "none")]:
            rights[right] = access
    return rights


def lost(before: Rights, now: Rights) -> list[Right]:
    """What is gone or weaker than before."""
    return [right for right, access in before.items() if STRENGTH[now.get(right, "none")] < STRENGTH[access]]


def gained(before: Rights, now: Rights) -> list[Right]:
    """What is new or stronger than before."""
    return lost(now, before)


def lost_by(live: LiveHub, name: str, before: Rights) -> list[Right]:
    """What a person's server started with but its owner no longer has."""
    person = live.roster.now().person(name)
    missing = lost(before, rights_of(mounts_now(live, name).mounts, name))
    # Boxes disappear with the members who leave, which takes nothing away from the staff.
    return [right for right in missing if not _still_collects(live, person, right, before[right])]


def gained_by(live: LiveHub, spawner: Any) -> tuple[str, ...]:
    """The folders that a person's running server lacks but would have after a restart, as sorted paths."""
    before = spawner.rights_of_start
    if before is None:
        return ()
    name = spawner.user.name
    mounts = mounts_now(live, name).mounts
    new = set(gained(before, rights_of(mounts, name)))
    return tuple(sorted({_folder(live, mount, name) for mount in mounts if _right(mount, name) in new}))


def as_json(rights: Rights) -> list[list[str | None]]:
    """The rights in a form that JupyterHub's database can store."""
    return [[*right, access] for right, access in rights.items()]


def from_json(kept: Any) -> dict[Right, Access] | None:
    """None if an older version stored none."""
    return None if kept is None else {(key, group, whose): access for key, group, whose, access in kept}


def _right(mount: Mount, person: str) -> Right:
    collected = mount.per == "drop-box" and mount.owner != person
    return mount.key, mount.group, "collected" if collected else "own"


def _still_collects(live: LiveHub, person: Person | None, right: Right, access: Access) -> bool:
    key, group, whose = right
    policy = next((policy for policy in live.hub.volumes if policy.key == key and policy.per == "drop-box"), None)
    if whose != "collected" or policy is None or person is None or group is None:
        return False
    if group != ADMIN_GROUP and group not in person.groups:
        return False
    by_staff: Access = policy.access.staff if person.groups.get(group) == "staff" else "none"
    by_admin: Access = policy.access.admin if person.admin else "none"
    return max(STRENGTH[by_staff], STRENGTH[by_admin]) >= STRENGTH[access]


def _folder(live: LiveHub, mount: Mount, name: str) -> str:
    if _right(mount, name)[2] == "own":
        return mount.at
    policy = next(policy for policy in live.hub.volumes if policy.key == mount.key)
    return path(policy.copy_at, mount.group, name)
