"""Notices on the hub's pages: roster problems for admins, and folders that a restart would show."""

import logging
from dataclasses import dataclass
from typing import Any

from ..access.rights import gained_by
from ..hub_json import DerivedPasswords
from ..live import LiveHub, live_hub
from ..roster.diagnostic import Diagnostic
from ..roster.roster_state import RosterState

# How many wrong lines and how many names a banner shows: it is on every page.
LINES = 10
NAMES = 5
# Problems that are not about a line: the banner has its own text for them.
MANY_GONE = "roster-many-gone"


@dataclass(frozen=True, slots=True)
class Banner:
    """What is waiting for an admin."""

    errors: tuple[Diagnostic, ...]
    loss: tuple[str, ...]
    held: tuple[str, ...]
    lines: int = LINES
    names: int = NAMES


@dataclass(frozen=True, slots=True)
class Notices:
    """The notices for the person who views a page; empty if there are none."""

    is_admin: bool = False
    banner: Banner | None = None
    gained: tuple[str, ...] = ()
    has_password: bool = False
    """Whether this admin has a password from the hub, which is needed where a session is not enough."""


NOTHING = Notices()


def banner_of(state: RosterState) -> Banner | None:
    """The banner for this state; None if there are no errors and nothing is waiting. Warnings are only on the page."""
    errors = tuple(
        problem for problem in state.diagnostics if problem.severity == "error" and problem.code != MANY_GONE
    )
    held = tuple(held.name for held in state.held)
    return Banner(errors, state.loss, held) if errors or state.loss or held else None


def notices_for(live: LiveHub, user: Any) -> Notices:
    """The notices for this person: folders that their running servers lack, and for admins, what is waiting for
    them."""
    if user is None:
        return NOTHING
    is_admin = bool(getattr(user, "admin", False))
    gained = {folder for spawner in _running(user) for folder in gained_by(live, spawner)}
    return Notices(
        is_admin,
        banner_of(live.roster.state()) if is_admin else None,
        tuple(sorted(gained)),
        has_password=is_admin and isinstance(live.hub.sign_in, DerivedPasswords),
    )


def notices(user: Any) -> Notices:
    """The same as a variable of JupyterHub's templates: a bug of ours must not keep anybody from the page they asked
    for."""
    try:
        return notices_for(live_hub(), user)
    except Exception:
        logging.getLogger("hubwright").exception("A page is shown without notices.")
        return NOTHING


def _running(user: Any) -> list[Any]:
    # A service that visits a page with its token has no servers.
    spawners = getattr(user, "spawners", None) or {}
    return [spawner for spawner in spawners.values() if spawner.ready]
