"""Who can create a token in a browser, and what the hub asks of them first. JupyterHub's own part is a stand-in."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import KEY, Desk, row
from jupyterhub.apihandlers.users import UserTokenListAPIHandler
from jupyterhub.auth import Authenticator
from tornado.web import HTTPError

from hubwright_hub.authenticator import DerivedPasswordAuthenticator, under_the_roster
from hubwright_hub.sign_in import derived_password
from hubwright_hub.sign_in.passwords import derive
from hubwright_hub.web.new_token import ASK, TURNED_OFF, WRONG, NewTokenHandler
from hubwright_hub.web.pages import PAGES

MINE = derive("boss", KEY)
PEOPLE = {"boss": row("boss", admin=True), "mia": row("mia", admin=True), "ann": row("ann", "math")}


class Request(NewTokenHandler):
    """A request for a token."""

    current_user: Any = None
    authenticator: Any = None
    proxy: Any = None
    hub: Any = None
    body: Any = None

    def __init__(self, who: str | None, authenticator: Any, desk: Desk, body: Any, token: Any) -> None:
        self.current_user = None if who is None else PEOPLE[who]
        self.authenticator, self.desk, self.body, self.token = authenticator, desk, body, token
        self.request, self.proxy, self.hub = desk.request, desk.proxy, desk.hub
        self.is_genuine = True

    def get_token(self) -> Any:
        return self.token

    def get_json_body(self) -> Any:
        return self.body

    def get_secure_cookie(self, *given: Any, **named: Any) -> Any:
        return self.desk.get_secure_cookie(*given, **named)

    def set_secure_cookie(self, *given: Any, **named: Any) -> None:
        self.desk.set_secure_cookie(*given, **named)

    def find_user(self, name: str) -> Any:
        return PEOPLE.get(name)

    def check_xsrf_cookie(self) -> None:
        assert not self._skip_post_check_xsrf
        if not self.is_genuine:
            raise HTTPError(403, "'_xsrf' argument missing")


@pytest.fixture
def asks(office, key_file: Path, monkeypatch):
    """Asks for a token of somebody's; True where JupyterHub is let make it."""

    async def at_once(seconds: float) -> None:
        return None

    async def makes(self: Any, name: str) -> None:
        self.made = name

    monkeypatch.setattr(derived_password.asyncio, "sleep", at_once)
    monkeypatch.setattr(UserTokenListAPIHandler, "post", makes)
    live = office("boss admin\nmia admin\nann math\n").live

    class Asks:
        authenticator: Any = DerivedPasswordAuthenticator(live=live, key_file=str(key_file))
        desk = Desk()
        is_genuine = True

        def request(self, who: str | None, body: Any = None, token: Any = None) -> Request:
            request = Request(who, self.authenticator, self.desk, body, token)
            request.is_genuine = self.is_genuine
            return request

        async def __call__(self, who: str | None, owner: str, body: Any = None, token: Any = None) -> bool:
            request = self.request(who, body, token)
            await request.post(owner)
            return request.made == owner

        async def refused(self, who: str | None, owner: str, body: Any = None) -> str:
            with pytest.raises(HTTPError) as refusal:
                await self(who, owner, body)
            assert refusal.value.status_code == 403
            return str(refusal.value.log_message)

        def without_passwords(self) -> None:
            self.authenticator = under_the_roster(ByHeader)(live=live)

    return Asks()


class ByHeader(Authenticator):
    """A sign-in that goes by what a web server adds to each request."""

    async def authenticate(self, handler: Any, data: Any) -> Any:
        return handler.request.headers.get("X-Remote-User")


def test_jupyterhubs_own_path_is_ours():
    from jupyterhub.apihandlers.users import default_handlers

    own = [path for path, handler in default_handlers if handler is UserTokenListAPIHandler]
    assert [path for path, handler in PAGES if handler is NewTokenHandler] == own


@pytest.mark.parametrize("body", [None, {}, {"password": ""}, {"password": ["x"]}, {"password": None}, [], "x"])
async def test_an_admins_session_alone_makes_no_token(asks, body):
    assert await asks.refused("boss", "boss", body) == ASK


async def test_an_admins_session_and_password_make_a_token(asks):
    assert await asks("boss", "boss", {"password": MINE, "note": "mine"})


async def test_the_password_is_needed_each_time(asks):
    await asks("boss", "boss", {"password": MINE})
    assert asks.desk.cookies == {}
    assert await asks.refused("boss", "boss", {}) == ASK


@pytest.mark.parametrize("given", ["wrong", derive("ann", KEY), derive("mia", KEY)])
@pytest.mark.parametrize("owner", ["boss", "mia"])
async def test_another_password_than_that_of_the_person_who_asks_makes_no_token(asks, given, owner):
    assert await asks.refused("boss", owner, {"password": given}) == WRONG


async def test_guesses_are_counted_as_at_sign_in(asks):
    for _ in range(4):
        await asks.refused("boss", "boss", {"password": "wrong"})
    with pytest.raises(HTTPError, match="429"):
        await asks("boss", "boss", {"password": MINE})
    with pytest.raises(HTTPError, match="429"):
        await asks.authenticator.get_authenticated_user(asks.desk, {"username": "boss", "password": MINE})


async def test_a_forged_request_does_not_even_count_as_a_guess(asks):
    asks.is_genuine = False
    for _ in range(10):
        assert "_xsrf" in await asks.refused("boss", "boss", {"password": "wrong"})
    asks.is_genuine = True
    assert await asks("boss", "boss", {"password": MINE})


async def test_an_admin_makes_no_token_of_someone_else_whom_they_could_make_an_admin_later(asks):
    assert await asks.refused("boss", "ann", {}) == ASK
    assert await asks("boss", "ann", {"password": MINE})


async def test_nothing_changes_for_a_person_who_is_no_admin(asks):
    assert await asks("ann", "ann", {})
    assert await asks("ann", "nobody", {})
    asks.without_passwords()
    assert await asks("ann", "ann", {})


async def test_a_token_in_the_header_is_as_jupyterhub_has_it(asks):
    asks.is_genuine = False
    assert await asks("boss", "boss", {}, token=SimpleNamespace())


async def test_a_name_and_password_in_the_body_are_checked_by_jupyterhub(asks):
    assert await asks(None, "boss", {"auth": {}})
    given = {"username": "boss", "password": MINE}
    assert (await asks.request(None).authenticate(given))["name"] == "boss"
    assert await asks.request(None).authenticate({**given, "password": "wrong"}) is None


async def test_where_sign_in_has_no_password_admins_make_no_tokens_in_a_browser(asks):
    asks.without_passwords()
    for body in ({}, {"password": MINE}):
        assert await asks.refused("boss", "boss", body) == TURNED_OFF
    assert await asks("boss", "boss", {}, token=SimpleNamespace())


async def test_where_sign_in_has_no_password_a_header_of_the_web_servers_proves_nothing(asks):
    asks.without_passwords()
    asks.desk.request.headers["X-Remote-User"] = "boss"
    with pytest.raises(HTTPError, match="service"):
        await asks.request(None).authenticate({})
    asks.desk.request.headers["X-Remote-User"] = "ann"
    assert (await asks.request(None).authenticate({}))["name"] == "ann"
