"""Checks whether a hub's data may be moved to a person's own database: python3 -m hubwright_hub.arriving."""

import logging
import sys

from .db.db_move import refuse_foreign
from .db.db_place import read_place
from .db.db_wait import until_accepts
from .db.not_ready import NotReady
from .db_address import DATA, address_of
from .hub_json import load_hub
from .live import HUB_JSON

PATIENCE = 10.0
"""Seconds: a person is waiting at a terminal, and the hub keeps running."""

if __name__ == "__main__":
    try:
        address = address_of(load_hub(HUB_JSON))
        until_accepts(address, logging.getLogger("hubwright"), PATIENCE)
        refuse_foreign(address, read_place(DATA))
    except NotReady as problem:
        sys.exit(str(problem))
