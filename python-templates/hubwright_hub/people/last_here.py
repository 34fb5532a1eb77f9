"""When the people whom only JupyterHub's database knows last used the hub."""

from collections.abc import Mapping
from datetime import UTC, datetime

from ..live import LiveHub


def note_strangers(live: LiveHub, last_active: Mapping[str, datetime | None]) -> None:
    """When each person in JupyterHub's database was last active there; for strangers it is recorded.

    Without any list it is unknown who is a stranger.
    """
    for name in last_active:
        live.spellings.note_row(name)
    if not live.file.is_read:
        return
    roster = live.roster.now()
    live.memory.strangers.note(
        {
            name: live.clock.day_of(moment.replace(tzinfo=UTC))
            for name, moment in last_active.items()
            if moment is not None and name not in live.memory and roster.person(name) is None
        }
    )
