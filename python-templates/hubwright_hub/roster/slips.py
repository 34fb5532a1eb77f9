"""Recognizes a list whose lines can all be read but that takes something away because of a typing mistake.

Two lines were joined, one was split, or a name was attached to the word next to it: the words are still there but mean
something else. Only a comparison with the previous roster can tell this from an intended change.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .diagnostic import Diagnostic, quoted
from .diagnostic_text import roster_problem
from .group_map import ADMIN_GROUP, GroupMap, Person, fold

_MARKS = frozenset(":=()[]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7")
"""Characters that are written around or between names, but seldom in one."""
_before_name = re.compile(r"[0-9]+\.|[-._@:=()\[\]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7]+")
_behind_name = re.compile(r"[-._:=()\[\]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7]+\Z")
_joiners = frozenset({"", ".", "-", "_"})


@dataclass(frozen=True, slots=True)
class Slip:
    """One word in the list that is probably a mistake, and who would lose something because of it."""

    line: int
    word: str
    victims: tuple[str, ...]

    def problem(self) -> Diagnostic:
        values = {"names": ", ".join(map(quoted, self.victims)), "word": quoted(self.word)}
        return roster_problem("roster-slip", values, line=self.line, word=self.word)


def slips_in(before: GroupMap, after: GroupMap) -> tuple[Slip, ...]:
    """The probable mistakes in a list without errors, in the order of its people."""
    return tuple(_Comparison(before, after).slips())


class _Comparison:
    def __init__(self, before: GroupMap, after: GroupMap) -> None:
        self.before, self.after = before, after
        self.gone = before.people.keys() - after.people.keys()
        self.beyond_ascii = sorted(name for name in self.gone if not name.isascii())
        self.longest = max(map(len, self.gone), default=0)
        self.lost = {
            name: lost
            for name, person in before.people.items()
            if name in after.people and (lost := _words(person) - _words(after.people[name]))
        }

    def slips(self) -> Iterator[Slip]:
        if not self.gone and not self.lost:
            return
        groups = set(self.before.groups)
        at_line = {line: name for name, person in self.after.people.items() for line in person.lines}
        for name, person in self.after.people.items():
            line = person.lines[0]
            known = self.before.people.get(name)
            new = [
                group
                for group in person.groups
                if known is None or group not in known.groups or group in person.repeated
            ]
            for group in new:
                yield from self._of_group(name, line, group, groups)
            if known is None:
                yield from self._of_name(name, line, at_line.get(line + 1))
            if name in self.lost:
                yield from self._divided(person, at_line, new)

    def _of_group(self, name: str, line: int, group: str, groups: set[str]) -> Iterator[Slip]:
        """A group that is new for a person: the next line's name, after theirs."""
        folded = fold(group)
        lost = self.lost.get(name, frozenset())
        if folded in self.gone or (
            folded != name and self.lost.get(folded, frozenset()) & _words(self.after.people[name])
        ):
            yield Slip(line, group, (folded,))
        elif group.rstrip("._-") in lost or self._joins_two(group, lost):
            yield Slip(line, group, (name,))
        elif self.gone:
            for index in range(1, len(group)):
                if (group[:index] == ADMIN_GROUP or group[:index] in groups) and (
                    rest := self._names_in(folded[index:])
                ):
                    yield Slip(line, group, rest)
                    return

    def _joins_two(self, group: str, lost: frozenset[str]) -> bool:
        ends = [one for one in lost if group.endswith(one)]
        return any(
            len(one) + len(other) <= len(group)
            and group.startswith(one)
            and group[len(one) : len(group) - len(other)] in _joiners
            for one in lost
            for other in ends
        )

    def _of_name(self, name: str, line: int, following: str | None) -> Iterator[Slip]:
        """A new name that is several names, a part of one, or one with something attached."""
        if not self.gone:
            return
        joined = self._names_in(name)
        part = next((part for part in _parts(name) if part in self.gone), None) or self._replaced(name)
        if joined:
            yield Slip(line, name, joined)
        elif part is not None:
            yield Slip(line, name, (part,))
        elif following is not None and name + following in self.gone:
            yield Slip(line, name, (name + following,))

    def _names_in(self, text: str) -> tuple[str, ...]:
        """The names that a text consists of, without anything in between; empty if it does not."""
        reached: dict[int, tuple[str, ...]] = {0: ()}
        for end in range(1, len(text) + 1):
            for start in [start for start in reached if end - start <= self.longest]:
                if text[start:end] in self.gone:
                    reached[end] = (*reached[start], text[start:end])
                    break
        return reached.get(len(text), ())

    def _replaced(self, name: str) -> str | None:
        """Which person it is if each question mark was a letter that an encoding could not store."""
        if "?" not in name or not self.beyond_ascii:
            return None
        asked = re.compile("".join("[^\\x00-\\x7f]" if letter == "?" else re.escape(letter) for letter in name))
        return next((gone for gone in self.beyond_ascii if asked.fullmatch(gone)), None)

    def _divided(self, person: Person, at_line: Mapping[int, str], new: list[str]) -> Iterator[Slip]:
        """A line starts with what the person on the previous line has lost, or with the rest of it."""
        lost = {fold(word) for word in self.lost[person.name]}
        for line in person.lines:
            following = at_line.get(line + 1)
            if following is not None and (following in lost or any(fold(group) + following in lost for group in new)):
                yield Slip(line + 1, following, (person.name,))


def _parts(name: str) -> Iterator[str]:
    """The parts of this name that may be a name: without the marks around it, before a mark, or after one."""
    found = _before_name.match(name)
    inner = name if found is None else name[found.end() :]
    yield inner
    yield _behind_name.sub("", inner)
    yield _behind_name.sub("", name)
    for index, letter in enumerate(name):
        if letter in _MARKS:
            yield name[:index]
            yield name[index + 1 :]


def _words(person: Person) -> frozenset[str]:
    return frozenset({*person.groups, *([ADMIN_GROUP] if person.admin else [])})
