"""Keeps a page for the hub's admins."""

from typing import Any

from tornado import web


def require_admin(handler: Any, what: str) -> None:
    """403 unless the request comes from an admin with all the rights of one.

    It checks the flag itself, because staff of a group have the admin page's scopes, and a scope that only admins have,
    because an admin may have created a token with fewer rights.
    """
    if not getattr(handler.current_user, "admin", False) or "admin:users" not in handler.expanded_scopes:
        raise web.HTTPError(403, f"Only admins of this hub may see {what}.")
