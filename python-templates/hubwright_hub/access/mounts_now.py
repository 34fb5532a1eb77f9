"""What people mount in this hub now: with the current roster, and with the drop-boxes that have closed."""

from ..live import LiveHub
from ..roster.roster_file import NOBODY
from .mounts import Mounts, mounts_for
from .roster_directory import with_roster_directory


def mounts_now(live: LiveHub, name: str) -> Mounts:
    """What this person mounts if their server starts now.

    Other people whose access has ended stay on the roster here: staff can still see what they handed in.
    """
    roster = live.roster.now()
    person = roster.person(name)
    ended = person is not None and live.clock.has_ended(person)
    in_force = NOBODY if ended else roster
    found = mounts_for(live.hub.name, live.hub.volumes, in_force, name, closed=closed_boxes(live))
    return with_roster_directory(found, live.hub, in_force.person(name))


def closed_boxes(live: LiveHub) -> set[str]:
    """The keys of the drop-boxes whose copy is complete."""
    # A box that closes at a different time than the one that was copied is open again.
    copied = live.memory.copied()
    return {policy.key for policy in live.hub.volumes if (policy.key, policy.closes) in copied}
