"""Reads the userlist: one person per line; never raises; every bad word or line gives a diagnostic."""

from collections.abc import Iterator

from .diagnostic import Diagnostic, quoted
from .group_map import GroupMap, Person, fold
from .lost_line import lost_by
from .roster_line import Grant, grant_of
from .words import words_of

CORRECTED = 200
"""For how many bad lines the corrected line is worked out: a file of another kind may have half a million."""


def parse(text: str) -> GroupMap:
    """The people in a userlist; only the word or line that cannot be read is ignored, never the file."""
    grants: dict[str, Grant] = {}
    problems: list[Diagnostic] = []
    spellings = Spellings()
    for number, line in lines_of(text):
        words = words_of(line)
        if words is None:
            problems.append(control_character(number))
            continue
        if not words:
            continue
        lost = lost_by(number, line, words, is_corrected=len(problems) < CORRECTED)
        if lost is not None:
            problems.append(lost)
            continue
        written, *rest = words
        name = fold(written)
        earlier = grants.get(name)
        if earlier is not None:
            problems.append(repeated(number, written, earlier.lines[0]))
        grant = grant_of(number, rest, problems)
        spellings.note(number, grant)
        if earlier is None:
            grants[name] = grant
        else:
            earlier.add(grant)
    people = {name: grant.person(name) for name, grant in grants.items()}
    return GroupMap(people, (*problems, *spellings.clashes(), *whole_file(people)))


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        yield number, line.removesuffix("\r")


class Spellings:
    """Notes where each spelling of a group is first used, to warn if two differ only in upper and lower case."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._later: dict[str, int] = {}

    def note(self, line: int, grant: Grant) -> None:
        for group in grant.as_written:
            if self._first.setdefault(group.lower(), group) != group:
                self._later.setdefault(group, line)

    def clashes(self) -> list[Diagnostic]:
        """A warning for each later spelling, in the order of their first use."""
        hint = "They are two groups with two folders. If you meant one group, write it the same way everywhere."
        return [
            Diagnostic("roster-groups-differ-by-case", "warning", self._sentence(group), hint, line, group)
            for group, line in self._later.items()
        ]

    def _sentence(self, group: str) -> str:
        return (
            f"The groups {quoted(self._first[group.lower()])} and {quoted(group)} differ only in upper and lower case."
        )


def whole_file(people: dict[str, Person]) -> list[Diagnostic]:
    if not people:
        return [Diagnostic("roster-empty", "error", "The userlist has no people.", "Write one person per line.")]
    if not any(person.admin for person in people.values()):
        message = "The userlist has no admin."
        return [Diagnostic("roster-no-admin", "error", message, 'Write "admin" on the line of one person.')]
    return []


def control_character(line: int) -> Diagnostic:
    message = "The line contains an invisible character, so it was ignored."
    return Diagnostic("roster-control-character", "error", message, "Type the line again instead of pasting it.", line)


def repeated(line: int, written: str, first: int) -> Diagnostic:
    message = f"{quoted(written)} is already on line {first}."
    return Diagnostic(
        "roster-person-repeated", "warning", message, "The lines are combined; one is enough.", line, written
    )
