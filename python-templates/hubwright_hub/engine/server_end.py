"""Kills a person's server on the engine if JupyterHub itself cannot stop it: its database is on a disk that may be
full."""

from typing import Any

from docker.errors import NotFound

from ..hub_json import Hub
from . import labels, names


def end_container(client: Any, hub: Hub, name: str, server: str) -> bool:
    """Kills the container of a server. False if none is running, or it does not belong to this hub."""
    try:
        container = client.inspect_container(names.notebook(hub.name, name, server))
        is_ours = (container["Config"]["Labels"] or {}).get(labels.HUB) == hub.name
        if not is_ours or not container["State"]["Running"]:
            return False
        # By its id: a different container may have the name by now.
        client.kill(container["Id"])
    except NotFound:
        return False
    return True
