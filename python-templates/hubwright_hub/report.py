"""Prints the state of the roster as one JSON object: python3 -m hubwright_hub.report."""

import json
import sys
from dataclasses import asdict
from typing import Any

from .live import hub_beside
from .roster_state import RosterState


def report_of(state: RosterState) -> dict[str, Any]:
    """The state in the spelling of hub.json; days as ``"2026-12-31"``, lines counted from 1."""
    return {
        "people": state.people,
        "diagnostics": [asdict(diagnostic) for diagnostic in state.diagnostics],
        "loss": list(state.loss),
        "digest": state.digest,
        "held": [{"name": held.name, "leftOn": held.left_on and held.left_on.isoformat()} for held in state.held],
        "isRead": state.is_read,
    }


if __name__ == "__main__":
    json.dump(report_of(hub_beside().state()), sys.stdout)
