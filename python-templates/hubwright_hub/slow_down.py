"""Makes guessing a password slow without closing the door on its owner for long."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

FREE_TRIES = 3
LONGEST_PAUSE = 8.0
LONGEST_WAIT = 30.0
NAMES_REMEMBERED = 10_000
FORGOTTEN_AFTER = 900.0


@dataclass(slots=True)
class Tries:
    failures: int = 0
    open_at: float = 0.0
    last: float = 0.0


@dataclass(slots=True)
class SlowDown:
    """Remembers failed sign-ins by name, of a bounded number of names."""

    clock: Callable[[], float] = monotonic
    _tries: OrderedDict[str, Tries] = field(default_factory=OrderedDict)

    def wait_for(self, name: str) -> float | None:
        """Seconds that a sign-in of this name has to wait before it is looked at; None where too many wait already.

        Each call takes a place in the line, so that many at once are no faster than one after another.
        """
        tries = self._tries.get(name)
        now = self.clock()
        if tries is None or tries.failures < FREE_TRIES:
            return 0.0
        if now - tries.last > FORGOTTEN_AFTER:
            del self._tries[name]
            return 0.0
        wait = max(0.0, tries.open_at - now)
        if wait > LONGEST_WAIT:
            return None
        tries.open_at = now + wait + self._pause(tries)
        return wait

    def failed(self, name: str) -> None:
        tries = self._tries.setdefault(name, Tries())
        tries.failures += 1
        tries.last = self.clock()
        if tries.failures == FREE_TRIES:
            tries.open_at = tries.last + self._pause(tries)
        self._tries.move_to_end(name)
        if len(self._tries) > NAMES_REMEMBERED:
            self._tries.popitem(last=False)

    def succeeded(self, name: str) -> None:
        self._tries.pop(name, None)

    @staticmethod
    def _pause(tries: Tries) -> float:
        return min(LONGEST_PAUSE, 2.0 ** min(tries.failures - FREE_TRIES, 10))
