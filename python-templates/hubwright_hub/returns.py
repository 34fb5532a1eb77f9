"""Decides whether a person who came back is the same person: python3 -m hubwright_hub.returns NAME same|new.

Prints one JSON object: the name, the choice, and the volumes that were archived.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import docker
from docker.utils import kwargs_from_env

from .live import LiveHub, hub_beside
from .people.decisions import Choice, decide
from .roster.diagnostic import quoted
from .roster.roster_state import NothingToDecide
from .volumes.person_archive import NotArchived, archive_volumes

USAGE = "Usage: python3 -m hubwright_hub.returns NAME same|new"


def docker_client() -> Any:
    """Docker, connected like the hub's spawner."""
    return docker.APIClient(version="auto", **kwargs_from_env())


async def admit(live: LiveHub, name: str, choice: Choice, client: Callable[[], Any] = docker_client) -> list[str]:
    """Admits a held name; for a new person, the other one's data is archived first, and the volumes are returned.

    Archiving runs outside the event loop. If it fails, the name stays on hold. Raises NothingToDecide.
    """
    name = live.spellings.name_of(name)
    live.roster.now()
    if not live.memory.holds(name):
        raise NothingToDecide(f"{quoted(name)} is not waiting for a decision.")
    archived: list[str] = []
    if choice == "new":
        day = live.clock.today()
        archived = await asyncio.to_thread(lambda: list(archive_volumes(client(), live.hub, name, day)))
    decide(live, name, choice)
    return archived


def main(arguments: list[str]) -> dict[str, Any]:
    match arguments:
        case [name, "same" | "new" as choice]:
            live = hub_beside()
            archived = asyncio.run(admit(live, name, choice))
            live.memory.check_written()
            return {"name": live.spellings.name_of(name), "choice": choice, "archived": archived}
        case _:
            raise NothingToDecide(USAGE)


if __name__ == "__main__":
    try:
        json.dump(main(sys.argv[1:]), sys.stdout)
    except (NothingToDecide, NotArchived) as reason:
        sys.exit(str(reason))
