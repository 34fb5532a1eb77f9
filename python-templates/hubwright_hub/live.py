"""The hub's definition and its roster at this moment, one and the same for sign-in, servers and pages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from .diagnostic import Diagnostic
from .group_map import GroupMap, Person
from .hub_json import Hub, load_hub
from .ledger import Ledger
from .mounts import Mounts, mounts_for
from .roster_file import RosterFile

HUB_JSON = Path("/srv/hubwright/hub.json")
LEDGER = Path("/srv/jupyterhub/roster-ledger")


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class LiveHub:
    """Answers for one running hub; every answer is of the roster as it is now."""

    hub: Hub
    file: RosterFile
    clock: Callable[[], datetime] = now_utc
    ledger: Ledger = field(default_factory=Ledger)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("hubwright"))
    _reported: tuple[Diagnostic, ...] = ()
    _remembered: GroupMap | None = None

    def roster(self) -> GroupMap:
        """Everybody on the roster, those whose access has ended among them."""
        roster = self.file.roster()
        if roster is not self._remembered:
            self._remembered = roster
            self.ledger.add(roster.people)
        if self.file.diagnostics != self._reported:
            self._reported = self.file.diagnostics
            for diagnostic in self._reported:
                write = self.log.error if diagnostic.severity == "error" else self.log.warning
                write("userlist %s", diagnostic)
        return roster

    def today(self) -> date:
        return self.clock().astimezone(ZoneInfo(self.hub.timezone)).date()

    def has_ended(self, person: Person) -> bool:
        """Whether the last day of their access is over, by the clocks of the hub's time zone."""
        return person.until is not None and self.today() > person.until

    def has_left(self, name: str) -> bool:
        """Whether somebody was on the roster once and is not any more.

        Nobody has left as long as the userlist could not be read since the hub started: a list that is missing
        locks no one out.
        """
        return self.roster().person(name) is None and self.file.is_read and name in self.ledger

    def mounts(self, name: str) -> Mounts:
        """What this person mounts if their server starts now.

        Others whose access has ended stay on the roster here: staff go on seeing what they handed in.
        """
        roster = self.roster()
        person = roster.person(name)
        if person is not None and self.has_ended(person):
            roster = roster.without(name)
        return mounts_for(self.hub.name, self.hub.volumes, roster, name)


@lru_cache(maxsize=1)
def live_hub() -> LiveHub:
    """The hub of this process, as its image describes it.

    Shared because JupyterHub makes the authenticator and the spawners itself, and all of them must hold the
    same last good roster.
    """
    hub = load_hub(HUB_JSON)
    return LiveHub(hub, RosterFile(hub.roster), ledger=Ledger(LEDGER))
