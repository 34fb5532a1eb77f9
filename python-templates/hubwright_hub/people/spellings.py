"""People whom a hub knows by another spelling of their name than in the list.

Names are composed (NFC). In earlier versions, a person whose name was typed decomposed got a row, a home and a password
with that spelling. They keep all of it: inside the hub they keep that name, and nothing must be moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..roster.group_map import GroupMap, Person, Standing
from .fold_name import fold


@dataclass(frozen=True, slots=True)
class Spellings:
    """Built from every name that a hub knows; most hubs know no decomposed name."""

    as_known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By composed name, the spellings that the hub knows, if one of them is not composed."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Spellings:
        spelled: dict[str, set[str]] = {}
        for name in names:
            if not name.isascii():
                spelled.setdefault(fold(name), set()).add(name)
        # The composed spelling first: a person who has both signs in with each as before.
        return cls({name: _ordered(name, known) for name, known in spelled.items() if known != {name}})

    def name_of(self, typed: str) -> str:
        """The name by which the hub knows the person who types this name: as typed, if it is known, otherwise the known
        spelling."""
        folded = fold(typed)
        known = self.as_known.get(folded)
        if known is None:
            return folded
        lowered = typed.lower()
        return lowered if lowered in known else known[0]

    def spelled(self, roster: GroupMap) -> GroupMap:
        """A roster of composed names, with everybody under the names that the hub knows; both if it knows both."""
        if not any(name in roster.people for name in self.as_known):
            return roster
        people = {
            name: person if name == person.name else replace(person, name=name)
            for person in roster.people.values()
            for name in self.as_known.get(person.name, (person.name,))
        }
        return GroupMap(people, roster.diagnostics)


def composed(roster: GroupMap) -> GroupMap:
    """A remembered roster under composed names, as in the list; two entries of one person are combined."""
    if all(fold(name) == name for name in roster.people):
        return roster
    people: dict[str, Person] = {}
    for known, person in roster.people.items():
        name = fold(known)
        other = people.get(name)
        people[name] = replace(person, name=name) if other is None else _together(other, person)
    return GroupMap(people, roster.diagnostics)


def _together(one: Person, other: Person) -> Person:
    """Like two lines of one person: all groups, the stronger standing, the earlier end, the higher password."""
    staff = {group for person in (one, other) for group, standing in person.groups.items() if standing == "staff"}
    both = {**one.groups, **other.groups}
    groups: dict[str, Standing] = {group: "staff" if group in staff else standing for group, standing in both.items()}
    ends = [person.until for person in (one, other) if person.until is not None]
    return replace(
        one,
        admin=one.admin or other.admin,
        groups=dict(sorted(groups.items())),
        until=min(ends, default=None),
        pw=max(one.pw, other.pw),
    )


def _ordered(name: str, known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(known, key=lambda spelling: (spelling != name, spelling)))
