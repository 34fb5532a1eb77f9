"""Who is recorded as a visitor of whose server, against JupyterHub's own tables and scopes."""

from datetime import UTC, datetime

import pytest
from jupyterhub import orm, scopes

from hubwright_hub.access.visits import Visit
from hubwright_hub.web.visited import visits_with

AT = datetime(2026, 11, 30, 12, tzinfo=UTC).replace(tzinfo=None)
STARTED = "2026-11-30T12:00:00Z"


@pytest.fixture
def hub(session):
    """Servers of ann and bob that run, and one of carl's that does not."""
    for number, name in enumerate(("ann", "bob", "carl")):
        user = orm.User(name=name)
        client = orm.OAuthClient(identifier=f"jupyterhub-user-{name}", redirect_uri="x")
        runs = name != "carl"
        server = orm.Server(ip=f"10.0.0.{number}", port=8888) if runs else None
        spawner = orm.Spawner(name="", user=user, oauth_client=client, server=server, started=AT if runs else None)
        session.add_all([user, client, spawner])
    session.add_all([orm.User(name="prof"), orm.OAuthClient(identifier="jupyterhub", redirect_uri="x")])
    session.commit()
    return session


def may(hub, *granted):
    return lambda scope: bool(scopes.has_scope(scope, set(granted), db=hub))


def test_a_token_of_a_servers_page_is_a_visit_to_that_server_from_wherever_it_is_shown(hub):
    everything = may(hub, "access:servers")
    for address in (None, "10.9.9.9"):
        assert visits_with(hub, "prof", "jupyterhub-user-ann", address, everything) == [
            Visit("prof", "ann", "", STARTED)
        ]


def test_any_other_token_is_a_visit_to_the_server_that_asks(hub):
    granted = may(hub, "access:servers!server=bob/")
    assert visits_with(hub, "prof", "jupyterhub", "10.0.0.1", granted) == [Visit("prof", "bob", "", STARTED)]


def test_a_token_that_does_not_open_the_server_is_no_visit_so_nobody_stops_a_server_by_knocking(hub):
    assert visits_with(hub, "carl", "jupyterhub", "10.0.0.1", may(hub, "access:servers!server=carl/")) == []


def test_people_are_no_visitors_of_their_own_servers(hub):
    assert visits_with(hub, "ann", "jupyterhub-user-ann", "10.0.0.0", may(hub, "access:servers")) == []


@pytest.mark.parametrize(("client", "address"), [(None, None), (None, "127.0.0.1"), ("jupyterhub", None)])
def test_a_question_that_comes_from_no_server_is_no_visit(hub, client, address):
    assert visits_with(hub, "prof", client, address, may(hub, "access:servers")) == []
