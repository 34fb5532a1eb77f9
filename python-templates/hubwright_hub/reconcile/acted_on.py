"""Says in a file of the container which userlist the hub has acted on, for scripts that save one and wait for it."""

import json
from pathlib import Path
from typing import Any

from ..roster.roster_state import RosterState
from .due import Due

ACTED_ON = Path("/run/hubwright/userlist")


def acted_on(state: RosterState, due: Due) -> dict[str, Any]:
    """Figures without names. Nanoseconds are a string, because JavaScript has no such large numbers."""
    return {
        "modified": None if state.modified is None else str(state.modified),
        "sha256": state.digest,
        "settling": state.is_settling,
        "people": state.people,
        "problems": len(state.diagnostics),
        "waiting": len(state.loss),
        "due": len(due.stop) + len(due.remove),
    }


class ActedOnFile:
    """Where scripts read it; only the hub can open its directory."""

    def __init__(self, path: Path = ACTED_ON) -> None:
        self._path = path
        self._written: dict[str, Any] | None = None

    def write(self, found: dict[str, Any]) -> None:
        """Writes it atomically, and only if it has changed."""
        if found == self._written:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.write_text(f"{json.dumps(found)}\n", encoding="ascii")
        fresh.replace(self._path)
        self._written = found
