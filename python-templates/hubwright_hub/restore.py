"""Restores a PostgreSQL database from a backup while the hub is stopped: python3 -m hubwright_hub.restore FILE."""

import sys
from pathlib import Path

from .backup import NotCopied
from .db.not_ready import NotReady
from .db.postgres_backup import restore_postgres
from .db_address import address_of
from .hub_json import load_hub
from .live import HUB_JSON

if __name__ == "__main__":
    try:
        address = address_of(load_hub(HUB_JSON))
        if address.kind == "sqlite":
            raise NotReady("This hub is on SQLite: the backup is a file to be copied in the database's place.")
        restore_postgres(address, Path(sys.argv[1]))
    except (NotReady, NotCopied) as problem:
        sys.exit(str(problem))
