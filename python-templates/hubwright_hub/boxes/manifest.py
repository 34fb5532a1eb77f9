"""The list in a copy of closed boxes: what is in it, and what is not and why."""

import csv
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from ..volumes.tree_copy import Noted

NAME = "MANIFEST.csv"
"""It has a dot, unlike any person's directory."""
COLUMNS = ("person", "file", "bytes", "changed", "sha256", "remark")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Manifest:
    """Written while the copy is made; times are in the hub's time zone."""

    def __init__(self, out: IO[str], zone: str) -> None:
        self._table = csv.writer(out)
        self._zone = ZoneInfo(zone)
        self._table.writerow(COLUMNS)

    def about(self, copied: float, remark: str) -> None:
        """A line about the copy as a whole."""
        self._table.writerow(["", "", "", self._time(copied), "", remark])

    def add(self, person: str, noted: Noted) -> None:
        """One file. Its path starts with ``./``, and a person's name is quoted if a spreadsheet would calculate it."""
        shown = f"'{person}" if person.startswith(FORMULA) else person
        changed = "" if noted.changed is None else self._time(noted.changed)
        size = "" if noted.changed is None else noted.size
        self._table.writerow([shown, noted.path, size, changed, noted.sha256, noted.remark])

    def nothing(self, person: str) -> None:
        self.add(person, Noted("", remark="nothing was handed in"))

    def _time(self, seconds: float) -> str:
        try:
            return datetime.fromtimestamp(seconds, self._zone).isoformat(sep=" ", timespec="seconds")
        except (ValueError, OverflowError, OSError):
            # Anybody can set a file's time to anything.
            return str(seconds)
