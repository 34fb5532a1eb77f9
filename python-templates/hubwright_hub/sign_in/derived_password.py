"""Signs people in by the password that is derived from their name."""

import asyncio
from pathlib import Path
from typing import Any

from tornado.web import HTTPError
from traitlets import Unicode

from ..hub_json import DerivedPasswords
from ..roster.lost_line import LONGEST_NAME
from .came_from import came_from
from .known_browser import KnownBrowser, browser_of, remember
from .password_table import PasswordTable
from .passwords import DEFAULT_LENGTH, SHORTEST_KEY, same
from .roster_mixin import RosterMixin
from .secret_file import read_secret
from .slow_down import SlowDown

KEY_NAME = "HASH_SECRET_KEY"


class DerivedPasswordAuthenticator(RosterMixin):
    """Checks people's passwords with a digest of their name and this hub's key; nothing is stored."""

    key_file = Unicode("/run/secrets/oauth.env", help="The file that holds the key.")
    has_passwords = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._tries = SlowDown()
        self._table = PasswordTable(self._key(), self._length())

    def _key(self) -> str:
        key = read_secret(Path(self.key_file), KEY_NAME)
        if len(key) < SHORTEST_KEY:
            found = f"has {len(key)} characters, not {SHORTEST_KEY} or more" if key else "is empty or missing"
            # One line on the terminal and in the log: a traceback would hide what to do.
            raise SystemExit(f"{KEY_NAME} in {self.key_file} {found}. Make one with: openssl rand -hex 32")
        return key

    def _length(self) -> int:
        sign_in = self.live.hub.sign_in
        return sign_in.length if isinstance(sign_in, DerivedPasswords) else DEFAULT_LENGTH

    async def recognize(self, handler: Any, data: Any) -> str | None:
        """The name as typed, if the password belongs to that name."""
        typed = data.get("username", "")
        name = self.normalize_username(typed)
        if not await self.is_password_of(handler, name, data.get("password", "")):
            return None
        remember(handler, browser_of(handler), name)
        return str(typed)

    async def is_password_of(self, handler: Any, name: str, given: str) -> bool:
        """Whether this is the password of a name. All pages that ask for it share one count of attempts, so none is a
        way around."""
        if not name or not given or len(name) > LONGEST_NAME:
            return False
        key = (name, await self._comes_from(handler, name, browser_of(handler)))
        wait = self._tries.begin(key)
        if wait is None:
            raise HTTPError(429, "Too many failed sign-ins with this name. Try again in a minute.")
        is_right = False
        try:
            await asyncio.sleep(wait)
            is_right = same(given, await self._table.one(name, self._pw(name)))
        finally:
            self._tries.end(key, is_right=is_right)
        return is_right

    async def _comes_from(self, handler: Any, name: str, browser: KnownBrowser | None) -> str:
        """Which attempts are counted together: those from one browser that the person has used before, or from one
        address."""
        if browser is not None and name in browser.names:
            return browser.id
        return await came_from(handler, is_behind=self.live.hub.is_behind)

    async def passwords_of(self, names: list[str]) -> dict[str, str] | None:
        return await self._table.listed({name: self._pw(name) for name in names})

    def _pw(self, name: str) -> int:
        person = self.live.roster.now().person(name)
        return 1 if person is None else person.pw
