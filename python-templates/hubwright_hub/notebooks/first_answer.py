"""Waits for a server's first answer, but only as long as its container is running."""

import asyncio
import shlex
from collections.abc import Awaitable, Callable
from typing import Any

from docker.errors import DockerException

from .start_refused import StartRefused

BETWEEN_LOOKS = 2.0
"""Seconds between two checks of a container: a whole class that starts at the same time must not keep Docker busy."""


def ends_with(
    waiting: Callable[..., Awaitable[Any]], poll: Callable[[], Awaitable[Any]], person: str
) -> Callable[..., Awaitable[Any]]:
    """Waits, and raises StartRefused once ``poll`` says that there is nothing left to wait for.

    JupyterHub itself only asks the server, and would show its user a progress bar until ``http_timeout``.
    """

    async def wait(*args: Any, **given: Any) -> Any:
        answer = asyncio.ensure_future(waiting(*args, **given))
        try:
            while not (await asyncio.wait({answer}, timeout=BETWEEN_LOOKS))[0]:
                if await _has_ended(poll):
                    raise StartRefused(
                        # An admin pastes it into a shell, and a name may contain shell commands.
                        "Your server stopped while it was starting. "
                        f"An admin can find out why: hubwright doctor --spawn {shlex.quote(person)}"
                    )
            return answer.result()
        finally:
            answer.cancel()

    return wait


async def _has_ended(poll: Callable[[], Awaitable[Any]]) -> bool:
    try:
        return await poll() is not None
    except (DockerException, OSError):
        # Docker does not say, so the server may still answer.
        return False
