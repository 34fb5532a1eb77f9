"""Narrows what JupyterHub's role ``admin`` may do, to what ends with it and, where asked for, to the hub itself."""

from typing import Any

from jupyterhub import roles

INSTEAD = {
    "tokens": ("read:tokens",),
    "admin:services": (),
    "shares": ("access:servers", "read:shares", "users:shares", "groups:shares"),
    "proxy": (),
}
"""In every hub, what takes the place of what would outlast an admin. JupyterHub does not store who made a token in
somebody else's name, or who shared a server. A service that is added while the hub runs has a token of its own and may
have this role. ``proxy`` can send the hub, with the token of its proxy, to another address. What everybody may do with
their own tokens comes from the role ``user``; admins go on seeing all of it, and can take shares from who has them."""
WAYS_IN = frozenset({"access:servers"})
"""What opens servers."""


def narrow(*, access: bool) -> None:
    """Takes from the role ``admin`` what would outlast its admins and, without ``access``, what opens others' servers.

    It is the one role that no configuration may change, and JupyterHub's setting ``admin_access`` has had no effect
    since roles came. The list of built-in roles is where it is defined and held against what it may be, so it is that
    list that is narrowed: from this process's start on, the database follows. Called again, the last call counts.
    """
    built_in = getattr(roles.get_default_roles, "built_in", roles.get_default_roles)
    taken = frozenset() if access else WAYS_IN

    def narrowed() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = built_in()
        for role in found:
            if role["name"] == "admin":
                left = dict.fromkeys(left for scope in role["scopes"] for left in INSTEAD.get(scope, (scope,)))
                role["scopes"] = [scope for scope in left if scope not in taken]
        return found

    narrowed.built_in = built_in  # type: ignore[attr-defined]
    roles.get_default_roles = narrowed
