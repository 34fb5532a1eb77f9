"""Remembers in the data volume in which database this hub's data is, so that no hub begins anew by mistake."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from .backup import sync_directory
from .db_address import FILE

NOTE = "database"


@dataclass(frozen=True, slots=True)
class DbPlace:
    """As it was noted last."""

    place: str | None
    """DbAddress.place; None for a hub that has no data yet."""
    moving: str | None = None
    """The mark of a move that was begun, which the new database carries once it is complete."""

    @property
    def kind(self) -> str | None:
        return None if self.place is None else self.place.split(" ")[0]


def read_place(data: Path) -> DbPlace:
    """A hub that never moved has no note: its data is where the file is."""
    note = data / NOTE
    if not note.exists():
        return DbPlace("sqlite" if (data / FILE).exists() else None)
    noted = json.loads(note.read_text(encoding="utf-8"))
    return DbPlace(noted["in"], noted.get("moving"))


def write_place(data: Path, place: DbPlace) -> None:
    """At once or not at all, and to outlive a power cut."""
    new = data / f"{NOTE}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump({"in": place.place, "moving": place.moving}, file)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(data / NOTE)
    sync_directory(data)
