"""The classes that people sign in with most, under the roster: what they refuse stays refused."""

from typing import Any

import pytest
from conftest import Desk
from jupyterhub.auth import Authenticator
from ldapauthenticator import LDAPAuthenticator
from oauthenticator.auth0 import Auth0OAuthenticator
from oauthenticator.cilogon import CILogonOAuthenticator
from oauthenticator.generic import GenericOAuthenticator
from oauthenticator.github import GitHubOAuthenticator
from oauthenticator.google import GoogleOAuthenticator
from tornado.web import HTTPError
from traitlets.config import Config

from hubwright_hub.authenticator import under_the_roster
from hubwright_hub.sign_in.roster_mixin import NOT_ALLOWED, RosterMixin

PEOPLE = "boss@x.edu admin\nann@x.edu math\n"
STANDINGS = {"ann@x.edu": False, "boss@x.edu": True}
"""Who is on the roster, and whether as an admin."""

IDP = "https://idp.x.edu/idp/shibboleth"
GOOGLE: dict[str, Any] = {"client_id": "id", "client_secret": "secret"}
AUTH0 = {**GOOGLE, "auth0_domain": "x.eu.auth0.com", "username_claim": "email"}
GITHUB = {**GOOGLE, "username_claim": "login"}
GENERIC = {
    **GOOGLE,
    "authorize_url": "https://idp.x.edu/authorize",
    "token_url": "https://idp.x.edu/token",
    "userdata_url": "https://idp.x.edu/userinfo",
    "username_claim": "email",
    "auth_state_groups_key": "oauth_user.groups",
}


def cilogon(**provider: Any) -> dict[str, Any]:
    known = {IDP: {"username_derivation": {"username_claim": "email"}, **provider}}
    return {**GOOGLE, "idps": known}


class Directory(LDAPAuthenticator):
    """The real class, without the server that it would ask."""

    groups: tuple[str, ...] = ()

    async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any]:
        return {"name": data["username"], "auth_state": {"ldap_groups": list(self.groups)}}


def signed_in_by(
    office: Any, named: type[Authenticator], settings: dict[str, Any], account: dict[str, Any], monkeypatch: Any
) -> RosterMixin:
    """The class under the roster, with an identity provider that says this about everybody."""

    async def token_info(*_: Any) -> dict[str, Any]:
        return {"access_token": "t", "token_type": "Bearer", "scope": ""}

    async def user_info(*_: Any) -> dict[str, Any]:
        return dict(account)

    if issubclass(named, LDAPAuthenticator):
        monkeypatch.setattr(named, "groups", account["groups"])
    else:
        monkeypatch.setattr(named, "build_access_tokens_request_params", lambda *_: {})
        monkeypatch.setattr(named, "get_token_info", token_info)
        monkeypatch.setattr(named, "token_to_user", user_info)
    if issubclass(named, GitHubOAuthenticator):

        async def is_member(self: Any, org: str, *_: Any) -> bool:
            return org in account["orgs"]

        monkeypatch.setattr(named, "_check_membership_allowed_organizations", is_member)
    config = Config({named.__name__: settings})
    return under_the_roster(named)(live=office(PEOPLE, strangers="deny").live, config=config)


Case = tuple[type[Authenticator], dict[str, Any], dict[str, Any], dict[str, Any]]

VERIFYING: dict[str, Case] = {
    "google": (GoogleOAuthenticator, GOOGLE, {"verified_email": True}, {"verified_email": False}),
    "auth0": (Auth0OAuthenticator, AUTH0, {"email_verified": True}, {"email_verified": False}),
}
UNVERIFIED: dict[str, Case] = VERIFYING | {
    f"{case}, allow_all": (named, {**settings, "allow_all": True}, allowed, refused)
    for case, (named, settings, allowed, refused) in VERIFYING.items()
}
LISTED: dict[str, Case] = {
    "github": (GitHubOAuthenticator, {**GITHUB, "allowed_organizations": {"math"}}, {"orgs": ["math"]}, {"orgs": []}),
    "cilogon": (
        CILogonOAuthenticator,
        cilogon(allowed_domains=["x.edu"], allowed_domains_claim="home"),
        {"home": "x.edu"},
        {"home": "y.edu"},
    ),
    "generic": (
        GenericOAuthenticator,
        {**GENERIC, "allowed_groups": {"course"}},
        {"groups": ["course"]},
        {"groups": ["math"]},
    ),
    "ldap": (
        Directory,
        {"server_address": "ldap.x.edu", "allowed_groups": ["course"]},
        {"groups": ("course",)},
        {"groups": ()},
    ),
}
REFUSING = UNVERIFIED | LISTED


