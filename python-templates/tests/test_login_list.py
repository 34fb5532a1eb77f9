"""The page with everybody's password, as far as one request goes."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import KEY, Desk, row
from jupyterhub import orm
from jupyterhub.auth import Authenticator
from tornado.httputil import HTTPHeaders
from tornado.web import HTTPError

from hubwright_hub.authenticator import DerivedPasswordAuthenticator, under_the_roster
from hubwright_hub.sign_in import derived_password
from hubwright_hub.sign_in.passwords import derive
from hubwright_hub.web.login_list import WRONG, LoginListHandler

MINE = derive("boss", KEY)
ANNS = derive("ann", KEY)


class Page(LoginListHandler):
    """A request of somebody, and what the answer holds."""

    current_user: Any = None
    authenticator: Any = None
    db: Any = None
    proxy: Any = None
    hub: Any = None
    log: Any = SimpleNamespace(warning=lambda *given: None)
    expanded_scopes: Any = frozenset({"admin:users"})

    def __init__(self, person: Any, authenticator: Any, db: Any, desk: Desk, **fields: str) -> None:
        self.current_user, self.authenticator, self.db, self.fields = person, authenticator, db, fields
        self.request, self.proxy, self.hub = desk.request, desk.proxy, desk.hub
        self.desk, self.status, self.headers, self.body = desk, 200, HTTPHeaders(), ""

    def get_secure_cookie(self, *given: Any, **named: Any) -> Any:
        return self.desk.get_secure_cookie(*given, **named)

    def set_secure_cookie(self, *given: Any, **named: Any) -> None:
        self.desk.set_secure_cookie(*given, **named)

    def get_argument(self, name: str, default: Any = None, strip: bool = True) -> Any:
        return self.fields.get(name, default)

    def get_body_argument(self, name: str, default: Any = None, strip: bool = True) -> Any:
        return self.fields.get(name, default)

    def set_status(self, status: int, reason: str | None = None) -> None:
        self.status = status

    def set_header(self, name: str, value: Any) -> None:
        self.headers[name] = value

    def add_header(self, name: str, value: Any) -> None:
        self.headers.add(name, value)

    async def render_template(self, name: str, **given: Any) -> str:
        passwords = " ".join(login.password for login in given.get("logins", ()))
        return f"{name} {given.get('problem')} {passwords}"

    def finish(self, chunk: Any = None) -> Any:
        self.body = chunk


@pytest.fixture
def asks(office, key_file: Path, session, monkeypatch):
    """Asks for the page as an admin, unless told otherwise; ``forms`` sends its form."""

    async def at_once(seconds: float) -> None:
        return None

    monkeypatch.setattr(derived_password.asyncio, "sleep", at_once)
    session.add_all([orm.User(name="boss", admin=True), orm.User(name="ann")])
    session.commit()
    live = office("boss admin\nann math\n").live

    class Asks:
        authenticator: Any = DerivedPasswordAuthenticator(live=live, key_file=str(key_file))
        desk = Desk()

        async def page(self, **fields: str) -> Page:
            page = Page(row("boss", admin=True), self.authenticator, session, self.desk, **fields)
            await page.get()
            return page

        async def forms(self, person: Any = None, **fields: str) -> Page:
            page = Page(person or row("boss", admin=True), self.authenticator, session, self.desk, **fields)
            await page.post()
            return page

    asks = Asks()
    asks.live = live
    return asks


@pytest.mark.parametrize("format", ["", "csv"])
async def test_a_session_alone_is_shown_a_form_and_no_password(asks, format):
    page = await asks.page(format=format)
    assert page.status == 200
    assert page.body.startswith("login_list_form.html")
    assert ANNS not in page.body


async def test_the_right_password_shows_the_list_once_and_is_not_remembered(asks):
    assert ANNS in (await asks.forms(password=MINE)).body
    assert asks.desk.cookies == {}
    assert ANNS not in (await asks.page()).body
    assert ANNS not in (await asks.forms()).body


async def test_the_right_password_saves_the_list_as_a_table(asks):
    page = await asks.forms(password=MINE, format="csv")
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"ann,math,,{ANNS}" in page.body


@pytest.mark.parametrize("given", ["", "wrong", ANNS, f"{MINE} "])
async def test_a_wrong_password_shows_the_form_again_with_the_reason(asks, given):
    page = await asks.forms(password=given, format="csv")
    assert page.status == 403
    assert page.body.startswith(f"login_list_form.html {WRONG}")
    assert ANNS not in page.body


async def test_guesses_here_and_at_sign_in_are_counted_together(asks):
    for _ in range(4):
        assert (await asks.forms(password="wrong")).status == 403
    with pytest.raises(HTTPError, match="429"):
        await asks.forms(password=MINE)
    with pytest.raises(HTTPError, match="429"):
        await asks.authenticator.get_authenticated_user(asks.desk, {"username": "boss", "password": MINE})


async def test_a_person_who_is_no_admin_is_shown_nothing_for_their_password(asks):
    with pytest.raises(HTTPError, match="403"):
        await asks.forms(row("ann", "math"), password=ANNS)


@pytest.mark.parametrize("fields", [{}, {"password": MINE}, {"password": "wrong"}])
async def test_neither_the_form_nor_the_list_is_kept_or_framed(asks, fields):
    page = await asks.forms(**fields)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers.get_list("Content-Security-Policy")


async def test_a_hub_without_passwords_shows_names_and_asks_for_nothing(asks):
    asks.authenticator = under_the_roster(Authenticator)(live=asks.live)
    for page in (await asks.page(), await asks.forms()):
        assert page.body.startswith("login_list.html")
        assert ANNS not in page.body
    assert "ann,math,," in (await asks.page(format="csv")).body
