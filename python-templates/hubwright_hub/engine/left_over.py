"""Temporary containers that were left behind when a run of hubwright or the hub was killed."""

import contextlib
import time
from typing import Any

from docker.errors import NotFound

from . import labels

PAUSE = 3.0
"""Seconds after which a container that has ended counts as left over."""
AT_WORK = ("running", "paused", "restarting", "removing")


def users_of(client: Any, hub: str, volume: str) -> list[Any]:
    """The containers that have a volume mounted, without those that this hub or a run of hubwright left behind.

    These are removed: as long as they exist, Docker does not remove the volume. A run that is alive removes its
    container as soon as it has ended, so one that still exists some seconds later was left behind. hubwright does the
    same.
    """
    users = _mounting(client, volume)
    ended = {user["Id"] for user in users if _has_ended(user, hub)}
    if not ended:
        return users
    time.sleep(PAUSE)
    for user in _mounting(client, volume):
        if user["Id"] in ended and _has_ended(user, hub):
            # By the ID: a container that was created in the meantime may have the name.
            with contextlib.suppress(NotFound):
                client.remove_container(user["Id"], v=True)
    return _mounting(client, volume)


def _mounting(client: Any, volume: str) -> list[Any]:
    found: list[Any] = client.containers(all=True, filters={"volume": volume})
    return found


def _has_ended(container: Any, hub: str) -> bool:
    given = container["Labels"] or {}
    is_temporary = given.get(labels.HUB) == hub and given.get(labels.KIND) in labels.TEMPORARY
    return is_temporary and container["State"] not in AT_WORK
