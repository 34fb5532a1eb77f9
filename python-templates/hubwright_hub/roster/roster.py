"""Reads the userlist: one person per line; never raises; every bad word or line gives a diagnostic."""

from collections.abc import Iterator

from .diagnostic import Diagnostic, quoted
from .diagnostic_text import roster_problem
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
            problems.append(control_character(number, line))
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
        return [self._clash(group, line) for group, line in self._later.items()]

    def _clash(self, group: str, line: int) -> Diagnostic:
        values = {"group": quoted(group), "other": quoted(self._first[group.lower()])}
        return roster_problem("roster-groups-differ-by-case", values, line=line, word=group, severity="warning")


def whole_file(people: dict[str, Person]) -> list[Diagnostic]:
    if not people:
        return [roster_problem("roster-empty")]
    if not any(person.admin for person in people.values()):
        return [roster_problem("roster-no-admin")]
    return []


def control_character(number: int, line: str) -> Diagnostic:
    return roster_problem("roster-control-character", {"line": quoted(line)}, line=number)


def repeated(line: int, written: str, first: int) -> Diagnostic:
    values = {"name": quoted(written), "line": str(first)}
    return roster_problem("roster-person-repeated", values, line=line, word=written, severity="warning")
