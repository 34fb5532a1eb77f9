"""The hub's definition and its current roster, the same for sign-in, servers and pages."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from .access.mounts import Mounts, mounts_for
from .access.roster_directory import with_roster_directory
from .access.visits import VISITS, Visits
from .hub_json import DerivedPasswords, Hub, load_hub
from .notebooks.notebook import PersonalNotebook, notebook_of
from .people.former_admins import FormerAdmin
from .people.memory import AWAY, Memory
from .reconcile.writing import Writing
from .roster.diagnostic import Diagnostic, quoted
from .roster.group_map import GroupMap, Person
from .roster.roster_file import NOBODY, RosterFile
from .roster.roster_state import Held, NothingToDecide, RosterState
from .spellings import Spellings, composed

HUB_JSON = Path("/srv/hubwright/hub.json")
MEMORY = Path("/srv/jupyterhub/roster-memory.sqlite")
LOGGED = 50
"""How many problems of one userlist are logged; a file of another kind may have half a million."""

BESIDE_PATIENCE = 10.0
"""Seconds that a command waits for the hub to finish writing: no page waits for it."""

Choice = Literal["same", "new"]


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class LiveHub:
    """Answers questions for one running hub, always from the current roster. Threads can share it."""

    hub: Hub
    file: RosterFile
    clock: Callable[[], datetime] = now_utc
    memory: Memory = field(default_factory=Memory)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("hubwright"))
    records: bool = True
    """Whether it records who comes and goes: the hub does, a command next to it only reads."""
    is_reconciled: bool = False
    """Whether a reconciler checks the roster every second in a thread."""
    writing: Writing = field(default_factory=Writing)
    """Ensures that only one writes to JupyterHub's database at a time."""
    visits: Visits = field(default_factory=Visits)
    before: GroupMap | None = None
    """The roster that was in force when the hub last ran; None if none is known."""
    _reported: tuple[Diagnostic, ...] = ()
    _state: RosterState | None = None
    _read: GroupMap | None = None
    """The file's content under composed names; ``_listed`` is the same under the names that the hub knows."""
    _listed: GroupMap | None = None
    _rows: set[str] = field(default_factory=set)
    """The names in JupyterHub's database that are not ASCII."""
    _spellings: tuple[int, int, Spellings] | None = None
    """With what it was built from: the memory's version and the number of rows."""
    _spelled_by: Spellings | None = None
    _in_force: GroupMap = NOBODY
    _version: int = -1
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        # Now, because the first list that is read replaces it.
        self.before = self.memory.roster.last()
        if self.before is not None and not self.file.is_read:
            self.file.begin_with(composed(self.before))

    def roster(self) -> GroupMap:
        """Everybody on the roster, including people whose access has ended; without names that are on hold.

        While another thread reads a changed file, the previous roster stays in force: nobody waits for a long file. If
        the reconciler is running, its thread reads long files within a second.
        """
        if self.is_reconciled and self._listed is not None and _answers_people() and self.file.needs_long_reading():
            return self._in_force
        if not self._lock.acquire(blocking=self._listed is None):
            return self._in_force
        try:
            self.memory.refresh()
            listed = self.file.roster(self.today(), self.memory.accepted())
            spellings = self.spellings
            if listed is not self._read or self.memory.version != self._version or spellings is not self._spelled_by:
                self._spelled_by = spellings
                self._bring_into_force(listed, spellings)
            if self.records and self.file.is_still and self.memory.accepted() is not None:
                # It has been applied, or belongs to a file that no longer exists: the next loss asks again.
                self.memory.accept(None)
            self._report()
            return self._in_force
        finally:
            self._lock.release()

    def today(self) -> date:
        return self._local().date()

    def local_now(self) -> str:
        """The current time in the hub's time zone, to the second: ``"2026-12-11T23:59:00"``."""
        return self._local().replace(tzinfo=None).isoformat(timespec="seconds")

    def has_ended(self, person: Person) -> bool:
        """Whether the last day of their access is over, in the hub's time zone."""
        return person.until is not None and self.today() > person.until

    @property
    def spellings(self) -> Spellings:
        """The people whom the hub knows by a decomposed name; in most hubs, nobody."""
        found = self._spellings
        if found is None or found[:2] != (self.memory.version, len(self._rows)):
            # Without the lock, so that people who sign in do not wait for a thread that reads a long file.
            version, rows = self.memory.version, tuple(self._rows)
            made = Spellings.of([*self.memory.names(), *rows])
            # The same object as long as nothing has changed, because the roster in force depends on it.
            found = self._spellings = (version, len(rows), made if found is None or made != found[2] else found[2])
        return found[2]

    def name_of(self, typed: str) -> str:
        """The name by which the hub knows this person, however it is typed."""
        return self.spellings.name_of(typed)

    def note_row(self, name: str) -> None:
        """Records that JupyterHub's database has a person with this name."""
        if not name.isascii():
            self._rows.add(name)

    def has_left(self, name: str) -> bool:
        """Whether a person was on the roster once but no longer is.

        While there is no roster, neither read nor remembered, nobody has left: a missing list locks nobody
        out.
        """
        # In this order: a name is recorded only after the roster that contains it is in force.
        name = self.name_of(name)
        return name in self.memory and self.roster().person(name) is None and self.file.is_read

    def is_held(self, name: str) -> bool:
        """Whether this name came back after more than 30 days, and no admin has decided yet whose it is."""
        return self.memory.holds(self.name_of(name)) and self.has_left(name)

    def mounts(self, name: str) -> Mounts:
        """What this person mounts if their server starts now.

        Other people whose access has ended stay on the roster here: staff can still see what they handed in.
        """
        roster = self.roster()
        person = roster.person(name)
        ended = person is not None and self.has_ended(person)
        # A box that closes at a different time than the one that was copied is open again.
        copied = self.memory.copied()
        closed = {policy.key for policy in self.hub.volumes if (policy.key, policy.closes) in copied}
        in_force = NOBODY if ended else roster
        found = mounts_for(self.hub.name, self.hub.volumes, in_force, name, closed=closed)
        return with_roster_directory(found, self.hub, in_force.person(name))

    def is_settling(self) -> bool:
        """Whether the userlist was saved a moment ago, so that what it takes away will apply soon."""
        self.roster()
        return self.file.is_settling or (self.is_reconciled and self.file.needs_long_reading())

    def notebook(self, name: str) -> PersonalNotebook:
        """The limits and images of this person's server if it starts now."""
        return notebook_of(self.hub.notebook, self.hub.images.notebook, self.roster(), name)

    def state(self) -> RosterState:
        """The state of the roster; a moment old while another thread reads the file."""
        if not self._lock.acquire(blocking=self._state is None) and self._state is not None:
            return self._state
        try:
            people = len(self.roster().people)
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
            self._lock.release()

    def roster_and_state(self) -> tuple[GroupMap, RosterState]:
        """Both from the same moment, for a thread that may wait for another one to read the file."""
        with self._lock:
            return self.roster(), self.state()

    def accept(self, digest: str | None = None) -> tuple[str, ...]:
        """Accepts the people whom the current userlist leaves out, and returns them.

        ``digest``, if given, is of the file that was shown to the admin. Raises NothingToDecide.
        """
        with self._lock:
            state = self.state()
            if not state.loss or state.digest is None:
                raise NothingToDecide("No userlist is waiting to be accepted.")
            if digest not in (None, state.digest):
                raise NothingToDecide("The userlist has changed since you saw it. Check it again.")
            self.memory.accept(state.digest)
            return state.loss

    def decide(self, name: str, choice: Choice) -> None:
        """Decides whether a held name is the same person: one who is on the list again, or a stranger who can be added.

        Only records the decision: for a new person, ``returns.admit`` has archived the other one's data. Raises
        NothingToDecide.
        """
        with self._lock:
            name = self.name_of(name)
            self.roster()
            if not self.memory.holds(name):
                raise NothingToDecide(f"{quoted(name)} is not waiting for a decision.")
            self.memory.strangers.forget(name)
            if self._listed is not None and name in self._listed.people:
                self.memory.decide(name)
            else:
                self.memory.forget(name)
            self.roster()
            self.log.info("%s is %s person.", quoted(name), "the same" if choice == "same" else "a new")

    def add(self, name: str) -> None:
        """An admin adds a person to JupyterHub's database: a name that left becomes a stranger's, or is put on hold."""
        with self._lock:
            name = self.name_of(name)
            if not self.has_left(name) or self.memory.holds(name):
                return
            if self._is_long_away(name):
                self.memory.hold(name, "added")
                self._tell_of_held([name])
            else:
                self.memory.forget(name)

    def note_strangers(self, last_active: Mapping[str, datetime | None]) -> None:
        """When each person in JupyterHub's database was last active there; for strangers it is recorded.

        Without any list it is unknown who is a stranger.
        """
        for name in last_active:
            self.note_row(name)
        if not self.file.is_read:
            return
        zone = ZoneInfo(self.hub.timezone)
        roster = self.roster()
        self.memory.strangers.note(
            {
                name: moment.replace(tzinfo=UTC).astimezone(zone).date()
                for name, moment in last_active.items()
                if moment is not None and name not in self.memory and roster.person(name) is None
            }
        )

    def note_former_admins(self, names: Iterable[str]) -> None:
        """They stop being admins now, for whatever reason they were, and know the passwords that do not change."""
        if not isinstance(self.hub.sign_in, DerivedPasswords):
            return
        for name in names:
            changing = self.memory.passwords.waiting()
            people = self.roster().people.values()
            seen = {person.name: person.pw for person in people if person.name not in changing}
            self.memory.former_admins.note(name, self.today(), seen)
            for former in self.former_admins():
                if former.name == name:
                    self.log.warning("%s %s", quoted(name), former)

    def former_admins(self) -> tuple[FormerAdmin, ...]:
        """Who was an admin and could have seen passwords still in use; nobody if the hub has no passwords."""
        if not isinstance(self.hub.sign_in, DerivedPasswords):
            return ()
        return self.memory.former_admins.of(self.roster())

    def _local(self) -> datetime:
        return self.clock().astimezone(ZoneInfo(self.hub.timezone))

    def _is_long_away(self, name: str) -> bool:
        left_on = self.memory.left_on(name)
        return left_on is not None and (self.today() - left_on).days > AWAY

    def _bring_into_force(self, read: GroupMap, spellings: Spellings) -> None:
        """Leaves out names that are on hold, and records who came and who left."""
        listed = spellings.spelled(read)
        notes = self.records and self.file.is_read
        if notes:
            self._note_returns(listed)
        held = {name for name in self.memory.held() if name in listed.people}
        people = {name: person for name, person in listed.people.items() if name not in held} if held else {}
        self._in_force = GroupMap(people, listed.diagnostics) if held else listed
        if notes:
            self.memory.came(name for name in listed.people if name not in held)
            self.memory.left([name for name in self.memory.present() if name not in listed.people], self.today())
            if read is not self._read:
                # Before the list is recorded and after it is in force: from here on, nobody can sign in with an old
                # password.
                self.memory.passwords.note({name: person.pw for name, person in listed.people.items()})
                self.memory.roster.keep(listed)
        self._read, self._listed, self._version = read, listed, self.memory.version

    def _note_returns(self, listed: GroupMap) -> None:
        held = self.memory.held()
        for name, until in self._renewed(listed).items():
            if name not in held:
                self.memory.left([name], until)
        back = [name for name in listed.people if name not in held and self._is_long_away(name)]
        for name in back:
            self.memory.hold(name)
        strangers = self._long_strangers(listed)
        for name, last_here in strangers.items():
            self.memory.hold_stranger(name, last_here)
        self._tell_of_held([*back, *strangers])
        gone = {name: known.held for name, known in held.items() if name not in listed.people}
        self.memory.release(name for name, by in gone.items() if by == "list")
        for name in (name for name, by in gone.items() if by == "stranger"):
            self.memory.forget(name)

    def _long_strangers(self, listed: GroupMap) -> dict[str, date]:
        """Who is new on the list, under a name that a stranger has not used for a long time."""
        today, last_here = self.today(), self.memory.strangers.last_here
        return {
            name: day
            for name in listed.people
            if name not in self.memory and (day := last_here(name)) is not None and (today - day).days > AWAY
        }

    def _renewed(self, listed: GroupMap) -> dict[str, date]:
        """Whose access had ended long ago and is back: the name may belong to another person by now."""
        before, today = self._listed or self.before, self.today()
        ended = {} if before is None else {name: person.until for name, person in before.people.items()}
        return {
            name: until
            for name, person in listed.people.items()
            if (until := ended.get(name)) is not None
            and (today - until).days > AWAY
            and not self.has_ended(person)
            and self.memory.left_on(name) is None
        }

    def _tell_of_held(self, names: list[str]) -> None:
        for name in names:
            self.log.warning(
                "%s used this hub until %s and is on the list now. Confirm on the page /hub/roster whether it is "
                "the same person.",
                quoted(name),
                self.memory.left_on(name),
            )

    def _report(self) -> None:
        diagnostics = self.file.diagnostics
        if diagnostics is self._reported:
            return
        before, self._reported = self._reported, diagnostics
        if diagnostics == before:
            return
        for diagnostic in diagnostics[:LOGGED]:
            write = self.log.error if diagnostic.severity == "error" else self.log.warning
            write("userlist %s", diagnostic)
        if len(diagnostics) > LOGGED:
            self.log.error("userlist has %s problems; these are the first %s.", len(diagnostics), LOGGED)


def _answers_people() -> bool:
    """Whether this is the thread of the event loop: everybody waits for whatever it does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@lru_cache(maxsize=1)
def live_hub() -> LiveHub:
    """The hub of this process, as its image describes it.

    Shared because JupyterHub creates the authenticator and the spawners itself, and all of them must use the
    same roster.
    """
    hub = load_hub(HUB_JSON)
    return LiveHub(hub, RosterFile(hub.roster), memory=Memory(MEMORY), visits=Visits(VISITS))


def hub_beside() -> LiveHub:
    """The same hub for a command that runs next to it: it treats the userlist as complete and records nobody."""
    hub = load_hub(HUB_JSON)
    memory = Memory(MEMORY, patience=BESIDE_PATIENCE)
    return LiveHub(hub, RosterFile(hub.roster, settle=0), memory=memory, records=False)
