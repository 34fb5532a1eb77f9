"""May this person enter, and as what: the roster's answer."""

from dataclasses import dataclass

from .live import LiveHub


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone who may enter; ``admin`` None leaves to JupyterHub whether they are one."""

    groups: tuple[str, ...]
    admin: bool | None


@dataclass(frozen=True, slots=True)
class Refusal:
    because: str


def entry_of(live: LiveHub, name: str, *, has_row: bool) -> Entry | Refusal:
    """What the roster says of a name; ``has_row`` when JupyterHub's own database knows it.

    Somebody whose access has ended is refused although the database knows them: the roster spoke of them.
    """
    person = live.roster().person(name)
    if person is not None:
        if live.has_ended(person):
            return Refusal(f"Access to this hub ended on {person.until}.")
        return Entry(tuple(person.groups), person.admin)
    if live.has_left(name):
        return Refusal("You are no longer on the list of people of this hub. Ask its admins if that is a mistake.")
    if has_row and live.hub.strangers == "allow":
        return Entry((), None)
    return Refusal("This name is not on the hub's list of people. One of its admins can add it.")
