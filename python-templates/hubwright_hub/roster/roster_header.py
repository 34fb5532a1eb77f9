"""Recognizes the header of a table that was pasted into or saved over a userlist."""

import re

from .diagnostic import Diagnostic
from .diagnostic_text import roster_problem

_dividers = re.compile(r"[,;|\"']+")
_may_be = re.compile(r"[|\"']*(?:name|user|login|e-?mail|mail|student|person|id)", re.IGNORECASE | re.ASCII)

NAMES = frozenset(
    {"name", "username", "user_name", "user", "login", "email", "e-mail", "mail", "student", "person", "id"}
)
"""The first column of a table of people. The word alone may be a person's name."""
ONLY_TITLES = frozenset({"name", "username", "user_name"})
"""Nobody has such a name; with the others, a second column decides."""
GROUPS = frozenset({"group", "groups", "team", "teams", "section", "sections"})
OTHERS = frozenset({"admin", "until", "pw", "role", "first", "last", "firstname", "lastname", "course", "grade"})


def is_header(words: list[str]) -> bool:
    """Whether a line is the header of a table, with any separator that spreadsheets use.

    With tabs, it would otherwise be read as a person called "name" who is an admin.
    """
    if _may_be.match(words[0]) is None and words[0] != "|":
        return False
    titles = [title for word in words for title in _dividers.split(word.lower()) if title]
    if len(titles) < 2 or titles[0] not in NAMES:
        return False
    rest = titles[1:]
    is_told = titles[0] in ONLY_TITLES or any(title in GROUPS for title in rest)
    return is_told and all(title in GROUPS or title in OTHERS or title in NAMES for title in rest)


def header(line: int) -> Diagnostic:
    return roster_problem("roster-header", line=line)
