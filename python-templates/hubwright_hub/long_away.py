"""Says which names belong to a person who was here long ago: python3 -m hubwright_hub.long_away NAME….

Prints a JSON object with those of the names that an admin decides about before anybody has them again, each with the
day until which it was in use; null where that is not known. It reads the hub's memory and changes nothing: it may run
beside the hub, and where the hub is down.
"""

import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .hub_json import load_hub
from .live import HUB_JSON, MEMORY
from .people.memory import AWAY
from .people.strangers import READ as STRANGERS
from .roster.group_map import fold


def long_away(memory: Path, names: Iterable[str], today: date) -> dict[str, str | None]:
    """People who are on hold, and those who would be if they came back today."""
    if not memory.exists():
        return {}
    wanted = {fold(name) for name in names}
    with closing(sqlite3.connect(f"file:{memory}?mode=ro", uri=True)) as connection:
        listed = connection.execute("SELECT name, left_on, held FROM people").fetchall()
        is_there = "SELECT 1 FROM sqlite_master WHERE name = 'strangers'"
        # The memory of an earlier version does not have it.
        strangers = connection.execute(STRANGERS).fetchall() if connection.execute(is_there).fetchone() else []
    known = {name for name, _, _ in listed}
    rows = [*listed, *((name, last_here, None) for name, last_here in strangers if name not in known)]
    return {
        name: last_here
        for name, last_here, held in sorted(rows)
        if fold(name) in wanted
        and (held is not None or (last_here is not None and (today - date.fromisoformat(last_here)).days > AWAY))
    }


def main(names: Iterable[str]) -> None:
    zone = ZoneInfo(load_hub(HUB_JSON).timezone)
    json.dump(long_away(MEMORY, names, datetime.now(zone).date()), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
