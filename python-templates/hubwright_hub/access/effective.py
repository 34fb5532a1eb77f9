"""Who can really read and write what: in their own server, and through the servers of others that they can open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ..hub_json import Staff
from ..roster.group_map import GroupMap, Person
from .mounts import Mount, mounts_for
from .policy import STRENGTH, VolumePolicy
from .wanted import open_by_group

Way = Literal["mount", "server", "password"]
"""How somebody gets to a volume: it is mounted in their own server; they open the server of someone else, as staff or
as an admin; or they sign in as someone else, whose password an admin can look up."""


@dataclass(frozen=True, slots=True)
class AccessRules:
    """What decides access on one day, besides the roster."""

    hub: str
    volumes: tuple[VolumePolicy, ...]
    staff: Staff
    admins_may_open: bool
    """Whether admins may open other people's servers."""
    derives_passwords: bool
    """Whether people sign in with passwords that the hub derives: admins can look them up, whatever they may open."""
    closed: Collection[str]
    """The keys of the drop-boxes that have closed and that the hub has copied."""
    today: date


@dataclass(frozen=True, slots=True)
class ReachedVolume:
    """A volume that somebody can really use, and how."""

    mount: Mount
    """The volume as it is mounted in that server."""
    way: Way
    server: str
    """Whose server it is: their own name if ``way`` is ``mount``."""
    because: str
    """Why, in words: ``staff of team-1, in the server of ann (their own)``."""


def effective_access(rules: AccessRules, roster: GroupMap) -> Iterator[tuple[Person, list[ReachedVolume]]]:
    """Everybody on the roster, in its order, each with every volume that they reach once: with the strongest access and
    the most direct way to it, sorted by volume.

    People whose access has ended reach nothing, and nobody can open their servers; staff still have what they handed
    in. The directory of the roster, which is mounted in the servers of admins, is no volume and not counted.
    """
    opened = open_by_group(rules.staff, rules.volumes, roster)

    @cache  # A server is asked for by everybody who can open it.
    def mounts_of(owner: str) -> tuple[Mount, ...]:
        return mounts_for(rules.hub, rules.volumes, roster, owner, closed=rules.closed).mounts

    for name, person in roster.people.items():
        best: dict[str, ReachedVolume] = {}
        for server in _servers_of(rules, roster, opened, name):
            for mount in mounts_of(server.owner):
                known = best.get(mount.volume)
                # Servers come from the most direct one on, so an equal one is no better.
                if known is None or STRENGTH[mount.access] > STRENGTH[known.mount.access]:
                    best[mount.volume] = server.gives(mount)
        yield person, [best[volume] for volume in sorted(best)]


@dataclass(frozen=True, slots=True)
class _Server:
    """A server that somebody can use."""

    owner: str
    way: Way
    right: str
    """What allows it: ``staff of team-1``, ``hub admin``; empty for their own."""

    def gives(self, mount: Mount) -> ReachedVolume:
        match self.way:
            case "mount":
                because = mount.because
            case "server":
                because = f"{self.right}, in the server of {self.owner} ({mount.because})"
            case "password":
                because = f"{self.right}, signed in as {self.owner} ({mount.because})"
        return ReachedVolume(mount, self.way, self.owner, because)


def _servers_of(rules: AccessRules, roster: GroupMap, opened: dict[str, list[str]], name: str) -> Iterator[_Server]:
    """The servers that a person can use, their own first; none of anyone's whose access has ended."""
    person = roster.people[name]
    if person.has_ended(rules.today):
        return
    yield _Server(name, "mount", "")
    for server in _others(rules, roster, opened, person):
        if server.owner != name and not roster.people[server.owner].has_ended(rules.today):
            yield server


def _others(rules: AccessRules, roster: GroupMap, opened: dict[str, list[str]], person: Person) -> Iterator[_Server]:
    """Staff come before admins, because their right is the narrower one."""
    for group, standing in person.groups.items():
        if standing == "staff":
            yield from (_Server(owner, "server", f"staff of {group}") for owner in opened[group])
    if person.admin and (rules.admins_may_open or rules.derives_passwords):
        way: Way = "server" if rules.admins_may_open else "password"
        yield from (_Server(owner, way, "hub admin") for owner in roster.people)
