"""The hub of this process: its definition, its current roster and its memory, shared by sign-in, servers and pages."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from .access.visits import VISITS, Visits
from .hub_json import Hub, load_hub
from .people.holds import Holds
from .people.hub_spellings import HubSpellings
from .people.memory import Memory
from .reconcile.writing import Writing
from .roster.current_roster import CurrentRoster
from .roster.local_clock import LocalClock, now_utc
from .roster.problem_log import ProblemLog
from .roster.roster_file import RosterFile

HUB_JSON = Path("/srv/hubwright/hub.json")
MEMORY = Path("/srv/jupyterhub/roster-memory.sqlite")

BESIDE_PATIENCE = 10.0
"""Seconds that a command waits for the hub to finish writing: no page waits for it."""


class LiveHub:
    """What this process knows about its hub; threads can share it. Functions get it under the name ``live``."""

    def __init__(
        self,
        hub: Hub,
        file: RosterFile,
        now: Callable[[], datetime] = now_utc,
        memory: Memory | None = None,
        *,
        visits: Visits | None = None,
        records: bool = True,
    ) -> None:
        """``records``: whether it records who comes and goes: the hub does, a command next to it only reads."""
        self.hub = hub
        self.file = file
        self.log = logging.getLogger("hubwright")
        self.clock = LocalClock(hub.timezone, now)
        self.memory = memory or Memory()
        self.spellings = HubSpellings(self.memory)
        self.holds = Holds(self.memory, self.clock, self.log)
        self.roster = CurrentRoster(
            file, self.memory, self.clock, self.spellings, self.holds, ProblemLog(self.log), records
        )
        self.visits = visits or Visits()
        self.writing = Writing()
        """Ensures that only one writes to JupyterHub's database at a time."""


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
