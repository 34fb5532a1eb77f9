"""Recognizes a browser in which a person has signed in before, so that they can sign in while others guess their
password."""

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
    """The content of a cookie that the hub signed for one browser."""

    id: str
    names: tuple[str, ...] = ()
    """Who has signed in there, the latest first."""


def browser_of(handler: Any) -> KnownBrowser | None:
    """None if the browser has no cookie signed by this hub."""
    signed = handler.get_secure_cookie(COOKIE, max_age_days=DAYS)
    if signed is None:
        return None
    given = json.loads(signed)
    return KnownBrowser(given["id"], tuple(given["names"]))


def remember(handler: Any, browser: KnownBrowser | None, name: str) -> None:
    """Gives the browser a cookie that is only sent to the hub's own pages: no person's server sees it."""
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
