"""The state of a hub's roster, for pages, ``status`` and commands."""

from dataclasses import dataclass
from datetime import date

from .diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Held:
    """A name that came back after a long time and is waiting for an admin to decide whether it is the same person."""

    name: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class RosterState:
    people: int
    """How many people the roster in force has, including those whose access has ended."""
    diagnostics: tuple[Diagnostic, ...]
    loss: tuple[str, ...]
    """The people from whom a file that waits to be accepted takes access."""
    digest: str | None
    """The SHA-256 of the current userlist."""
    modified: int | None
    """When it was saved, in nanoseconds since 1970; None if it cannot be found."""
    is_settling: bool
    """Whether it was saved a moment ago, so that what it takes away does not apply yet."""
    held: tuple[Held, ...]
    is_read: bool
    """Whether any roster is in force: one that was read, or the one remembered from before the hub started."""


class NothingToDecide(ValueError):
    """There is nothing to accept or decide; the message is one sentence."""
