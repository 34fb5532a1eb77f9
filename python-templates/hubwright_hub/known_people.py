"""Prints the names that JupyterHub's own database knows, as a JSON list: python3 -m hubwright_hub.known_people.

The names of people added in the admin page are nowhere else. The database is opened to read only.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

DATABASE = Path("/srv/jupyterhub/jupyterhub.sqlite")


def known_people(database: Path) -> list[str]:
    """The names in alphabetical order; none where there is no database yet."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM users ORDER BY name")]


if __name__ == "__main__":
    json.dump(known_people(DATABASE), sys.stdout)
