"""Which roster is in force while someone edits the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from .diagnostic import Diagnostic, quoted
from .diagnostic_text import roster_problem
from .group_map import GroupMap, Person, Standing
from .slips import slips_in

CHANGES_NOTHING = frozenset({"roster-empty", "roster-no-admin"})
MANY = 10
"""This many people may always leave at once, or otherwise a third of all people."""
SHOWN = 5


def in_force(previous: GroupMap | None, parsed: GroupMap, today: date = date.min) -> GroupMap:
    """The roster in force after ``parsed`` was read and is no longer changing; ``previous`` was in force until now.

    A file without errors comes into force as it is. One without people or without an admin is ignored. One with errors
    grants what its correct lines grant and takes nothing away from anybody, so that a typo ends nobody's work; but
    people whose access had ended by ``today`` do not get it back. If nothing was in force before, everything that could
    be read is.
    """
    if previous is None or not parsed.has_errors:
        return parsed
    if changes_nothing(parsed):
        return previous
    unread = _Unread.of(parsed)
    # A line that looks like a mistake does not count: everyone whom it affects keeps what they had.
    slips = slips_in(previous, parsed)
    slipped, victims = {slip.line for slip in slips}, {name for slip in slips for name in slip.victims}
    people = {
        name: _both(previous.people.get(name), person, unread, today)
        for name, person in parsed.people.items()
        if name not in victims and slipped.isdisjoint(person.lines)
    }
    return _with_absent(people, previous, parsed)


def meanwhile(previous: GroupMap, parsed: GroupMap, today: date = date.min) -> GroupMap:
    """The roster in force while the file may be half written: what it grants is added, nothing is taken away.

    An ``until=`` or ``pw=`` that can be read applies immediately if the file has no errors. A removed one, or a
    lower ``pw=``, waits like a loss: half a line looks the same.
    """
    if changes_nothing(parsed):
        return previous
    granted = in_force(previous, parsed, today)
    people = {name: _stronger(previous.people.get(name), person) for name, person in granted.people.items()}
    return _with_absent(people, previous, parsed)


def ends_every_admin(previous: GroupMap, parsed: GroupMap, today: date) -> bool:
    """Whether a file without errors ends every admin's access, so that it must be ignored.

    If the access of all of them had already ended, the file does not end anybody's: it must not block later removals.
    """
    if parsed.has_errors or not parsed.admins:
        return False
    return has_admin(previous, today) and not has_admin(parsed, today)


def has_admin(roster: GroupMap, today: date) -> bool:
    """Whether an admin can sign in."""
    return any(person.admin and (person.until is None or person.until >= today) for person in roster.people.values())


def admin_ended(*, is_edit: bool) -> Diagnostic:
    """No admin can sign in: an error if the file ends their access, a warning if only time has passed."""
    if is_edit:
        return roster_problem("roster-admin-ended/by-edit")
    return roster_problem("roster-admin-ended", severity="warning")


def changes_nothing(parsed: GroupMap) -> bool:
    return any(diagnostic.code in CHANGES_NOTHING for diagnostic in parsed.diagnostics)


@dataclass(frozen=True, slots=True)
class ManyGone:
    """People who would lose so much at once that it is probably a mistake."""

    names: tuple[str, ...] = ()
    group: str | None = None
    """The group that loses all of them; None if they lose their access to the hub."""


def many_gone(previous: GroupMap, parsed: GroupMap, today: date) -> ManyGone:
    """The people who lose too much because of a file without errors; empty if they are few.

    Their line is gone, their ``until=`` is in the past, or a group has no people left. People whose access had already
    ended have nothing left to lose and do not count.
    """
    if parsed.has_errors:
        return ManyGone()
    there, still = _with_access(previous, today), _with_access(parsed, today)
    gone = tuple(name for name in there if name not in still)
    if len(gone) > MANY and len(gone) * 3 > len(there):
        return ManyGone(gone)
    for group, members in _members(there).items():
        if len(members) > MANY and not any(group in person.groups for person in still.values()):
            return ManyGone(tuple(members), group)
    return ManyGone()


def many_gone_problem(gone: ManyGone, previous: GroupMap, today: date) -> Diagnostic:
    names, count = ", ".join(quoted(name) for name in gone.names[:SHOWN]), str(len(gone.names))
    if gone.group is not None:
        return roster_problem("roster-many-gone/from-group", {"names": names, "count": count, "group": gone.group})
    total = str(len(_with_access(previous, today)))
    return roster_problem("roster-many-gone", {"names": names, "count": count, "total": total})


def _with_access(roster: GroupMap, today: date) -> dict[str, Person]:
    return {name: person for name, person in roster.people.items() if person.until is None or person.until >= today}


def _members(people: Mapping[str, Person]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, person in people.items():
        for group in person.groups:
            groups.setdefault(group, []).append(name)
    return groups


UNTIL, PW, MORE = "roster-until-invalid", "roster-pw-invalid", "more"
_one_option = re.compile(r"[\w=:.+-]*[^-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Unread:
    """What a file with errors may mean beyond what could be read."""

    words: frozenset[tuple[int | None, str]]
    """Each bad word, as its line and code; MORE if it may be several words, or continues on the next line."""
    has_lost_line: bool

    @classmethod
    def of(cls, parsed: GroupMap) -> "_Unread":
        errors = [problem for problem in parsed.diagnostics if problem.severity == "error" and problem.line is not None]
        words = ((error.line, error.code if _one_option.fullmatch(error.word or "") else MORE) for error in errors)
        return cls(frozenset(words), any(error.word is None for error in errors))

    def is_of(self, person: Person) -> bool:
        """Whether something in their own lines could not be read."""
        return any(line in person.lines for line, _ in self.words)

    def may_hide(self, code: str, person: Person) -> bool:
        """Whether one of their options, an end or a reset, may be in what could not be read."""
        other = PW if code == UNTIL else UNTIL
        return self.has_lost_line or any(
            found != other if line in person.lines else found in (code, "roster-option-unknown")
            for line, found in self.words
        )


def _both(before: Person | None, now: Person, unread: _Unread, today: date) -> Person:
    if before is None:
        return now
    groups = _strongest(before.groups, now.groups)
    until, pw = _until(before, now, unread, today), _pw(before, now, unread)
    return replace(now, admin=now.admin or before.admin, groups=groups, until=until, pw=pw)


def _pw(before: Person, now: Person, unread: _Unread) -> int:
    """The password according to a file with errors. If a line break is missing, a reset may be meant for someone
    else."""
    is_raised = now.pw > before.pw
    is_doubtful = (unread.is_of(now) or len(now.lines) > 1) if is_raised else unread.may_hide(PW, now)
    return before.pw if is_doubtful else now.pw


def _until(before: Person, now: Person, unread: _Unread, today: date) -> date | None:
    """The end of a person's access according to a file with errors: not earlier than before, and not later if it has
    passed."""
    if before.until is None or before.until < today:
        return before.until
    if now.until is None:
        # If an end can no longer be read, leaving it out would grant access: the earlier one stays.
        return before.until if unread.may_hide(UNTIL, now) else None
    return before.until if unread.is_of(now) else max(before.until, now.until)


def _stronger(before: Person | None, now: Person) -> Person:
    if before is None:
        return now
    if (before.groups, before.until, before.pw, before.admin) == (now.groups, now.until, now.pw, now.admin):
        return now
    until = before.until if now.until is None else now.until
    groups = _strongest(before.groups, now.groups)
    return replace(now, admin=now.admin or before.admin, groups=groups, until=until, pw=max(before.pw, now.pw))


def _strongest(before: Mapping[str, Standing], now: Mapping[str, Standing]) -> Mapping[str, Standing]:
    staff: dict[str, Standing] = {group: "staff" for group, standing in before.items() if standing == "staff"}
    return dict(sorted({**before, **now, **staff}.items()))


def _with_absent(people: Mapping[str, Person], previous: GroupMap, parsed: GroupMap) -> GroupMap:
    absent = {name: replace(person, lines=()) for name, person in previous.people.items() if name not in people}
    return GroupMap({**people, **absent}, parsed.diagnostics)
