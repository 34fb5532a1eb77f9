"""Narrows what JupyterHub's role ``admin`` may do, to what ends with it and, where asked for, to the hub itself."""

from typing import Any

from jupyterhub import roles

INSTEAD = {
    "tokens": ("read:tokens",),
    "admin:services": (),
    "shares": ("access:servers", "read:shares", "users:shares", "groups:shares"),
    "proxy": (),
}
"""In every hub, replacements for rights that would outlast an admin. JupyterHub does not store who created a token in
another person's name, or who shared a server. A service that is added while the hub runs has its own token and may
have this role. ``proxy`` can send the hub, with the token of its proxy, to another address. What everybody may do with
their own tokens comes from the role ``user``; admins still see all of it, and can revoke shares."""
WAYS_IN = frozenset({"access:servers"})
"""What opens servers."""


def narrow(*, access: bool) -> None:
    """Removes from the role ``admin`` what would outlast its admins and, without ``access``, what opens others'
    servers.

    No configuration can change this role, and JupyterHub's setting ``admin_access`` has had no effect since roles were
    introduced. JupyterHub defines and checks the role in its list of built-in roles, so we narrow that list: the
    database follows from the start of this process. If called again, the last call counts.
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
