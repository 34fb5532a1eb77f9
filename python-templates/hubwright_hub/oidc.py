"""Sign-in with any OpenID Connect provider; only the issuer's address is configured."""

from typing import Any
from urllib.parse import urlsplit

from oauthenticator.generic import GenericOAuthenticator
from oauthenticator.oauth2 import OAuthLoginHandler
from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError
from traitlets import Unicode, default

PAGES = {
    "authorize_url": "authorization_endpoint",
    "token_url": "token_endpoint",
    "userdata_url": "userinfo_endpoint",
}
"""The settings of the class, and their names in OpenID Connect Discovery 1.0 (section 3)."""

TIMEOUT = 10
"""Seconds that the provider has to say where its pages are."""


class OidcLoginHandler(OAuthLoginHandler):
    """Sends people to the provider's page, once its address is known."""

    async def get(self) -> None:
        await self.authenticator.discover()
        super().get()


class OidcAuthenticator(GenericOAuthenticator):
    """Asks the provider for its addresses the first time that a person signs in, and not while the hub starts."""

    login_handler = OidcLoginHandler

    issuer = Unicode(config=True, help="The provider's issuer address: ISSUER/.well-known/openid-configuration exists.")

    @default("login_service")
    def _login_service_default(self) -> str:
        return urlsplit(self.issuer).hostname or self.issuer

    async def discover(self) -> None:
        """Reads the provider's addresses; HTTPError if that fails, so that people see why."""
        if all(getattr(self, page) for page in PAGES):
            return
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            found = await self.httpfetch(address, "Reading the provider's configuration", request_timeout=TIMEOUT)
        except (HTTPClientError, HTTPError, OSError, ValueError) as error:
            self.log.error("%s cannot be read: %s", address, error)
            raise HTTPError(503, f"{self.login_service} does not answer. Try again in a few minutes.") from None
        problem = _problem(found, self.issuer)
        if problem:
            self.log.error("%s cannot be used: %s", address, problem)
            raise HTTPError(503, f"This hub's sign-in with {self.login_service} is not set up correctly.")
        for page, name in PAGES.items():
            if not getattr(self, page):
                setattr(self, page, found[name])

    async def get_token_info(self, handler: Any, params: Any) -> Any:
        await self.discover()
        return await super().get_token_info(handler, params)

    async def token_to_user(self, token_info: Any) -> Any:
        await self.discover()
        return await super().token_to_user(token_info)

    def user_info_to_username(self, user_info: dict[str, Any]) -> str:
        """The person's name; 403 if it is an email address that the provider has not verified."""
        if self.username_claim == "email" and user_info.get("email_verified") not in (True, "true"):
            raise HTTPError(403, f"{self.login_service} has not verified your email address.")
        return str(super().user_info_to_username(user_info))


def _problem(found: Any, issuer: str) -> str:
    """What is wrong with a provider's configuration; empty if nothing is."""
    if not isinstance(found, dict) or str(found.get("issuer")).rstrip("/") != issuer.rstrip("/"):
        named = found.get("issuer") if isinstance(found, dict) else None
        return f"it is the configuration of {named!r}. Write that address as the issuer if it is the right provider."
    scheme = urlsplit(issuer).scheme
    for name in PAGES.values():
        address = found.get(name)
        if not isinstance(address, str) or urlsplit(address).scheme not in ("https", scheme):
            return f"its {name} is {address!r}, which is not an https address."
    return ""
