"""Reads the words after a person's name: groups, standings, ``admin`` and options."""

import re
from dataclasses import dataclass, field
from datetime import date

from .diagnostic import Diagnostic, quoted
from .diagnostic_text import roster_advice, roster_problem
from .group_map import ADMIN_GROUP, Person, Standing

HIGHEST_PW = 1_000_000
EARLIEST_YEAR = 1970

_group = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_separators = re.compile(r"[,;|\"'<>]+")
_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_pw = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(slots=True)
class Grant:
    """What one or more lines give a person."""

    lines: list[int]
    admin: bool = False
    groups: dict[str, Standing] = field(default_factory=dict)
    until: date | None = None
    pw: int = 1
    as_written: list[str] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    """The groups that one line has twice."""

    def join(self, group: str, standing: Standing) -> None:
        if standing == "staff" or group not in self.groups:
            self.groups[group] = standing

    def ends(self, day: date) -> None:
        self.until = day if self.until is None else min(self.until, day)

    def add(self, later: "Grant") -> None:
        """Adds a later line: all groups, the strongest standing, the earliest end, the highest password.

        In place, so that a file that is one person's line half a million times costs no more than another.
        """
        self.lines.extend(later.lines)
        self.admin = self.admin or later.admin
        for group, standing in later.groups.items():
            self.join(group, standing)
        if later.until is not None:
            self.ends(later.until)
        self.pw = max(self.pw, later.pw)
        self.repeated |= later.repeated

    def person(self, name: str) -> Person:
        groups, lines = dict(sorted(self.groups.items())), tuple(self.lines)
        return Person(name, self.admin, groups, self.until, self.pw, lines, frozenset(self.repeated))


def grant_of(line: int, words: list[str], problems: list[Diagnostic]) -> Grant:
    """What one line gives; words that cannot be read are added to ``problems`` and give nothing."""
    grant = Grant([line])
    for word in words:
        if word == ADMIN_GROUP:
            grant.admin = True
        elif "=" in word:
            _option(grant, line, word, problems)
        else:
            _membership(grant, line, word, problems)
    return grant


def _membership(grant: Grant, line: int, word: str, problems: list[Diagnostic]) -> None:
    group, colon, standing = word.partition(":")
    if colon and standing not in ("member", "staff"):
        values = {"standing": quoted(standing)}
        problems.append(roster_problem("roster-standing-unknown", values, line=line, word=word))
    elif group == ADMIN_GROUP or not _group.fullmatch(group):
        values = {"word": quoted(group), "advice": _group_advice(word)}
        problems.append(roster_problem("roster-group-invalid", values, line=line, word=word))
    else:
        if group in grant.groups:
            grant.repeated.add(group)
        grant.as_written.append(group)
        grant.join(group, "staff" if standing == "staff" else "member")


def _group_advice(word: str) -> str:
    parts = [part for part in _separators.split(word) if part]
    if parts and parts[0] != word and all(_group.fullmatch(part) and part != ADMIN_GROUP for part in parts):
        return roster_advice("roster-group-invalid/advice-several", {"groups": " ".join(parts)})
    return roster_advice("roster-group-invalid/advice-letters")


def _option(grant: Grant, line: int, word: str, problems: list[Diagnostic]) -> None:
    key, _, value = word.partition("=")
    if key == "until":
        day = day_of(value)
        if day is not None:
            grant.ends(day)
        else:
            problems.append(roster_problem("roster-until-invalid", {"value": quoted(value)}, line=line, word=word))
    elif key == "pw":
        if _pw.fullmatch(value) and int(value) <= HIGHEST_PW:
            grant.pw = max(grant.pw, int(value))
        else:
            values = {"value": quoted(value), "most": str(HIGHEST_PW)}
            problems.append(roster_problem("roster-pw-invalid", values, line=line, word=word))
    else:
        problems.append(roster_problem("roster-option-unknown", {"option": quoted(key)}, line=line, word=word))


def day_of(value: str) -> date | None:
    """The date ``YYYY-MM-DD``, if it exists."""
    if not _day.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:  # no such date, for example February 30
        return None
    return day if day.year >= EARLIEST_YEAR else None
