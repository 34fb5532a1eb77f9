"""Moves a hub's data to SQLite while the hub is stopped, in the image that it ran in: python3 -m
hubwright_hub.leave."""

import logging
import sys
import tempfile
from datetime import UTC, datetime

from .db.db_move import take_out
from .db.not_ready import NotReady
from .db_address import DATA, address_of
from .hub_json import load_hub
from .live import HUB_JSON

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    # Its container is writable nowhere else.
    tempfile.tempdir = str(DATA)
    try:
        if not take_out(address_of(load_hub(HUB_JSON)), DATA, datetime.now(UTC), logging.getLogger("hubwright")):
            print("The data is in SQLite already.")
    except NotReady as problem:
        sys.exit(str(problem))
