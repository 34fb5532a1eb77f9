"""Which of the hub's volumes a server can reach, to compare two moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from ..live import LiveHub
from ..roster.group_map import Person
from .claims import collected_groups, path
from .mounts import Mount
from .mounts_now import mounts_now
from .policy import STRENGTH, Access, VolumePolicy

Right = tuple[str, str | None, Literal["own", "collected", "copy"]]
"""The policy's key, the group, and whether it is the person's own, what they collect from others, or the copy of closed
boxes."""
Rights = Mapping[Right, Access]


def rights_of(mounts: Iterable[Mount], person: str) -> dict[Right, Access]:
    """The strongest access of each kind. All boxes that a person collects from one group count as one right."""
    rights: dict[Right, Access] = {}
    for mount in mounts:
        right = _right(mount, person)
        if STRENGTH[mount.access] > STRENGTH[rights.get(right, "none")]:
            rights[right] = mount.access
    return rights


def rights_left(
    mounts: Iterable[Mount], volumes: Iterable[VolumePolicy], person: Person | None, name: str
) -> dict[Right, Access]:
    """What a running server may have: what its owner would mount now, and what they collect even if it is not there.

    Boxes disappear with the members who leave, which takes nothing away from the staff. Neither does closing the boxes
    or opening them again: the copy counts as the most one can have, and who collects boxes may have their copy.
    """
    rights = rights_of(mounts, name)
    if person is None:
        return rights
    for policy in volumes:
        for group, access in collected_groups(policy, person).items():
            is_closed = (policy.key, group, "copy") in rights
            rights[policy.key, group, "collected"] = "rw" if is_closed else access
            rights[policy.key, group, "copy"] = "ro"
    return rights


def lost(before: Rights, now: Rights) -> list[Right]:
    """What is gone or weaker than before."""
    return [right for right, access in before.items() if STRENGTH[now.get(right, "none")] < STRENGTH[access]]


def gained(before: Rights, now: Rights) -> list[Right]:
    """What is new or stronger than before."""
    return lost(now, before)


def lost_by(live: LiveHub, name: str, before: Rights) -> list[Right]:
    """What a person's server started with but its owner no longer has."""
    left = rights_left(mounts_now(live, name).mounts, live.hub.volumes, live.roster.now().person(name), name)
    return lost(before, left)


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
    if mount.copy_of is not None:
        return mount.key, mount.group, "copy"
    collected = mount.per == "drop-box" and mount.owner != person
    return mount.key, mount.group, "collected" if collected else "own"


def _folder(live: LiveHub, mount: Mount, name: str) -> str:
    if _right(mount, name)[2] == "own":
        return mount.at
    policy = next(policy for policy in live.hub.volumes if policy.key == mount.key)
    return path(policy.copy_at, mount.group, name)
