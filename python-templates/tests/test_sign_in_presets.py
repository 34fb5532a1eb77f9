"""What the sign-in presets of the SDK mean in the real classes: which person each account becomes."""

import ssl
from typing import Any

import pytest
from conftest import Desk
from contract import cases
from jupyterhub.auth import Authenticator
from ldap3 import Tls
from ldapauthenticator import LDAPAuthenticator
from oauthenticator.github import GitHubOAuthenticator
from tornado.web import HTTPError
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from hubwright_hub.authenticator import under_the_roster
from hubwright_hub.sign_in.roster_mixin import RosterMixin

PEOPLE = "boss admin\nann math\nann@x.edu math\n"

PRESETS = cases("sign-in")
ACCOUNTS = [
    pytest.param(case["custom"], account["info"], account["name"], id=f"{case['says']}: {account['says']}")
    for case in PRESETS
    for account in case["accounts"]
]


def made(office: Any, custom: dict[str, Any]) -> RosterMixin:
    named: type[Authenticator] = import_item(custom["authenticator"])
    config = Config({named.__name__: custom["traits"]})
    return under_the_roster(named)(live=office(PEOPLE, strangers="deny").live, config=config)


@pytest.mark.parametrize("custom", [pytest.param(case["custom"], id=case["says"]) for case in PRESETS])
def test_a_preset_sets_what_its_class_has(office, custom):
    authenticator = made(office, custom)
    known = authenticator.trait_names(config=True)
    for trait in [*custom["traits"], *custom["secretTraits"]]:
        assert trait in known


@pytest.mark.parametrize(("custom", "info", "name"), ACCOUNTS)
async def test_an_account_is_who_the_preset_says(office, monkeypatch, custom, info, name):
    async def token_info(*_: Any) -> dict[str, Any]:
        return {"access_token": "t", "token_type": "Bearer", "scope": ""}

    async def user_info(*_: Any) -> dict[str, Any]:
        return dict(info)

    async def is_member(self: Any, organization: str, *_: Any) -> bool:
        return organization in info["orgs"]

    authenticator = made(office, custom)
    monkeypatch.setattr(authenticator, "build_access_tokens_request_params", lambda *_: {})
    monkeypatch.setattr(authenticator, "get_token_info", token_info)
    monkeypatch.setattr(authenticator, "token_to_user", user_info)
    monkeypatch.setattr(GitHubOAuthenticator, "_check_membership_allowed_organizations", is_member)
    assert await name_of(authenticator) == name


async def name_of(authenticator: RosterMixin) -> str | None:
    """Whom the account signs in as; None where it is refused."""
    try:
        model = await authenticator.get_authenticated_user(Desk(), {})
    except HTTPError as refusal:
        if refusal.status_code != 403:
            raise
        return None
    return None if model is None else str(model["name"])


LDAP = [
    pytest.param(case["custom"], id=case["says"])
    for case in PRESETS
    if case["custom"]["authenticator"] == "ldapauthenticator.LDAPAuthenticator"
]


@pytest.mark.parametrize("custom", LDAP)
def test_the_certificate_of_an_ldap_server_is_checked(office, custom):
    authenticator: Any = made(office, custom)
    assert Tls(**authenticator.tls_kwargs).validate == ssl.CERT_REQUIRED
    assert Tls(**LDAPAuthenticator().tls_kwargs).validate == ssl.CERT_NONE
