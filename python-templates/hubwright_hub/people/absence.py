"""Whether a person has left the roster, or is back and on hold."""

from ..live import LiveHub


def has_left(live: LiveHub, name: str) -> bool:
    """Whether a person was on the roster once but no longer is.

    While there is no roster, neither read nor remembered, nobody has left: a missing list locks nobody
    out.
    """
    # In this order: a name is recorded only after the roster that contains it is in force.
    name = live.spellings.name_of(name)
    return name in live.memory and live.roster.now().person(name) is None and live.file.is_read


def is_held(live: LiveHub, name: str) -> bool:
    """Whether this name came back after more than 30 days, and no admin has decided yet whose it is."""
    return live.memory.holds(live.spellings.name_of(name)) and has_left(live, name)
