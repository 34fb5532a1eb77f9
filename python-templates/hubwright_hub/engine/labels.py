"""The labels by which a hub, and hubwright, recognize their own objects."""

from collections.abc import Mapping
from typing import Literal, get_args

from ..access.mounts import Mount
from ..hub_json import Hub

HUB = "hubwright.hub"
ID = "hubwright.id"
KIND = "hubwright.kind"
POLICY = "hubwright.policy"
PERSON = "hubwright.person"
GROUP = "hubwright.group"

Work = Literal["preparation", "archive", "box-copy"]
"""The kinds of the hub's own temporary containers."""
TEMPORARY = ("copy", "look", "files", "leave", "arriving", *get_args(Work))
"""The kinds of all containers that exist only while they work, for the hub or for a run of hubwright."""

_KINDS = {"person": "home", "group": "group", "hub": "hub-volume", "drop-box": "box"}


def of_hub(hub: Hub) -> dict[str, str]:
    """The owner: the hub's name, and which of the hubs that have had this name."""
    return {HUB: hub.name} if hub.id is None else {HUB: hub.name, ID: hub.id}


def of_volume(hub: Hub, mount: Mount) -> dict[str, str]:
    if mount.copy_of is not None:
        return of_box_copy(hub, mount.key, mount.group or "")
    labels = {**of_hub(hub), KIND: _KINDS[mount.per], POLICY: mount.key}
    if mount.owner is not None:
        labels[PERSON] = mount.owner
    if mount.group is not None:
        labels[GROUP] = mount.group
    return labels


def of_box_copy(hub: Hub, key: str, group: str) -> dict[str, str]:
    return {**of_hub(hub), KIND: "box-copy", POLICY: key, GROUP: group}


def of_archive(hub: Hub, original: Mapping[str, str]) -> dict[str, str]:
    """An archive says of its data what the original said, even if that is older than the hub's id or its name."""
    return {**original, HUB: hub.name, KIND: "archive"}


def of_notebook(hub: Hub, person: str) -> dict[str, str]:
    return {**of_hub(hub), KIND: "notebook", PERSON: person}
