"""The time at a hub, in its own time zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .group_map import Person


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class LocalClock:
    timezone: str
    now: Callable[[], datetime] = now_utc

    def today(self) -> date:
        return self.day_of(self.now())

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    def has_ended(self, person: Person) -> bool:
        """Whether the last day of their access is over."""
        return person.has_ended(self.today())
