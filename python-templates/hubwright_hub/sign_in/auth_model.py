"""What the hub reports to JupyterHub about a person who signs in or makes a request."""

from collections.abc import Iterable
from typing import Any

from jupyterhub import roles as jupyterhub_roles

from ..access.entry import Entry
from ..access.staff_roles import PREFIX, role_of, staff_role


def granted(entry: Entry, roles: Iterable[Any]) -> dict[str, Any]:
    """Groups, admin and roles, ``roles`` being those that JupyterHub's database gives them now.

    JupyterHub removes every role that is not listed, so roles from elsewhere are listed unchanged.
    """
    present = {role.name: _as_it_is(role) for role in roles if not role.name.startswith(PREFIX)}
    wanted: dict[str, dict[str, Any]] = {"user": {"name": "user"}, **present}
    if entry.admin:
        wanted.setdefault("admin", _default("admin"))
    elif entry.admin is False:
        wanted.pop("admin", None)
    staffed = [role_of(group).as_model() for group in entry.groups if staff_role(group) in entry.roles]
    return {"groups": list(entry.groups), "admin": entry.admin, "roles": [*wanted.values(), *staffed]}


def is_up_to_date(user: Any, entry: Entry) -> bool:
    """Whether JupyterHub's database already says the same."""
    if {group.name for group in user.groups} != set(entry.groups) or entry.admin not in (None, user.admin):
        return False
    return {role.name for role in user.roles if role.name.startswith(PREFIX)} == set(entry.roles)


def _default(name: str) -> dict[str, Any]:
    # Asked each time: what admins may do depends on the definition.
    return next(role for role in jupyterhub_roles.get_default_roles() if role["name"] == name)


def _as_it_is(role: Any) -> dict[str, Any]:
    # With its scopes: JupyterHub warns about a role without scopes.
    return {"name": role.name, "description": role.description, "scopes": list(role.scopes)}
