"""Stops a server's container without keeping anybody else waiting.

DockerSpawner has one thread for all its requests to Docker, and ``docker stop`` blocks that thread until the container
has ended. Servers that ignore the signal would delay each other and all starts for several seconds each.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from docker.errors import APIError, NotFound

FIRST_LOOK, LATER_LOOKS = 0.1, 0.5
"""Seconds until the first check whether it has ended, and the maximum between two checks."""
DEFAULT_TIMEOUT = 10
"""Seconds; Docker's default for a container without its own setting."""
KILLED_WITHIN = 10.0
"""Seconds. A killed program is gone at once, unless the machine is busy."""
NOT_RUNNING = 409

Docker = Callable[..., Awaitable[Any]]
"""Calls a method of Docker's client by name."""


class StillRunningError(Exception):
    """A container is still running although it was killed: Docker itself does not work properly."""


async def end(docker: Docker, container: str) -> None:
    """Does the same as ``docker stop``: sends the container's stop signal, waits for its timeout, then kills it.

    Does nothing if there is no such container or it is not running. Raises StillRunningError.
    """
    found = await _look(docker, container)
    if found is None:
        return
    signal, timeout = found["Config"].get("StopSignal"), found["Config"].get("StopTimeout")
    await _send(docker, container, signal or "SIGTERM")
    if await _ends(docker, container, DEFAULT_TIMEOUT if timeout is None else timeout):
        return
    await _send(docker, container, "SIGKILL")
    if not await _ends(docker, container, KILLED_WITHIN):
        raise StillRunningError(f"The container {container} is still running, although it was killed.")


async def _ends(docker: Docker, container: str, within: float) -> bool:
    pause, left = FIRST_LOOK, within
    while left > 0:
        await asyncio.sleep(min(pause, left))
        if await _look(docker, container) is None:
            return True
        left -= pause
        pause = min(2 * pause, LATER_LOOKS)
    return False


async def _look(docker: Docker, container: str) -> Any:
    """The container; None if it is not running."""
    try:
        found = await docker("inspect_container", container)
    except NotFound:
        return None
    return found if found["State"]["Running"] else None


async def _send(docker: Docker, container: str, signal: str) -> None:
    try:
        await docker("kill", container, signal)
    except NotFound:
        pass
    except APIError as error:
        if error.status_code != NOT_RUNNING:
            raise
