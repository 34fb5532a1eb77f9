"""The hub's definition and its roster at this moment, one and the same for sign-in, servers and pages."""

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

from .diagnostic import Diagnostic, quoted
from .entry import Entry, Refusal, entry_of
from .former_admins import FormerAdmin
from .group_map import GroupMap, Person
from .hub_json import DerivedPasswords, Hub, load_hub
from .memory import AWAY, Memory
from .mounts import Mounts, mounts_for
from .notebook import PersonalNotebook, notebook_of
from .roster_directory import with_roster_directory
from .roster_file import NOBODY, RosterFile
from .roster_state import Held, NothingToDecide, RosterState
from .spellings import Spellings, composed
from .visits import VISITS, Visits
from .writing import Writing

HUB_JSON = Path("/srv/hubwright/hub.json")
MEMORY = Path("/srv/jupyterhub/roster-memory.sqlite")
LOGGED = 50
"""So many problems of one userlist are logged; a file of another kind may have half a million."""

BESIDE_PATIENCE = 10.0
"""Seconds that a command waits for the hub to finish writing: nobody's page waits with it."""

Choice = Literal["same", "new"]


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class LiveHub:
    """Answers for one running hub; every answer is of the roster as it is now. Threads may share it."""

    hub: Hub
    file: RosterFile
    clock: Callable[[], datetime] = now_utc
    memory: Memory = field(default_factory=Memory)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("hubwright"))
    records: bool = True
    """Whether it remembers who comes and goes: the hub does, a command beside it looks only."""
    is_reconciled: bool = False
    """Whether a reconciler looks at the roster each second, in a thread."""
    writing: Writing = field(default_factory=Writing)
    """Whose turn it is to write to JupyterHub's database."""
    visits: Visits = field(default_factory=Visits)
    before: GroupMap | None = None
    """The roster that was in force when the hub last ran; None where none is remembered."""
    _reported: tuple[Diagnostic, ...] = ()
    _state: RosterState | None = None
    _read: GroupMap | None = None
    """What the file gave, under composed names; ``_listed`` is the same under the names that the hub knows."""
    _listed: GroupMap | None = None
    _rows: set[str] = field(default_factory=set)
    """The names in JupyterHub's database that are not ASCII."""
    _spellings: tuple[int, int, Spellings] | None = None
    """With what it was made of: the memory's version, and how many rows."""
    _spelled_by: Spellings | None = None
    _in_force: GroupMap = NOBODY
    _version: int = -1
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        # Now: the first list that is read takes its place.
        self.before = self.memory.roster()
        if self.before is not None and not self.file.is_read:
            self.file.begin_with(composed(self.before))

    def roster(self) -> GroupMap:
        """Everybody on the roster, those whose access has ended among them; without names that are held.

        While another thread reads a file that has changed, what held before holds: nobody waits for a long file. Where
        the reconciler is at work, its thread reads long files, within a second.
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
                # It has done its work, or is of a file that is there no more: the next loss asks again.
                self.memory.accept(None)
            self._report()
            return self._in_force
        finally:
            self._lock.release()

    def today(self) -> date:
        return self._local().date()

    def local_now(self) -> str:
        """This moment by the clocks of the hub's time zone, to the second: ``"2026-12-11T23:59:00"``."""
        return self._local().replace(tzinfo=None).isoformat(timespec="seconds")

    def has_ended(self, person: Person) -> bool:
        """Whether the last day of their access is over, by the clocks of the hub's time zone."""
        return person.until is not None and self.today() > person.until

    @property
    def spellings(self) -> Spellings:
        """Whom the hub knows by a decomposed name; nobody, in most hubs."""
        found = self._spellings
        if found is None or found[:2] != (self.memory.version, len(self._rows)):
            # Without the lock: nobody who signs in waits for a thread that reads a long file.
            version, rows = self.memory.version, tuple(self._rows)
            made = Spellings.of([*self.memory.names(), *rows])
            # The same value as long as nothing is different: the roster in force hangs on it.
            found = self._spellings = (version, len(rows), made if found is None or made != found[2] else found[2])
        return found[2]

    def name_of(self, typed: str) -> str:
        """What the hub calls the person of this name, however it is typed."""
        return self.spellings.name_of(typed)

    def note_row(self, name: str) -> None:
        """JupyterHub's database has a person of this name."""
        if not name.isascii():
            self._rows.add(name)

    def has_left(self, name: str) -> bool:
        """Whether somebody was on the roster once and is not any more.

        Nobody has left as long as there is no roster, neither read nor remembered: a list that is missing locks no
        one out.
        """
        # In this order: a name is remembered only after the roster that brings it is in force.
        name = self.name_of(name)
        return name in self.memory and self.roster().person(name) is None and self.file.is_read

    def is_held(self, name: str) -> bool:
        """Whether this name came back after more than 30 days, and no admin has said yet whose it is."""
        return self.memory.holds(self.name_of(name)) and self.has_left(name)

    def entry(self, name: str, *, has_row: bool) -> Entry | Refusal:
        """Whether somebody may enter, and as what; ``has_row`` when JupyterHub's own database knows them."""
        return entry_of(self, name, has_row=has_row)

    def mounts(self, name: str) -> Mounts:
        """What this person mounts if their server starts now.

        Others whose access has ended stay on the roster here: staff go on seeing what they handed in.
        """
        roster = self.roster()
        person = roster.person(name)
        ended = person is not None and self.has_ended(person)
        # A box that closes at another moment than the one that was copied is open again.
        copied = self.memory.copied()
        closed = {policy.key for policy in self.hub.volumes if (policy.key, policy.closes) in copied}
        in_force = NOBODY if ended else roster
        found = mounts_for(self.hub.name, self.hub.volumes, in_force, name, closed=closed)
        return with_roster_directory(found, self.hub, in_force.person(name))

    def is_settling(self) -> bool:
        """Whether the userlist was saved a moment ago, so that what it takes away is about to count."""
        self.roster()
        return self.file.is_settling or (self.is_reconciled and self.file.needs_long_reading())

    def notebook(self, name: str) -> PersonalNotebook:
        """The limits and images of this person's server if it starts now."""
        return notebook_of(self.hub.notebook, self.hub.images.notebook, self.roster(), name)

    def state(self) -> RosterState:
        """How the roster is; as it was a moment ago while another thread reads it."""
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
        """Both of one moment, for a thread that may wait for another one to read the file."""
        with self._lock:
            return self.roster(), self.state()

    def accept(self, digest: str | None = None) -> tuple[str, ...]:
        """Lets the userlist as it is leave out those whom it leaves out, and says who they are.

        ``digest``, where given, is of the file that was shown to whoever accepts it. Raises NothingToDecide.
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
        """Whether a held name is the same person; they are on the list again, or a stranger who may be added.

        Bookkeeping alone: where they are a new person, ``returns.admit`` has archived what the other one had. Raises
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
        """An admin adds somebody to JupyterHub's database: a name that left becomes a stranger's, or is held."""
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
        """Of everybody in JupyterHub's database, when they last did something there: of strangers it is remembered.

        Without any list nobody is known to be a stranger.
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
        """They stop being admins now, whatever made them admins, and know the passwords that do not change with it."""
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
        """Who was an admin and could have seen passwords that are still in use; nobody where the hub has none."""
        if not isinstance(self.hub.sign_in, DerivedPasswords):
            return ()
        return self.memory.former_admins.of(self.roster())

    def _local(self) -> datetime:
        return self.clock().astimezone(ZoneInfo(self.hub.timezone))

    def _is_long_away(self, name: str) -> bool:
        left_on = self.memory.left_on(name)
        return left_on is not None and (self.today() - left_on).days > AWAY

    def _bring_into_force(self, read: GroupMap, spellings: Spellings) -> None:
        """Leaves out of the list who is held, and notes who came and who left."""
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
                # Before the list is kept, and after it is in force: nobody gets in with an old password from here on.
                self.memory.passwords.note({name: person.pw for name, person in listed.people.items()})
                self.memory.keep_roster(listed)
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
        """Who comes onto the list for the first time, under a name that a stranger has not used for a long time."""
        today, last_here = self.today(), self.memory.strangers.last_here
        return {
            name: day
            for name in listed.people
            if name not in self.memory and (day := last_here(name)) is not None and (today - day).days > AWAY
        }

    def _renewed(self, listed: GroupMap) -> dict[str, date]:
        """Whose access had ended long ago and is there again: since then the name may be another person's."""
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
    """Whether this is the thread of the event loop: whatever it does, everybody waits for."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@lru_cache(maxsize=1)
def live_hub() -> LiveHub:
    """The hub of this process, as its image describes it.

    Shared because JupyterHub makes the authenticator and the spawners itself, and all of them must hold the
    same last good roster.
    """
    hub = load_hub(HUB_JSON)
    return LiveHub(hub, RosterFile(hub.roster), memory=Memory(MEMORY), visits=Visits(VISITS))


def hub_beside() -> LiveHub:
    """The same hub as a command sees it that runs beside it: it takes the userlist for still, and notes nobody."""
    hub = load_hub(HUB_JSON)
    memory = Memory(MEMORY, patience=BESIDE_PATIENCE)
    return LiveHub(hub, RosterFile(hub.roster, settle=0), memory=memory, records=False)
