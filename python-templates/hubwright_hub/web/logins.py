"""The rows of the login list: everybody who can sign in, and how."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..live import LiveHub
from ..people.absence import has_left

COLUMNS = ("name", "groups", "admin", "password")
# What a spreadsheet reads as a number or a date, such as the password 12345e6789, and would round.
NUMBER = re.compile(r"[0-9][0-9eE.,:/+-]*")
# What a spreadsheet reads as the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Login:
    name: str
    groups: str
    admin: bool
    password: str


def people_of(live: LiveHub, rows: Iterable[tuple[str, bool]]) -> list[Login]:
    """Everybody on the roster in its order, then the people who are only in JupyterHub's database, by name.

    People whose access has ended are left out, and so are strangers if the hub refuses them.
    """
    roster = live.roster.now()
    listed = [
        Login(person.name, " ".join(person.groups), person.admin, "")
        for person in roster.people.values()
        if not live.clock.has_ended(person)
    ]
    if live.hub.strangers == "deny":
        return listed
    added = sorted((name, admin) for name, admin in rows if roster.person(name) is None and not has_left(live, name))
    return [*listed, *(Login(name, "", admin, "") for name, admin in added)]


def with_passwords(logins: Iterable[Login], passwords: Mapping[str, str]) -> list[Login]:
    return [Login(login.name, login.groups, login.admin, passwords.get(login.name, "")) for login in logins]


def csv_of(logins: Iterable[Login]) -> str:
    """The list for a spreadsheet, in which no cell becomes a formula or a number.

    A cell that looks like a number is written as a formula whose result is that text.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for login in logins:
        cells = (login.name, login.groups, "admin" if login.admin else "", login.password)
        table.writerow([_as_text(cell) for cell in cells])
    return out.getvalue()


def _as_text(cell: str) -> str:
    if NUMBER.fullmatch(cell):
        return f'="{cell}"'
    return f"'{cell}" if cell.startswith(FORMULA) else cell
