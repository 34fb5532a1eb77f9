"""Upgrades a PostgreSQL database that was backed up by other means: python3 -m hubwright_hub.upgrade."""

import sys

from .db.not_ready import NotReady
from .db.schema import upgrade_at_once
from .db_address import address_of
from .hub_json import load_hub
from .live import HUB_JSON

if __name__ == "__main__":
    try:
        address = address_of(load_hub(HUB_JSON))
        if address.kind == "sqlite":
            raise NotReady("A database of SQLite is backed up and upgraded by the hub itself.")
        upgrade_at_once(address)
    except NotReady as problem:
        sys.exit(str(problem))
