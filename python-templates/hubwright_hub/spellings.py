"""Prints who has another spelling of their name in this hub than in the list: python3 -m hubwright_hub.spellings.

One JSON object of the composed names, each with the spellings that the hub knows.
"""

import json
import sys

from .live import hub_beside
from .people.spellings import Spellings


def main(known: Spellings) -> None:
    json.dump(known.as_known, sys.stdout)


if __name__ == "__main__":
    main(hub_beside().spellings.current)
