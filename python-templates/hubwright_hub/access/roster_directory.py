"""The directory of the roster, in the servers of the hub's admins."""

from typing import Any

from ..hub_json import Hub
from ..roster.group_map import Person
from ..volumes.mount_points import HOME
from .mounts import LostMount, Mount, Mounts

AT = f"{HOME}/hub-roster"
KEY = "admins.roster"
"""The key under which the definition gives it; no policy's key has a dot."""


def with_roster_directory(found: Mounts, hub: Hub, person: Person | None) -> Mounts:
    """The mounts of a person and, if the definition says so and they are an admin, the roster's directory.

    A group with the same name loses its path: nobody could tell the two apart.
    """
    if hub.admins.roster == "none" or person is None or not person.admin:
        return found
    own = Mount(
        volume=str(hub.roster.parent),
        at=AT,
        access=hub.admins.roster,
        because="hub admin",
        key=KEY,
        per="hub",
        group=None,
        owner=None,
        nocopy=True,
        chosen_by_name=True,
    )
    lost = [LostMount(mount.volume, mount.at, mount.group, KEY) for mount in found.mounts if mount.at == AT]
    mounts = sorted([*(mount for mount in found.mounts if mount.at != AT), own], key=lambda mount: mount.at)
    return Mounts(tuple(mounts), (*found.lost, *lost))


def engine_path(container: Any, path: str) -> str | None:
    """The source of a directory that this container mounts: a path on the engine's machine, or a volume's name.

    None if the container mounts nothing there.
    """
    for mount in container["Mounts"]:
        if mount["Destination"] == path:
            return str(mount["Name"] if mount.get("Type") == "volume" else mount["Source"])
    return None
