import pytest
from jupyterhub import roles

from hubwright_hub import admin_role


@pytest.fixture
def built_in(monkeypatch):
    """JupyterHub's list of roles, as it is again after the test."""
    monkeypatch.setattr(roles, "get_default_roles", roles.get_default_roles)
    return {role["name"]: set(role["scopes"]) for role in roles.get_default_roles()}


def test_every_way_into_a_server_is_taken_from_admins_and_nothing_else(built_in):
    assert built_in["admin"] >= admin_role.WAYS_IN
    admin_role.without_access()
    admin_role.without_access()
    left = {role["name"]: set(role["scopes"]) for role in roles.get_default_roles()}
    assert left == {**built_in, "admin": built_in["admin"] - admin_role.WAYS_IN}
