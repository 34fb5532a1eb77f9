"""The OpenID Connect class against a real server: what it reads from where, and what people see if it cannot."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, HTTPError, RequestHandler
from traitlets.config import Config

from hubwright_hub.authenticator import under_the_roster
from hubwright_hub.oidc import OidcAuthenticator
from hubwright_hub.sign_in.roster_mixin import NAMELESS, RosterMixin

PEOPLE = "ann math\n"
CODE = "the code that the browser brings back"


class Provider:
    """A provider on this machine; its answers can be changed while it runs."""

    def __init__(self) -> None:
        socket, port = bind_unused_port()
        self.issuer = f"http://127.0.0.1:{port}/realm"
        self.info: Any = {"preferred_username": "Ann"}
        self.configuration: Any = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []
        self.server = HTTPServer(Application([(r"/realm/(.*)", Answer, {"provider": self})]))
        self.server.add_socket(socket)


class Answer(RequestHandler):
    def initialize(self, provider: Provider) -> None:
        self.provider = provider

    def get(self, page: str) -> None:
        self.provider.asked.append(page)
        if page == "userinfo":
            assert self.request.headers["Authorization"] == "Bearer the-token"
            self.finish(json.dumps(self.provider.info))
        elif page == ".well-known/openid-configuration" and self.provider.configuration is not None:
            self.finish(json.dumps(self.provider.configuration))
        else:
            self.send_error(404)

    def post(self, page: str) -> None:
        self.provider.asked.append(page)
        self.provider.sent.append({name: self.get_body_argument(name) for name in self.request.body_arguments})
        self.finish({"access_token": "the-token", "token_type": "Bearer", "scope": "openid"})


class Desk:
    """As much of JupyterHub's callback page as the class asks."""

    def find_user(self, name: str) -> None:
        return None

    def get_argument(self, name: str, default: Any = None) -> Any:
        return CODE if name == "code" else default

    def get_state_cookie(self) -> str:
        return ""

    def set_state_cookie(self, value: str) -> None:
        pass


@pytest_asyncio.fixture
async def provider() -> AsyncIterator[Provider]:
    provider = Provider()
    yield provider
    provider.server.stop()
    await provider.server.close_all_connections()


def made(office: Any, provider: Provider, **more: Any) -> RosterMixin:
    settings = {
        "issuer": provider.issuer,
        "client_id": "id",
        "client_secret": "a secret",
        "oauth_callback_url": "https://hub.x.edu/math/hub/oauth_callback",
        "username_claim": "preferred_username",
        "enable_pkce": False,
        **more,
    }
    config = Config({"OidcAuthenticator": settings})
    return under_the_roster(OidcAuthenticator)(live=office(PEOPLE, strangers="deny").live, config=config)


async def enter(authenticator: RosterMixin) -> Any:
    return await authenticator.get_authenticated_user(Desk(), {})


async def test_asks_the_provider_where_its_pages_are_once(office, provider):
    authenticator = made(office, provider)
    assert provider.asked == []
    for _ in range(2):
        assert (await enter(authenticator))["name"] == "ann"
    assert provider.asked == [".well-known/openid-configuration", *["token", "userinfo"] * 2]
    assert provider.sent[0]["client_secret"] == "a secret"
    assert provider.sent[0]["code"] == CODE


async def test_does_not_ask_where_all_pages_are_configured(office, provider):
    pages = {
        "authorize_url": f"{provider.issuer}/authorize",
        "token_url": f"{provider.issuer}/token",
        "userdata_url": f"{provider.issuer}/userinfo",
    }
    assert (await enter(made(office, provider, **pages)))["name"] == "ann"
    assert provider.asked == ["token", "userinfo"]


async def test_asks_again_after_the_provider_was_away(office, provider):
    authenticator = made(office, provider)
    provider.configuration, configuration = None, provider.configuration
    with pytest.raises(HTTPError, match="does not answer") as refusal:
        await enter(authenticator)
    assert refusal.value.status_code == 503
    provider.configuration = configuration
    assert (await enter(authenticator))["name"] == "ann"


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://elsewhere.edu"},
        {"token_endpoint": None},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"userinfo_endpoint": ["https://127.0.0.1/"]},
    ],
)
async def test_takes_no_configuration_that_is_another_providers_or_incomplete(office, provider, change):
    provider.configuration |= change
    with pytest.raises(HTTPError, match="not set up correctly") as refusal:
        await enter(made(office, provider))
    assert refusal.value.status_code == 503
    assert "token" not in provider.asked


@pytest.mark.parametrize("configuration", [[], "text", 5])
async def test_takes_no_configuration_that_is_none(office, provider, configuration):
    provider.configuration = configuration
    with pytest.raises(HTTPError, match="not set up correctly"):
        await enter(made(office, provider))


async def test_an_account_without_a_name_is_told_so(office, provider):
    provider.info = {"sub": "f3a1"}
    with pytest.raises(HTTPError) as refusal:
        await enter(made(office, provider))
    assert (refusal.value.status_code, refusal.value.log_message) == (403, NAMELESS)


async def test_the_button_names_the_provider(office, provider):
    assert made(office, provider).login_service == "127.0.0.1"
    assert made(office, provider, login_service="X University").login_service == "X University"
