"""The labels by which a hub, and hubwright, know what is theirs."""

from .mounts import Mount

HUB = "hubwright.hub"
KIND = "hubwright.kind"
POLICY = "hubwright.policy"
PERSON = "hubwright.person"
GROUP = "hubwright.group"

_KINDS = {"person": "home", "group": "group", "hub": "hub-volume", "drop-box": "box"}


def of_volume(hub: str, mount: Mount) -> dict[str, str]:
    if mount.copy_of is not None:
        return of_box_copy(hub, mount.key, mount.group or "")
    labels = {HUB: hub, KIND: _KINDS[mount.per], POLICY: mount.key}
    if mount.owner is not None:
        labels[PERSON] = mount.owner
    if mount.group is not None:
        labels[GROUP] = mount.group
    return labels


def of_box_copy(hub: str, key: str, group: str) -> dict[str, str]:
    return {HUB: hub, KIND: "box-copy", POLICY: key, GROUP: group}


def of_archive(hub: str, key: str, person: str) -> dict[str, str]:
    return {HUB: hub, KIND: "archive", POLICY: key, PERSON: person}


def of_notebook(hub: str, person: str) -> dict[str, str]:
    return {HUB: hub, KIND: "notebook", PERSON: person}
