"""Who sees which volume where, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ..roster.group_map import GroupMap, Person
from .claims import Claim, claims_of
from .policy import STRENGTH, Per, VolumePolicy


@dataclass(frozen=True, slots=True)
class Mount:
    """One volume at one path of one person's server."""

    volume: str
    """A Docker volume or, where it is a path, a directory that the hub itself mounts there."""
    at: str
    access: Literal["rw", "ro"]
    because: str
    key: str
    per: Per
    group: str | None
    owner: str | None
    nocopy: bool
    """Set on all but a person's own volumes: a group's folder must not get the owner of a directory in the image."""
    chosen_by_name: bool

    @property
    def is_directory(self) -> bool:
        return self.volume.startswith("/")

    copy_of: str | None = None
    """The moment at which boxes closed, if this is the copy of them."""


@dataclass(frozen=True, slots=True)
class LostMount:
    """A mount that is lost because another volume is at its path."""

    volume: str
    at: str
    group: str | None
    taken_by: str


@dataclass(frozen=True, slots=True)
class Mounts:
    mounts: tuple[Mount, ...]
    lost: tuple[LostMount, ...]


def mounts_for(
    hub: str,
    volumes: tuple[VolumePolicy, ...],
    roster: GroupMap,
    name: str,
    *,
    closed: Collection[str] = frozenset(),
) -> Mounts:
    """What a person mounts; a person who is not on the roster is in no group and not an admin.

    ``closed`` has the keys of the drop-boxes that have closed and that the hub has copied.
    """
    person = roster.person(name) or Person(name.lower(), admin=False, groups={})
    claims = [
        claim
        for rank, policy in enumerate(volumes)
        for claim in claims_of(hub, policy, rank, roster, person, closed=policy.key in closed)
        if claim.access != "none"
    ]
    # Paths are assigned in this order. sorted() is stable: within a group, a person's own box comes first.
    claims.sort(key=lambda claim: (claim.policy.per not in ("person", "hub"), claim.rank, claim.group or ""))
    taken: dict[str, Claim] = {}
    lost: dict[tuple[str, str], LostMount] = {}
    for claim in claims:
        holder = taken.get(claim.at)
        if holder is None or (holder.volume == claim.volume and _stronger(claim, holder)):
            taken[claim.at] = claim
        elif holder.volume != claim.volume and (claim.at, claim.volume) not in lost:
            lost[claim.at, claim.volume] = LostMount(claim.volume, claim.at, claim.group, holder.volume)
    mounts = tuple(_mount(taken[at]) for at in sorted(taken))
    return Mounts(mounts, tuple(lost[place] for place in sorted(lost)))


def _stronger(claim: Claim, holder: Claim) -> bool:
    if STRENGTH[claim.access] != STRENGTH[holder.access]:
        return STRENGTH[claim.access] > STRENGTH[holder.access]
    return (claim.group or "") < (holder.group or "")


def _mount(claim: Claim) -> Mount:
    return Mount(
        volume=claim.volume,
        at=claim.at,
        access="ro" if claim.access == "ro" else "rw",
        because=claim.because,
        key=claim.policy.key,
        per=claim.policy.per,
        group=claim.group,
        owner=claim.owner,
        nocopy=claim.policy.per != "person",
        chosen_by_name=claim.policy.chosen_by_name and claim.copy_of is None,
        copy_of=claim.copy_of,
    )
