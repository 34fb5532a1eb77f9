"""Knows a browser again in which somebody has signed in before, whoever guesses their password from elsewhere."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

COOKIE = "hubwright-known"
DAYS = 400
"""The longest that browsers keep a cookie."""
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """What the hub has signed for one browser."""

    id: str
    names: tuple[str, ...] = ()
    """Who has signed in there, the last one first."""


def browser_of(handler: Any) -> KnownBrowser | None:
    """None where the browser shows nothing that this hub has signed."""
    signed = handler.get_secure_cookie(COOKIE, max_age_days=DAYS)
    if signed is None:
        return None
    given = json.loads(signed)
    return KnownBrowser(given["id"], tuple(given["names"]))


def remember(handler: Any, browser: KnownBrowser | None, name: str) -> None:
    """Gives the browser a cookie that the hub's own pages alone are sent: no server of a person's sees it."""
    known = browser or KnownBrowser(secrets.token_hex(16))
    names = [name, *(other for other in known.names if other != name)][:MOST_NAMES]
    handler.set_secure_cookie(
        COOKIE,
        json.dumps({"id": known.id, "names": names}),
        expires_days=DAYS,
        path=handler.hub.base_url,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
    )
