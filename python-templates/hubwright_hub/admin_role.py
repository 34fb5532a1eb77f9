"""Keeps the hub's admins out of other people's servers."""

from typing import Any

from jupyterhub import roles

# The first opens servers, the others would give it back: a token in somebody's name, a share of their server.
WAYS_IN = frozenset({"access:servers", "tokens", "shares"})


def without_access() -> None:
    """Takes from JupyterHub's role ``admin`` every scope that leads into another person's server.

    JupyterHub's setting for it, ``admin_access``, has had no effect since roles came, and the role ``admin`` is the one
    that no configuration may change. The list of built-in roles is where it is defined and held against what it may
    be, so it is that list that is narrowed: from this process's start on, the database follows. Safe to repeat.
    """
    built_in = roles.get_default_roles
    if getattr(built_in, "narrowed", False):
        return

    def narrowed() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = built_in()
        for role in found:
            if role["name"] == "admin":
                role["scopes"] = [scope for scope in role["scopes"] if scope not in WAYS_IN]
        return found

    narrowed.narrowed = True  # type: ignore[attr-defined]
    roles.get_default_roles = narrowed
