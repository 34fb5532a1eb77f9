"""Names that came back and may belong to a different person than before: on hold until an admin decides."""

import logging
from datetime import date

from ..roster.diagnostic import quoted
from ..roster.group_map import GroupMap
from ..roster.local_clock import LocalClock
from .memory import AWAY, Memory


class Holds:
    """Puts names on hold in the hub's memory, and says so in its log."""

    def __init__(self, memory: Memory, clock: LocalClock, log: logging.Logger) -> None:
        self._memory, self._clock, self._log = memory, clock, log

    def follow(self, listed: GroupMap, before: GroupMap | None) -> None:
        """Puts the names on hold that are back on this list, and releases those that have left it again.

        ``before``: the last list that was in force, with the names on hold; None if none is known.
        """
        held = self._memory.held()
        for name, until in self._renewed(listed, before).items():
            if name not in held:
                self._memory.left([name], until)
        back = [name for name in listed.people if name not in held and self.is_long_away(name)]
        for name in back:
            self._memory.hold(name)
        strangers = self._long_strangers(listed)
        for name, last_here in strangers.items():
            self._memory.hold_stranger(name, last_here)
        self._log_held([*back, *strangers])
        gone = {name: known.held for name, known in held.items() if name not in listed.people}
        self._memory.release(name for name, by in gone.items() if by == "list")
        for name in (name for name, by in gone.items() if by == "stranger"):
            self._memory.forget(name)

    def hold_added(self, name: str) -> None:
        """An admin has added the name of a person who left long ago to JupyterHub's database."""
        self._memory.hold(name, "added")
        self._log_held([name])

    def is_long_away(self, name: str) -> bool:
        left_on = self._memory.left_on(name)
        return left_on is not None and self._is_long_ago(left_on)

    def _renewed(self, listed: GroupMap, before: GroupMap | None) -> dict[str, date]:
        """Whose access had ended long ago and is back: the name may belong to another person by now."""
        ended = {} if before is None else {name: person.until for name, person in before.people.items()}
        return {
            name: until
            for name, person in listed.people.items()
            if (until := ended.get(name)) is not None
            and self._is_long_ago(until)
            and not self._clock.has_ended(person)
            and self._memory.left_on(name) is None
        }

    def _long_strangers(self, listed: GroupMap) -> dict[str, date]:
        """Who is new on the list, under a name that a stranger has not used for a long time."""
        last_here = self._memory.strangers.last_here
        return {
            name: day
            for name in listed.people
            if name not in self._memory and (day := last_here(name)) is not None and self._is_long_ago(day)
        }

    def _is_long_ago(self, day: date) -> bool:
        return (self._clock.today() - day).days > AWAY

    def _log_held(self, names: list[str]) -> None:
        for name in names:
            self._log.warning(
                "%s used this hub until %s and is on the list now. Confirm on the page /hub/roster whether it is "
                "the same person.",
                quoted(name),
                self._memory.left_on(name),
            )
