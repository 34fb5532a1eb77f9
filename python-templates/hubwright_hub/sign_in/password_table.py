"""Derives passwords outside the event loop and caches those of a whole list."""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor

from .passwords import derive_as_known

# So many that a thread is worth waking, so few that a sign-in does not wait long behind a list.
AT_ONCE = 16


class PasswordTable:
    """The passwords of one key. Each takes about ten milliseconds of CPU time, which must not block the event loop."""

    def __init__(self, key: str, length: int) -> None:
        self._key = key
        self._length = length
        self._known: dict[tuple[str, int], str] = {}
        self._listing: Executor = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="passwords")

    async def one(self, name: str, pw: int) -> str:
        """The password of any name: never cached, because the name may come from a stranger."""
        return await asyncio.get_running_loop().run_in_executor(None, self._derive, name, pw)

    async def listed(self, people: Mapping[str, int]) -> dict[str, str]:
        """The passwords by name of people given with their ``pw``; exactly these are cached."""
        loop = asyncio.get_running_loop()
        missing = [person for person in people.items() if person not in self._known]
        parts = [missing[start : start + AT_ONCE] for start in range(0, len(missing), AT_ONCE)]
        derived = await asyncio.gather(*(loop.run_in_executor(self._listing, self._derive_all, part) for part in parts))
        known = self._known | {person: password for part in derived for person, password in part.items()}
        self._known = {person: known[person] for person in people.items()}
        return {name: password for (name, _), password in self._known.items()}

    def _derive_all(self, part: list[tuple[str, int]]) -> dict[tuple[str, int], str]:
        return {(name, pw): self._derive(name, pw) for name, pw in part}

    def _derive(self, name: str, pw: int) -> str:
        return derive_as_known(name, self._key, length=self._length, pw=pw)
