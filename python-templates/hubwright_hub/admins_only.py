"""Keeps a page for the hub's admins."""

from typing import Any

from tornado import web


def require_admin(handler: Any, what: str) -> None:
    """403 unless an admin asks, with all the rights of one.

    The flag itself, since staff of a group are given the admin page's scopes; and a scope that only admins have, since
    an admin may have made a token that is meant to do less.
    """
    if not getattr(handler.current_user, "admin", False) or "admin:users" not in handler.expanded_scopes:
        raise web.HTTPError(403, f"Only admins of this hub may see {what}.")
