"""Who is in the hub: people, their groups, and their standing in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ..people.fold_name import fold as fold
from .diagnostic import Diagnostic

Standing = Literal["member", "staff"]

# The only group that does not come from the roster's words: all hub admins.
ADMIN_GROUP = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """What the roster says about one person, with all of their lines combined."""

    name: str
    admin: bool
    groups: Mapping[str, Standing]
    until: date | None = None
    """The last day of their access, in the hub's time zone."""
    pw: int = 1
    lines: tuple[int, ...] = ()
    repeated: frozenset[str] = frozenset()
    """The groups that one of their lines has twice, as when two lines were joined."""

    def has_ended(self, today: date) -> bool:
        """Whether the last day of their access is over."""
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class GroupMap:
    """A roster that was read: every correct line, and what was wrong with the others."""

    people: Mapping[str, Person]
    diagnostics: tuple[Diagnostic, ...] = ()

    def person(self, name: str) -> Person | None:
        # First as the hub knows them: the spelling may differ from the list's.
        return self.people.get(name) or self.people.get(fold(name))

    @cached_property
    def has_errors(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Every group that has people, by code point; ``admin`` is not one of them."""
        return tuple(sorted(self._members))

    def standing_in(self, group: str) -> Mapping[str, Standing]:
        """The people of a group by name; of ``admin``, the hub admins, each a member."""
        return self._members.get(group, {})

    def has_staff(self, group: str) -> bool:
        return group in self._staffed

    @cached_property
    def admins(self) -> tuple[str, ...]:
        return tuple(sorted(person.name for person in self.people.values() if person.admin))

    @cached_property
    def _members(self) -> Mapping[str, Mapping[str, Standing]]:
        members: dict[str, dict[str, Standing]] = {}
        for name in sorted(self.people):
            for group, standing in self.people[name].groups.items():
                members.setdefault(group, {})[name] = standing
        return members

    @cached_property
    def _staffed(self) -> frozenset[str]:
        return frozenset(group for group, people in self._members.items() if "staff" in people.values())
