"""Separates the reconciler's writes in its thread from JupyterHub's writes for a person who signs in."""

import asyncio


class Writing:
    """Only one writes at a time.

    JupyterHub adds a person who signs in, with their groups and roles, to what it has read. If the thread added a row
    in the meantime, the request would fail.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(self, *_: object) -> None:
        self._lock.release()

    async def leave_to_caller(self) -> None:
        """Waits for its turn, which lasts until the caller, and whoever awaits it as a task, wait for something else.

        JupyterHub awaits its authenticator as a task and then writes without waiting: one turn of the loop after the
        task has ended. The turn ends with the next one.
        """
        await self._lock.acquire()
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._lock.release)
