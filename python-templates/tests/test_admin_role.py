"""What an admin could do that would outlast their admin rights, with JupyterHub's own roles and with ours."""

import pytest
from jupyterhub import orm, roles, scopes

from hubwright_hub.access import admin_role

OUTLASTING = ["tokens!user=ann", "admin:services", "shares!user=ann", "proxy"]
"""What JupyterHub asks for before it makes a token in ann's name, adds a service, shares ann's server, or goes by
another proxy."""
INTO_SERVERS = ["access:servers!user=ann"]
ALWAYS = [
    "tokens!user=boss", "admin-ui", "admin:users", "admin:servers!user=ann", "read:tokens!user=ann", "list:services",
    "read:services", "access:services", "read:shares!user=ann", "users:shares!user=ann", "groups:shares",
]  # fmt: skip


@pytest.fixture
def boss(session):
    """An admin in the database of a hub that ran with JupyterHub's own roles."""
    person = orm.User(name="boss", admin=True)
    session.add_all([person, orm.User(name="ann"), orm.OAuthClient(identifier="jupyterhub")])
    session.commit()
    roles.assign_default_roles(session, person)
    return person


def starts(session):
    """What a hub does with its built-in roles as it starts."""
    for role in roles.get_default_roles():
        roles.create_role(session, role)


def allowed(holder, session, asked):
    has = scopes.get_scopes_for(holder)
    return [scope for scope in asked if scopes.has_scope(scope, has, db=session)]


def test_jupyterhubs_own_role_lets_an_admin_do_all_of_it(boss, session):
    starts(session)
    every = [*OUTLASTING, *INTO_SERVERS, *ALWAYS]
    assert allowed(boss, session, every) == every


@pytest.mark.parametrize("access", [True, False])
def test_no_admin_makes_a_token_in_another_persons_name_a_service_or_a_share_and_everything_else_stays(
    boss, session, access
):
    admin_role.narrow(access=access)
    starts(session)
    assert allowed(boss, session, [*OUTLASTING, *ALWAYS]) == ALWAYS


def test_a_token_that_an_admin_made_for_themselves_before_loses_it_too(boss, session):
    text = boss.new_api_token(scopes=["tokens", "admin:services", "shares", "proxy", "read:hub"])
    token = orm.APIToken.find(session, text)
    asked = [*OUTLASTING, "read:hub"]
    assert allowed(token, session, asked) == asked
    admin_role.narrow(access=True)
    starts(session)
    assert allowed(token, session, asked) == ["read:hub"]


def test_admins_open_others_servers_only_where_the_definition_lets_them(boss, session):
    admin_role.narrow(access=True)
    starts(session)
    assert allowed(boss, session, INTO_SERVERS) == INTO_SERVERS
    admin_role.narrow(access=False)
    starts(session)
    assert allowed(boss, session, INTO_SERVERS) == []


def test_no_other_role_is_changed_and_nothing_but_these_scopes_is_taken():
    built_in = {role["name"]: set(role["scopes"]) for role in roles.get_default_roles()}
    assert built_in["admin"] >= {*admin_role.INSTEAD, *admin_role.WAYS_IN}
    admin_role.narrow(access=False)
    admin_role.narrow(access=False)
    left = {role["name"]: set(role["scopes"]) for role in roles.get_default_roles()}
    kept = {"read:tokens", "read:shares", "users:shares", "groups:shares"}
    admin = built_in["admin"] - admin_role.INSTEAD.keys() - admin_role.WAYS_IN | kept
    assert left == {**built_in, "admin": admin}
