"""Prints the state of the roster as one JSON object: python3 -m hubwright_hub.report."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from .live import hub_beside
from .people.exposed_passwords import former_admins
from .people.former_admins import FormerAdmin
from .roster.roster_state import RosterState


def report_of(state: RosterState, former: Iterable[FormerAdmin] = ()) -> dict[str, Any]:
    """The state in the style of hub.json; dates as ``"2026-12-31"``, lines counted from 1."""
    return {
        "people": state.people,
        "diagnostics": [asdict(diagnostic) for diagnostic in state.diagnostics],
        "loss": list(state.loss),
        "digest": state.digest,
        "held": [{"name": held.name, "leftOn": held.left_on and held.left_on.isoformat()} for held in state.held],
        "isRead": state.is_read,
        "formerAdmins": [
            {"name": admin.name, "until": admin.until.isoformat(), "people": list(admin.people)} for admin in former
        ],
    }


def main() -> None:
    live = hub_beside()
    json.dump(report_of(live.roster.state(), former_admins(live)), sys.stdout)


if __name__ == "__main__":
    main()
