"""What the hub's pages tell: an admin of the roster's faults, a person of folders that a restart would show."""

import logging
from dataclasses import dataclass
from typing import Any

from .diagnostic import Diagnostic
from .hub_json import DerivedPasswords
from .live import LiveHub, live_hub
from .rights import gained_by
from .roster_state import RosterState

# How many lines at fault, and how many names, a banner shows: it stands on every page.
LINES = 10
NAMES = 5
# A problem that is no fault of a line: the banner has words of its own for it.
MANY_GONE = "roster-many-gone"


@dataclass(frozen=True, slots=True)
class Banner:
    """What waits for an admin."""

    errors: tuple[Diagnostic, ...]
    loss: tuple[str, ...]
    held: tuple[str, ...]
    lines: int = LINES
    names: int = NAMES


@dataclass(frozen=True, slots=True)
class Notices:
    """What one page tells the person who looks at it; nothing where all is well."""

    is_admin: bool = False
    banner: Banner | None = None
    gained: tuple[str, ...] = ()
    has_password: bool = False
    """Whether this admin has a password of the hub, which is asked for where a session is not enough."""


NOTHING = Notices()


def banner_of(state: RosterState) -> Banner | None:
    """The banner for this state; None when nothing is at fault and nothing waits. Warnings are for the page alone."""
    errors = tuple(
        problem for problem in state.diagnostics if problem.severity == "error" and problem.code != MANY_GONE
    )
    held = tuple(held.name for held in state.held)
    return Banner(errors, state.loss, held) if errors or state.loss or held else None


def notices_for(live: LiveHub, user: Any) -> Notices:
    """What to tell this person: the folders that their running servers lack, and to admins what waits for them."""
    if user is None:
        return NOTHING
    is_admin = bool(getattr(user, "admin", False))
    gained = {folder for spawner in _running(user) for folder in gained_by(live, spawner)}
    return Notices(
        is_admin,
        banner_of(live.state()) if is_admin else None,
        tuple(sorted(gained)),
        has_password=is_admin and isinstance(live.hub.sign_in, DerivedPasswords),
    )


def notices(user: Any) -> Notices:
    """The same, as a variable of JupyterHub's templates: a fault of ours must cost nobody the page they asked for."""
    try:
        return notices_for(live_hub(), user)
    except Exception:
        logging.getLogger("hubwright").exception("A page is shown without notices.")
        return NOTHING


def _running(user: Any) -> list[Any]:
    # A service that visits a page with its token has no servers.
    spawners = getattr(user, "spawners", None) or {}
    return [spawner for spawner in spawners.values() if spawner.ready]
