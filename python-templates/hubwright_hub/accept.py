"""Accepts a userlist that leaves out many people at once: python3 -m hubwright_hub.accept [DIGEST].

The digest is of the file that the admin looked at; any other file is not accepted. Prints who leaves as one JSON
object. The hub notices it the next time it checks.
"""

import json
import sys
from typing import Any

from .live import LiveHub, hub_beside
from .people import decisions
from .roster.roster_state import NothingToDecide


def accepted(live: LiveHub, digest: str | None = None) -> dict[str, Any]:
    """The digest of the userlist and the people it leaves out; NothingToDecide if nothing is waiting."""
    loss = decisions.accept(live, digest)
    live.memory.check_written()
    return {"digest": live.file.digest, "loss": list(loss)}


def main(arguments: list[str]) -> None:
    try:
        json.dump(accepted(hub_beside(), *arguments[:1]), sys.stdout)
    except NothingToDecide as nothing:
        sys.exit(str(nothing))


if __name__ == "__main__":
    main(sys.argv[1:])
