"""The roster in force: what the userlist says, without the names that are on hold."""

import asyncio
import threading
from dataclasses import dataclass, field

from ..people.holds import Holds
from ..people.hub_spellings import HubSpellings
from ..people.memory import Memory
from ..people.spellings import Spellings, composed
from .group_map import GroupMap
from .local_clock import LocalClock
from .problem_log import ProblemLog
from .roster_file import NOBODY, RosterFile
from .roster_state import Held, RosterState


@dataclass(slots=True)
class CurrentRoster:
    """Follows the userlist and what is known about people, and records who comes and goes. Threads can share it."""

    file: RosterFile
    memory: Memory
    clock: LocalClock
    spellings: HubSpellings
    holds: Holds
    problems: ProblemLog
    records: bool
    """Whether it records anything: the hub does, a command next to it only reads."""
    is_reconciled: bool = False
    """Whether a reconciler checks the roster every second in a thread."""
    before: GroupMap | None = None
    """The roster that was in force when the hub last ran; None if none is known."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    """Held while the roster changes, and by whoever decides about a name that is on it."""
    _read: GroupMap | None = None
    """The file's content under composed names; ``_listed`` is the same under the names that the hub knows."""
    _listed: GroupMap | None = None
    _spelled_by: Spellings | None = None
    _version: int = -1
    """Of the memory, when the roster came into force."""
    _in_force: GroupMap = NOBODY
    _state: RosterState | None = None

    def __post_init__(self) -> None:
        # Now, because the first list that is read replaces it.
        self.before = self.memory.roster.last()
        if self.before is not None and not self.file.is_read:
            self.file.begin_with(composed(self.before))

    def now(self) -> GroupMap:
        """Everybody on the roster, including people whose access has ended; without names that are on hold.

        While another thread reads a changed file, the previous roster stays in force: nobody waits for a long file. If
        the reconciler is running, its thread reads long files within a second.
        """
        if self.is_reconciled and self._listed is not None and _answers_people() and self.file.needs_long_reading():
            return self._in_force
        if not self.lock.acquire(blocking=self._listed is None):
            return self._in_force
        try:
            self.memory.refresh()
            read = self.file.roster(self.clock.today(), self.memory.accepted())
            spellings = self.spellings.current
            if read is not self._read or self.memory.version != self._version or spellings is not self._spelled_by:
                self._spelled_by = spellings
                self._bring_into_force(read, spellings)
            if self.records and self.file.is_still and self.memory.accepted() is not None:
                # It has been applied, or belongs to a file that no longer exists: the next loss asks again.
                self.memory.accept(None)
            self.problems.report(self.file.diagnostics)
            return self._in_force
        finally:
            self.lock.release()

    def lists(self, name: str) -> bool:
        """Whether the userlist has this name, on hold or not."""
        return self._listed is not None and name in self._listed.people

    def is_settling(self) -> bool:
        """Whether the userlist was saved a moment ago, so that what it takes away will apply soon."""
        self.now()
        return self.file.is_settling or (self.is_reconciled and self.file.needs_long_reading())

    def state(self) -> RosterState:
        """The state of the roster; a moment old while another thread reads the file."""
        if not self.lock.acquire(blocking=self._state is None) and self._state is not None:
            return self._state
        try:
            people = len(self.now().people)
            held = sorted((name, known.left_on) for name, known in self.memory.held().items())
            self._state = RosterState(
                people=people,
                diagnostics=self.file.diagnostics,
                loss=self.file.loss,
                digest=self.file.digest,
                modified=self.file.modified,
                is_settling=self.file.is_settling,
                held=tuple(Held(name, left_on) for name, left_on in held),
                is_read=self.file.is_read,
            )
            return self._state
        finally:
            self.lock.release()

    def with_state(self) -> tuple[GroupMap, RosterState]:
        """Both from the same moment, for a thread that may wait for another one to read the file."""
        with self.lock:
            return self.now(), self.state()

    def _bring_into_force(self, read: GroupMap, spellings: Spellings) -> None:
        """Leaves out names that are on hold, and records who came and who left."""
        listed = spellings.spelled(read)
        notes = self.records and self.file.is_read
        if notes:
            self.holds.follow(listed, self._listed or self.before)
        held = {name for name in self.memory.held() if name in listed.people}
        people = {name: person for name, person in listed.people.items() if name not in held} if held else {}
        self._in_force = GroupMap(people, listed.diagnostics) if held else listed
        if notes:
            self.memory.came(name for name in listed.people if name not in held)
            self.memory.left([name for name in self.memory.present() if name not in listed.people], self.clock.today())
            if read is not self._read:
                # Before the list is recorded and after it is in force: from here on, nobody can sign in with an old
                # password.
                self.memory.passwords.note({name: person.pw for name, person in listed.people.items()})
                self.memory.roster.keep(listed)
        self._read, self._listed, self._version = read, listed, self.memory.version


def _answers_people() -> bool:
    """Whether this is the thread of the event loop: everybody waits for whatever it does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
