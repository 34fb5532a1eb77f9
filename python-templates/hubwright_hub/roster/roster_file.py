"""The userlist on disk, read again whenever it has changed, and never worse than its last good state."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from .diagnostic import Diagnostic
from .group_map import GroupMap
from .in_force import (
    admin_ended,
    ends_every_admin,
    has_admin,
    in_force,
    many_gone,
    many_gone_problem,
    meanwhile,
)
from .roster import parse
from .slips import slips_in
from .userlist import Changing, Signature, Unreadable, read, signature_at, text_of

SETTLE = 0.5
LONG = 64 * 1024
"""Bytes. A file up to this size is read within milliseconds, whatever it contains; a whole MiB may take a second."""
NOBODY = GroupMap({})
Waiting = tuple[tuple[str, ...], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One state of the file, and since when it has had it."""

    parsed: GroupMap
    digest: str
    since: float
    administered_until: date | None
    """The last day on which one of its admins can sign in; None if it names none, which is a separate problem."""

    def has_admin(self, today: date) -> bool:
        return self.administered_until is None or today <= self.administered_until


@dataclass(slots=True)
class RosterFile:
    """Reads one path; the roster in force and the problems of the file are separate things.

    What a changed file takes away applies once it has not changed for ``settle`` seconds: it may be half written.
    """

    path: Path
    settle: float = SETTLE
    clock: Callable[[], float] = time.monotonic
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was wrong with the file when it was last read."""
    loss: tuple[str, ...] = ()
    """The people from whom the file takes so much, or probably by mistake, that it waits for an admin."""
    _holds: GroupMap | None = None
    _settled: GroupMap | None = None
    """The roster in force when the file was last complete."""
    _seen: Signature | None = None
    _reading: Reading | None = None
    _weighed: tuple[bool, bool, bool] | None = None
    """Whether the reading was complete, was accepted, and named an admin who can sign in, when it was decided upon."""

    @property
    def is_read(self) -> bool:
        """Whether a roster was ever read from it, or remembered."""
        return self._holds is not None

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the current file, if it is text."""
        return None if self._reading is None else self._reading.digest

    @property
    def modified(self) -> int | None:
        """When the file that was last checked was saved, in nanoseconds since 1970."""
        return None if self._seen is None else self._seen.written

    @property
    def is_still(self) -> bool:
        """Whether everything in the file is in force."""
        return self._reading is not None and self._weighed is not None and self._weighed[0] and not self.loss

    @property
    def is_settling(self) -> bool:
        """Whether the file was changed a moment ago, so that what it takes away does not apply yet."""
        return self._reading is not None and self._weighed is not None and not self._weighed[0]

    def needs_long_reading(self) -> bool:
        """Whether the next check would read so much that a process that answers requests should not do it."""
        try:
            signature = signature_at(self.path)
        except Unreadable:
            return False
        return signature.size > LONG and (signature != self._seen or self._is_due())

    def begin_with(self, roster: GroupMap) -> None:
        """Puts a remembered roster in force until the file says something else."""
        self._holds = self._settled = roster

    def roster(self, today: date = date.min, accepted: str | None = None) -> GroupMap:
        """The roster in force now. If the file has not changed, it only checks its dates and size.

        ``accepted`` is the digest of the file that may leave out as many people as it likes.
        """
        try:
            if signature_at(self.path) != self._seen or self._is_due():
                self._read()
        except Changing:
            self._forget_reading()
        except Unreadable as problem:
            seen = self._seen if problem.is_lasting else None
            self._forget_reading()
            self._seen = seen
            self.diagnostics = (problem.diagnostic,)
            self.loss = ()
        if self._reading is not None:
            self._weigh(self._reading, today, accepted)
        return self._holds or NOBODY

    def _is_due(self) -> bool:
        """Whether the file seems not to have changed for long enough.

        It is read once more then: a file written twice within one tick of the clock looks the same.
        """
        return self.is_settling and self._is_old(self._reading)

    def _is_old(self, reading: Reading | None) -> bool:
        return reading is not None and self.clock() - reading.since >= self.settle

    def _read(self) -> None:
        self._seen = signature_at(self.path)
        self._seen, data = read(self.path)
        text, digest = text_of(data), sha256(data).hexdigest()
        if self._reading is None or self._reading.digest != digest:
            # The very first roster takes nothing away from anybody: it counts as complete.
            since = self.clock() if self._settled is not None else -math.inf
            parsed = parse(text)
            ends = [person.until or date.max for person in parsed.people.values() if person.admin]
            self._reading = Reading(parsed, digest, since, max(ends, default=None))
            self._weighed = None

    def _forget_reading(self) -> None:
        self._seen = self._reading = self._weighed = None

    def _weigh(self, reading: Reading, today: date, accepted: str | None) -> None:
        """Decides what is in force, once for each state of the file and of everything that the decision depends on."""
        before = self._settled
        weighed = (self._is_old(reading), accepted == reading.digest, reading.has_admin(today))
        if weighed == self._weighed:
            return
        self._weighed = is_still, is_accepted, is_administered = weighed
        self.diagnostics, self.loss = reading.parsed.diagnostics, ()
        if not is_administered and before is not None and ends_every_admin(before, reading.parsed, today):
            if is_still:
                self.diagnostics = (*self.diagnostics, admin_ended(is_edit=True))
            return
        waits = None if before is None or is_accepted else _waits(before, reading.parsed, today)
        if waits is not None:
            # A list that is being written looks the same: it is only a problem once it is complete.
            if is_still:
                self.loss, problems = waits
                self.diagnostics = (*self.diagnostics, *problems)
        elif is_still:
            self._hold_all(reading.parsed, today)
        else:
            self._holds = meanwhile(self._holds or NOBODY, reading.parsed, today)
        if is_still and not is_administered and not has_admin(self._holds or NOBODY, today):
            self.diagnostics = (*self.diagnostics, admin_ended(is_edit=False))

    def _hold_all(self, parsed: GroupMap, today: date) -> None:
        if self._holds is None and not parsed.people:
            # Nothing was read: people who were on the list of this hub have not left it.
            return
        self._holds = self._settled = in_force(self._holds, parsed, today)


def _waits(before: GroupMap, parsed: GroupMap, today: date) -> Waiting | None:
    """From whom a list without errors probably takes something by mistake, and why it waits; None if it need not
    wait."""
    gone = many_gone(before, parsed, today)
    if gone.names:
        return gone.names, (many_gone_problem(gone, before, today),)
    slips = () if parsed.has_errors else slips_in(before, parsed)
    if not slips:
        return None
    victims = dict.fromkeys(name for slip in slips for name in slip.victims)
    return tuple(victims), tuple(slip.problem() for slip in slips)