def account_of(name: str, said: dict[str, Any]) -> dict[str, Any]:
    return {"email": name, "login": name, "domain": "x.edu", "idp": IDP, "sub": name, "groups": [], **said}


async def enter(authenticator: RosterMixin, name: str) -> Any:
    return await authenticator.get_authenticated_user(Desk(), {"username": name})


@pytest.mark.parametrize("name", STANDINGS)
@pytest.mark.parametrize("case", REFUSING)
async def test_an_account_that_the_class_refuses_does_not_enter_whatever_the_roster_says(
    office, monkeypatch, case, name
):
    named, settings, _, refused = REFUSING[case]
    authenticator = signed_in_by(office, named, settings, account_of(name, refused), monkeypatch)
    with pytest.raises(HTTPError) as refusal:
        await enter(authenticator, name)
    assert refusal.value.status_code == 403
    if case in LISTED:
        assert refusal.value.log_message == NOT_ALLOWED


@pytest.mark.parametrize("name", STANDINGS)
@pytest.mark.parametrize("case", REFUSING)
async def test_an_account_that_the_class_lets_in_enters_as_the_roster_says(office, monkeypatch, case, name):
    named, settings, allowed, _ = REFUSING[case]
    authenticator = signed_in_by(office, named, settings, account_of(name, allowed), monkeypatch)
    model = await enter(authenticator, name)
    assert (model["name"], model["admin"]) == (name, STANDINGS[name])


@pytest.mark.parametrize("case", REFUSING)
async def test_an_account_that_the_class_lets_in_does_not_enter_when_the_roster_does_not_have_it(
    office, monkeypatch, case
):
    named, settings, allowed, _ = REFUSING[case]
    authenticator = signed_in_by(office, named, settings, account_of("eve@x.edu", allowed), monkeypatch)
    with pytest.raises(HTTPError, match="user list"):
        await enter(authenticator, "eve@x.edu")


@pytest.mark.parametrize("name", STANDINGS)
@pytest.mark.parametrize(
    ("named", "settings", "said"),
    [
        (GitHubOAuthenticator, GITHUB, {"orgs": []}),
        (CILogonOAuthenticator, cilogon(), {}),
        (GenericOAuthenticator, GENERIC, {}),
        (Directory, {"server_address": "ldap.x.edu"}, {"groups": ()}),
    ],
)
async def test_the_roster_alone_is_the_list_where_the_class_has_none(office, monkeypatch, named, settings, said, name):
    authenticator = signed_in_by(office, named, settings, account_of(name, said), monkeypatch)
    assert authenticator.allow_all is True
    assert (await enter(authenticator, name))["name"] == name


@pytest.mark.parametrize("name", STANDINGS)
async def test_google_keeps_to_its_domains(office, monkeypatch, name):
    settings = {**GOOGLE, "hosted_domain": ["y.edu"]}
    account = account_of(name, {"verified_email": True, "hd": "x.edu"})
    assert await enter(signed_in_by(office, GoogleOAuthenticator, settings, account, monkeypatch), name) is None


async def test_auth0_may_be_told_to_take_unverified_addresses_which_is_no_list(office, monkeypatch):
    settings = {**AUTH0, "allow_unverified_email": True}
    account = account_of("ann@x.edu", {"email_verified": False})
    authenticator = signed_in_by(office, Auth0OAuthenticator, settings, account, monkeypatch)
    assert (await enter(authenticator, "ann@x.edu"))["name"] == "ann@x.edu"


async def test_the_class_is_asked_with_its_own_groups_and_admin_not_with_those_of_the_roster(office):
    asked: list[dict[str, Any]] = []

    class Asked(Authenticator):
        async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any]:
            return {"name": data["username"].upper(), "groups": ["theirs"]}

        async def check_allowed(self, username: str, authentication: Any = None) -> bool:
            asked.append({"username": username, **authentication})
            return True

    authenticator = under_the_roster(Asked)(live=office(PEOPLE).live)
    assert (await enter(authenticator, "boss@x.edu"))["admin"] is True
    assert asked == [
        {
            "username": "boss@x.edu",
            "name": "boss@x.edu",
            "admin": None,
            "auth_state": None,
            "groups": ["theirs"],
        }
    ]
