"""Every right to a volume that one person has, before rights to the same volume or path are compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine import names
from ..roster.group_map import ADMIN_GROUP, GroupMap, Person, Standing
from .policy import STRENGTH, Access, VolumePolicy


@dataclass(frozen=True, slots=True)
class Claim:
    """One right to one volume at one path, with its reason."""

    policy: VolumePolicy
    rank: int
    """The position of the policy in the definition."""
    volume: str
    at: str
    access: Access
    because: str
    group: str | None = None
    owner: str | None = None
    """The person who owns the volume, if it belongs to one person."""
    copy_of: str | None = None
    """The moment at which boxes closed, if this is the copy of them."""


def claims_of(
    hub: str, policy: VolumePolicy, rank: int, roster: GroupMap, person: Person, *, closed: bool = False
) -> Iterator[Claim]:
    """A person's claims from one policy, with groups in alphabetical order.

    ``closed``: the policy's boxes have closed and the copy of them is complete.
    """
    if policy.per == "person":
        yield from _own(hub, policy, rank, person)
    elif policy.per == "hub":
        yield from _whole_hub(hub, policy, rank, person)
    elif policy.per == "group":
        for group in covered(policy, person):
            access, because = _by_group(policy, person, group)
            volume = policy.volume(hub, group=group)
            yield Claim(policy, rank, volume, path(policy.at, group, person.name), access, because, group)
    else:
        for group in covered(policy, person):
            yield from _boxes(hub, policy, rank, roster, person, group, closed=closed)


def path(template: str, group: str | None, person: str) -> str:
    """Where a mount appears: without double or trailing slashes, and with no part longer than file systems allow."""
    filled = template if group is None else template.replace("{group}", group)
    parts = [part for part in filled.replace("{person}", names.fitted(names.encode(person))).split("/") if part]
    return "/" + "/".join(parts)


def covered(policy: VolumePolicy, person: Person) -> list[str]:
    """The groups of a person that a policy applies to; the hub admins are a group if they are named."""
    if policy.groups is None:
        return sorted(person.groups)
    return sorted(group for group in set(policy.groups) if _standing(person, group) is not None)


def _standing(person: Person, group: str) -> Standing | None:
    if group == ADMIN_GROUP:
        return "member" if person.admin else None
    return person.groups.get(group)


def _strongest(first: tuple[Access, str], second: tuple[Access, str]) -> tuple[Access, str]:
    return second if STRENGTH[second[0]] > STRENGTH[first[0]] else first


def _own(hub: str, policy: VolumePolicy, rank: int, person: Person) -> Iterator[Claim]:
    if policy.groups is not None and not covered(policy, person):
        return
    reason = "their own"
    access, _ = _strongest((policy.access.member, reason), (policy.access.admin if person.admin else "none", reason))
    volume = policy.volume(hub, person=person.name)
    yield Claim(policy, rank, volume, path(policy.at, None, person.name), access, reason, owner=person.name)


def _whole_hub(hub: str, policy: VolumePolicy, rank: int, person: Person) -> Iterator[Claim]:
    if policy.groups is None:
        by_admin: Access = policy.access.admin if person.admin else "none"
        rights = [_strongest((policy.access.member, "everyone"), (by_admin, "hub admin"))]
    else:
        rights = [_by_group(policy, person, group) for group in covered(policy, person)]
    at, volume = path(policy.at, None, person.name), policy.volume(hub)
    if rights:
        # max() keeps the first of equal rights: the alphabetically first group is credited.
        access, because = max(rights, key=lambda right: STRENGTH[right[0]])
        yield Claim(policy, rank, volume, at, access, because)


def _by_group(policy: VolumePolicy, person: Person, group: str) -> tuple[Access, str]:
    if group == ADMIN_GROUP:
        return policy.access.admin, "hub admin"
    standing = _standing(person, group) or "member"
    by_admin: Access = policy.access.admin if person.admin else "none"
    return _strongest((policy.access.of(standing), f"{standing} of {group}"), (by_admin, f"admin, in {group}"))


def _boxes(
    hub: str, policy: VolumePolicy, rank: int, roster: GroupMap, person: Person, group: str, *, closed: bool
) -> Iterator[Claim]:
    standing = _standing(person, group)
    if standing == "member":
        own = policy.volume(hub, group=group, person=person.name)
        at = path(policy.at, group, person.name)
        yield Claim(policy, rank, own, at, policy.access.member, f"own box in {group}", group, person.name)
    access, because = _as_collector(policy, person, group)
    if access == "none" or policy.collect_at is None:
        return
    if closed and policy.closes is not None:
        volume = names.box_copy(hub, policy.key, group, policy.closes)
        because = f"copy of {policy.closes}, {because}"
        at = path(policy.copy_at, group, person.name)
        yield Claim(policy, rank, volume, at, "ro", because, group, copy_of=policy.closes)
        return
    for member in box_owners(roster, group):
        volume = policy.volume(hub, group=group, person=member)
        yield Claim(policy, rank, volume, path(policy.collect_at, group, member), access, because, group, member)


def _as_collector(policy: VolumePolicy, person: Person, group: str) -> tuple[Access, str]:
    by_staff: Access = policy.access.staff if _standing(person, group) == "staff" else "none"
    by_admin: Access = policy.access.admin if person.admin else "none"
    return _strongest((by_staff, f"staff of {group}"), (by_admin, f"admin, in {group}"))


def collected_groups(policy: VolumePolicy, person: Person) -> dict[str, Access]:
    """The groups whose boxes a person collects, and with which access, whether or not anyone has a box there now."""
    if policy.per != "drop-box" or policy.collect_at is None:
        return {}
    found = {group: _as_collector(policy, person, group)[0] for group in covered(policy, person)}
    return {group: access for group, access in found.items() if access != "none"}


def box_owners(roster: GroupMap, group: str) -> list[str]:
    """The members who have a box in a group."""
    if group == ADMIN_GROUP:
        return list(roster.admins)
    return [name for name, standing in roster.standing_in(group).items() if standing == "member"]
