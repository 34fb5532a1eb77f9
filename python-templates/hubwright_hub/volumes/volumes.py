"""Prepares the volumes for one start: they exist, belong to this hub, and are writable for the person."""

from collections.abc import Sequence
from typing import Any

from docker.types import Mount as DockerMount

from ..access.mounts import Mount
from ..engine import labels
from ..engine.preparation import created
from ..hub_json import Hub
from ..notebooks.start_refused import StartRefused
from .mount_points import HOME, Looked, Put, put_mount_points

PLACE = "/srv/hubwright"
GROUP_FOLDER = "group-folder"
AGAIN = "again"
"""A link in the hub's image from this directory to itself."""
MOST_AT_ONCE = 100
"""Docker follows 255 links in one path, and counts some of them twice."""


def prepare(client: Any, hub: Hub, mounts: Sequence[Mount], looked: Looked) -> Put:
    """Prepares what is about to be mounted, and reports which of the person's own files were in the way.

    A constant number of Docker calls plus one for each new volume. Safe to repeat and to interrupt: volumes that
    already contain data are not touched.
    """
    volumes = [mount for mount in mounts if not mount.is_directory]
    looked.prepared -= claim_volumes(client, hub, volumes)
    homes = [mount for mount in volumes if mount.at == HOME and mount.per == "person"]
    others = [mount for mount in volumes if mount not in homes]
    fill_empty(client, hub, [mount.volume for mount in others if mount.volume not in looked.prepared])
    looked.prepared |= {mount.volume for mount in others if mount.nocopy}
    return put_mount_points(client, hub, homes[0], mounts, looked) if homes else Put()


def claim_volumes(client: Any, hub: Hub, mounts: Sequence[Mount]) -> set[str]:
    """Creates missing volumes and refuses those that belong to someone else.

    :return: those that did not exist, or were not known to belong to this hub.
    """
    listed = client.volumes(filters={"label": f"{labels.HUB}={hub.name}"})["Volumes"] or []
    ours = {volume["Name"] for volume in listed}
    new: set[str] = set()
    for mount in mounts:
        if mount.volume in ours or mount.volume in new:
            continue
        # If a volume with this name exists, Docker returns it unchanged.
        volume = client.create_volume(mount.volume, labels=labels.of_volume(hub, mount))
        owner = (volume["Labels"] or {}).get(labels.HUB)
        if owner != hub.name and not mount.chosen_by_name:
            raise StartRefused(whose(mount.volume, owner))
        new.add(mount.volume)
    return new


def whose(volume: str, owner: str | None) -> str:
    held = f"belongs to the hub {owner}" if owner else "was not made by hubwright"
    return (
        f"The volume {volume} {held}, so your server was not started. "
        f"An admin can rename it, or name it in hub.ts (volumeName) to use it."
    )


def fill_empty(client: Any, hub: Hub, volumes: Sequence[str]) -> None:
    """Gives every empty volume the owner and mode of a group folder, 1000:100 2775.

    Docker itself does it, by copying a directory of the image into an empty volume.
    """
    unique = list(dict.fromkeys(volumes))
    for start in range(0, len(unique), MOST_AT_ONCE):
        part = unique[start : start + MOST_AT_ONCE]
        with created(client, hub.name, hub.images.hub, [copy_up(*numbered) for numbered in enumerate(part)]):
            pass


def copy_up(index: int, volume: str) -> Any:
    # One path cannot be the target of two mounts, but different spellings of it can: Docker follows the link.
    return DockerMount("/".join([PLACE, *[AGAIN] * index, GROUP_FOLDER]), volume, type="volume")
