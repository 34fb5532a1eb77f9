"""JupyterHub's roles with which the staff of a group look after its members."""

from dataclasses import dataclass
from typing import Any

PREFIX = "hubwright-staff-"
OF_MEMBERS = ":member"
OF_OPEN = ":open"

# JupyterHub's role names have no capital letters and end with a letter or digit; no group has a tilde.
_AT_THE_END = {".": "~0", "_": "~1", "-": "~2"}


@dataclass(frozen=True, slots=True)
class StaffRole:
    """A role as in JupyterHub's database."""

    name: str
    description: str
    scopes: tuple[str, ...]

    def as_model(self) -> dict[str, Any]:
        """The role as an authenticator passes it to JupyterHub."""
        return {"name": self.name, "description": self.description, "scopes": list(self.scopes)}


def staff_role(group: str) -> str:
    """The role's name: a capital letter of the group becomes a tilde and its small letter."""
    encoded = "".join(f"~{letter.lower()}" if letter.isupper() else letter for letter in group)
    return PREFIX + encoded[:-1] + _AT_THE_END.get(encoded[-1], encoded[-1])


def members_of(group: str) -> str:
    """JupyterHub's group of the people whom the staff of a group look after; no group in a userlist can contain a
    colon."""
    return group + OF_MEMBERS


def open_of(group: str) -> str:
    """JupyterHub's group of those of them whose servers the staff may open."""
    return group + OF_OPEN


def group_of_open(name: str) -> str | None:
    """The group whose staff may open the servers of this group of JupyterHub's; None if it is no such group."""
    return name.removesuffix(OF_OPEN) if name.endswith(OF_OPEN) else None


def role_of(group: str) -> StaffRole:
    """What staff of a group may do: see, start and stop the servers of its members, and open some of them."""
    of_members = ("list:users", "read:users", "admin:servers")
    # The admin page needs its scope without a filter; it lists the people whom the other scopes allow.
    scopes = (
        "admin-ui",
        *(f"{scope}!group={members_of(group)}" for scope in of_members),
        f"access:servers!group={open_of(group)}",
    )
    return StaffRole(staff_role(group), f"Staff of {group}", scopes)
