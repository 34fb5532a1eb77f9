"""The state of a hub's roster, for pages, ``status`` and commands."""

from dataclasses import dataclass
from datetime import date

from .diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Held:
    """A name that came back after a long time, and waits for an admin to say whether it is the same person."""

    name: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class RosterState:
    people: int
    """How many people the roster in force names, those whose access has ended among them."""
    diagnostics: tuple[Diagnostic, ...]
    loss: tuple[str, ...]
    """The people from whom a file takes access that waits to be accepted."""
    digest: str | None
    """The SHA-256 of the userlist as it is."""
    modified: int | None
    """When it was saved, in nanoseconds since 1970; None where it cannot be found."""
    is_settling: bool
    """Whether it was saved a moment ago, so that what it takes away does not count yet."""
    held: tuple[Held, ...]
    is_read: bool
    """Whether a roster holds at all: one that was read, or the one remembered from before the hub started."""


class NothingToDecide(ValueError):
    """There is nothing to accept or to decide, said in one sentence."""
