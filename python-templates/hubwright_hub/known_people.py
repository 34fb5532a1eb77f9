"""Prints the names that only JupyterHub's own database knows, as a JSON list: python3 -m hubwright_hub.known_people.

They are the people added in the admin page. Both databases are opened to read only.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from .live import MEMORY
from .memory_file import names_in

DATABASE = Path("/srv/jupyterhub/jupyterhub.sqlite")


def known_people(database: Path, memory: Path) -> list[str]:
    """The names in alphabetical order, without those that were ever on the roster; none before the first start."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name FROM users ORDER BY name").fetchall()
    listed = set(names_in(memory))
    return [name for (name,) in rows if name not in listed]


if __name__ == "__main__":
    json.dump(known_people(DATABASE, MEMORY), sys.stdout)
