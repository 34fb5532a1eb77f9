"""Records in the data volume which database this hub's data is in, so that no hub starts empty by mistake."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from ..backup import sync_directory
from ..db_address import FILE

NOTE = "database"


@dataclass(frozen=True, slots=True)
class DbPlace:
    """As last recorded."""

    place: str | None
    """DbAddress.place; None for a hub without data."""
    moving: str | None = None
    """The mark of an unfinished move, which the new database has once it is complete."""

    @property
    def kind(self) -> str | None:
        return None if self.place is None else self.place.split(" ")[0]


def read_place(data: Path) -> DbPlace:
    """A hub whose data never moved has no record: its data is in the file."""
    note = data / NOTE
    if not note.exists():
        return DbPlace("sqlite" if (data / FILE).exists() else None)
    noted = json.loads(note.read_text(encoding="utf-8"))
    return DbPlace(noted["in"], noted.get("moving"))


def write_place(data: Path, place: DbPlace) -> None:
    """Written atomically, and so that it survives a power failure."""
    new = data / f"{NOTE}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump({"in": place.place, "moving": place.moving}, file)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(data / NOTE)
    sync_directory(data)
