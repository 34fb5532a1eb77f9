"""Which roster holds while somebody edits the file."""

from dataclasses import replace

from .group_map import GroupMap, Person

CHANGES_NOTHING = frozenset({"roster-empty", "roster-no-admin"})


def in_force(previous: GroupMap | None, parsed: GroupMap) -> GroupMap:
    """The roster that holds after ``parsed`` was read, ``previous`` having held until now.

    A file without errors holds as it is. One that names nobody or no admin changes nothing. One with
    errors grants what its good lines grant and takes nothing away by absence, so that a typo ends
    nobody's work. Where nothing held before, what could be read holds.
    """
    if previous is None or not parsed.has_errors:
        return parsed
    codes = {diagnostic.code for diagnostic in parsed.diagnostics}
    if codes & CHANGES_NOTHING:
        return previous
    unread = {(diagnostic.line, diagnostic.code) for diagnostic in parsed.diagnostics}
    people = {name: _both(previous.people.get(name), person, unread) for name, person in parsed.people.items()}
    absent = {name: replace(person, lines=()) for name, person in previous.people.items() if name not in people}
    return GroupMap({**people, **absent}, parsed.diagnostics)


def _both(before: Person | None, now: Person, unread: set[tuple[int | None, str]]) -> Person:
    if before is None:
        return now

    def lost(code: str) -> bool:
        return any((line, code) in unread for line in now.lines)

    # An end or a reset that can no longer be read would, by its absence, grant: the earlier one stays.
    until = before.until if now.until is None and lost("roster-until-invalid") else now.until
    pw = max(before.pw, now.pw) if lost("roster-pw-invalid") else now.pw
    groups = dict(sorted({**before.groups, **now.groups}.items()))
    return replace(now, admin=now.admin or before.admin, groups=groups, until=until, pw=pw)
