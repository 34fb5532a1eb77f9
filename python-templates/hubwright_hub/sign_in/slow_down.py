"""Slows down guessing of a password without locking out its owner."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic

FREE_TRIES = 3
FIRST_PAUSE = 4.0
LONGEST_PAUSE = 30.0
LONGEST_WAIT = 6.0
REMEMBERED = 10_000
FORGOTTEN_AFTER = 900.0


@dataclass(slots=True)
class Tries:
    failures: int = 0
    in_progress: int = 0
    """Attempts in progress: each counts as a failure until it has ended, so that many at once have no advantage."""
    open_at: float = 0.0
    last: float = 0.0


@dataclass(slots=True)
class SlowDown:
    """Remembers failed attempts by source and target, up to a maximum number of them."""

    clock: Callable[[], float] = monotonic
    _tries: OrderedDict[Hashable, Tries] = field(default_factory=OrderedDict)

    def begin(self, key: Hashable) -> float | None:
        """Seconds that an attempt must wait before it is checked; None if it is refused.

        Otherwise it takes a place in the queue, which ``end`` gives back.
        """
        now = self.clock()
        tries = self._tries.get(key)
        if tries is None or (tries.in_progress == 0 and now - tries.last > FORGOTTEN_AFTER):
            tries = self._tries[key] = Tries(last=now)
            self._forget_oldest()
        wait = max(0.0, tries.open_at - now)
        if wait > LONGEST_WAIT:
            return None
        taken = tries.failures + tries.in_progress + 1
        if taken >= FREE_TRIES:
            tries.open_at = now + wait + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(taken - FREE_TRIES, 10))
        tries.in_progress += 1
        return wait

    def end(self, key: Hashable, *, is_right: bool) -> None:
        """The attempt was right, and earlier failures no longer count; or it was wrong, or was abandoned."""
        tries = self._tries.setdefault(key, Tries(in_progress=1))
        tries.in_progress -= 1
        tries.last = self.clock()
        if not is_right:
            tries.failures += 1
            self._tries.move_to_end(key)
            return
        tries.failures, tries.open_at = 0, 0.0
        if tries.in_progress == 0:
            del self._tries[key]

    def _forget_oldest(self) -> None:
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
