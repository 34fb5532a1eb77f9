"""What an admin decides about people: who may lose access, whose a name is, and who is added."""

from typing import Literal

from ..live import LiveHub
from ..roster.diagnostic import quoted
from ..roster.roster_state import NothingToDecide
from .absence import has_left

Choice = Literal["same", "new"]


def accept(live: LiveHub, digest: str | None = None) -> tuple[str, ...]:
    """Accepts the people whom the current userlist leaves out, and returns them.

    ``digest``, if given, is of the file that was shown to the admin. Raises NothingToDecide.
    """
    with live.roster.lock:
        state = live.roster.state()
        if not state.loss or state.digest is None:
            raise NothingToDecide("No userlist is waiting to be accepted.")
        if digest not in (None, state.digest):
            raise NothingToDecide("The userlist has changed since you saw it. Check it again.")
        live.memory.accept(state.digest)
        return state.loss


def decide(live: LiveHub, name: str, choice: Choice) -> None:
    """Decides whether a held name is the same person: one who is on the list again, or a stranger who can be added.

    Only records the decision: for a new person, ``returns.admit`` has archived the other one's data. Raises
    NothingToDecide.
    """
    with live.roster.lock:
        name = live.spellings.name_of(name)
        live.roster.now()
        if not live.memory.holds(name):
            raise NothingToDecide(f"{quoted(name)} is not waiting for a decision.")
        live.memory.strangers.forget(name)
        if live.roster.lists(name):
            live.memory.decide(name)
        else:
            live.memory.forget(name)
        live.roster.now()
        live.log.info("%s is %s person.", quoted(name), "the same" if choice == "same" else "a new")


def add(live: LiveHub, name: str) -> None:
    """An admin adds a person to JupyterHub's database: a name that left becomes a stranger's, or is put on hold."""
    with live.roster.lock:
        name = live.spellings.name_of(name)
        if not has_left(live, name) or live.memory.holds(name):
            return
        if live.holds.is_long_away(name):
            live.holds.hold_added(name)
        else:
            live.memory.forget(name)
