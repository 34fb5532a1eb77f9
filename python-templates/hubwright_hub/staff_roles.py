"""JupyterHub's roles by which the staff of a group look after its members."""

from dataclasses import dataclass
from typing import Any

PREFIX = "hubwright-staff-"
OF_MEMBERS = ":member"

# JupyterHub's names of roles have no capitals, and end with a letter or digit; no group has a tilde.
_AT_THE_END = {".": "~0", "_": "~1", "-": "~2"}


@dataclass(frozen=True, slots=True)
class StaffRole:
    """A role as JupyterHub's database holds it."""

    name: str
    description: str
    scopes: tuple[str, ...]

    def as_model(self) -> dict[str, Any]:
        """The role as an authenticator tells JupyterHub of it."""
        return {"name": self.name, "description": self.description, "scopes": list(self.scopes)}


def staff_role(group: str) -> str:
    """The role's name: a capital of the group is its small letter after a tilde."""
    encoded = "".join(f"~{letter.lower()}" if letter.isupper() else letter for letter in group)
    return PREFIX + encoded[:-1] + _AT_THE_END.get(encoded[-1], encoded[-1])


def members_of(group: str) -> str:
    """JupyterHub's group of those whom the staff of a group look after; no word of a userlist can hold a colon."""
    return group + OF_MEMBERS


def group_of_members(name: str) -> str | None:
    """The group that a group of members belongs to; None for any other."""
    return name.removesuffix(OF_MEMBERS) if name.endswith(OF_MEMBERS) else None


def role_of(group: str) -> StaffRole:
    """What staff of a group may do: see, start, stop and access the servers of its members."""
    filtered = ("list:users", "read:users", "admin:servers", "access:servers")
    # The admin page asks for its scope without a filter, and lists whom the other scopes let it see.
    scopes = ("admin-ui", *(f"{scope}!group={members_of(group)}" for scope in filtered))
    return StaffRole(staff_role(group), f"Staff of {group}", scopes)
