"""Prints the names that only JupyterHub's own database knows, as a JSON list: python3 -m hubwright_hub.known_people.

They are the people added in the admin page. Both databases are opened read-only.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from .hub_json import load_hub
from .live import HUB_JSON, MEMORY
from .memory_file import names_in

if TYPE_CHECKING:
    from .db_address import DbAddress

DATABASE = Path("/srv/jupyterhub/jupyterhub.sqlite")


def known_people(database: Path, memory: Path) -> list[str]:
    """The names in alphabetical order, without those that were ever on the roster; none before the first start."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name FROM users ORDER BY name").fetchall()
    return _without_listed([name for (name,) in rows], memory)


def known_to_postgres(address: DbAddress, memory: Path) -> list[str]:
    """The same for a PostgreSQL database."""
    from sqlalchemy import inspect, text

    with address.engine().connect() as connection:
        if not inspect(connection).has_table("users"):
            return []
        names = connection.execute(text("SELECT name FROM users")).scalars().all()
    return _without_listed(sorted(names), memory)


def _without_listed(names: list[str], memory: Path) -> list[str]:
    listed = set(names_in(memory))
    return [name for name in names if name not in listed]


def main() -> None:
    hub = load_hub(HUB_JSON)
    if hub.database is None:
        found = known_people(DATABASE, MEMORY)
    else:
        # Imported here: most hubs use SQLite, and a person is waiting for the answer.
        from .db_address import address_of

        found = known_to_postgres(address_of(hub), MEMORY)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
