"""Prints who has which folder in this hub now, as one JSON object: python3 -m hubwright_hub.access_now."""

import json
import sys
from typing import Any

from .access.mounts import mounts_for
from .access.mounts_now import closed_boxes
from .access.wanted import open_by_group
from .live import LiveHub, hub_beside


def access_of(live: LiveHub) -> dict[str, Any]:
    """By person: each folder as (volume, path, access, policy, group, owner, per). ``closed`` names the boxes that are
    closed, ``copied`` has each moment that was copied, ``open`` by group the people whose servers its staff may open.

    It is what the definition in this hub's image gives the roster in force, whether a server runs or not.
    """
    hub, roster = live.hub, live.roster.now()
    closed = closed_boxes(live)
    people = {
        name: [
            [mount.volume, mount.at, mount.access, mount.key, mount.group, mount.owner, mount.per]
            for mount in mounts_for(hub.name, hub.volumes, roster, name, closed=closed).mounts
        ]
        for name in roster.people
    }
    return {
        "closed": sorted(closed),
        "copied": sorted(live.memory.copied()),
        "people": people,
        "open": open_by_group(hub.staff, hub.volumes, roster),
    }


def main() -> None:
    json.dump(access_of(hub_beside()), sys.stdout)


if __name__ == "__main__":
    main()
