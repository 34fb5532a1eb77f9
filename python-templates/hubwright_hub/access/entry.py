"""Whether a person can sign in, and with which rights: the roster's answer."""

from dataclasses import dataclass
from typing import Literal

from ..live import LiveHub
from ..people.absence import has_left, is_held
from .wanted import wanted_for


@dataclass(frozen=True, slots=True)
class Entry:
    """A person who can sign in; with ``admin`` None, JupyterHub decides whether they are an admin, if no list names
    one."""

    groups: tuple[str, ...]
    """JupyterHub's groups: those of the roster, and ``G:member`` and ``G:open`` (``Wanted.groups``)."""
    admin: bool | None
    roles: tuple[str, ...] = ()
    """JupyterHub's roles that their standing gives them."""


Kind = Literal["ended", "held", "left", "unlisted"]


@dataclass(frozen=True, slots=True)
class Refusal:
    because: str
    """A sentence for the person."""
    kind: Kind


def entry_of(live: LiveHub, name: str, *, has_row: bool) -> Entry | Refusal:
    """What the roster says about a name; ``has_row`` if JupyterHub's own database knows it.

    A person whose access has ended is refused even if the database knows them, because the roster says so.
    """
    roster = live.roster.now()
    person = roster.person(name)
    if person is not None:
        if live.clock.has_ended(person):
            return Refusal(f"Your access to this hub ended on {person.until}.", "ended")
        wanted = wanted_for(live.hub.staff, live.hub.volumes, roster, person)
        return Entry(wanted.groups, wanted.admin, wanted.roles)
    if is_held(live, name):
        return Refusal(
            f"Someone with this name used this hub until {live.memory.left_on(live.spellings.name_of(name))}. "
            "An admin must first confirm whether you are the same person.",
            "held",
        )
    if has_left(live, name):
        return Refusal("You are no longer on this hub's user list. If that is a mistake, ask the hub's admins.", "left")
    # Without any list it is unknown who is a stranger, and nothing is taken away from anybody.
    if has_row and not live.file.is_read:
        return Entry((), None)
    if has_row and live.hub.strangers == "allow":
        # A list without an admin is ignored: it must not leave a hub without one.
        return Entry((), False if roster.admins else None)
    return Refusal("This name is not on the hub's user list. An admin can add it.", "unlisted")
