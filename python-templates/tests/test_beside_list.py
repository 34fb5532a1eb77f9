"""What a hub's database grants besides the user list, in JupyterHub's own tables."""

from datetime import UTC, datetime, timedelta

import pytest
from jupyterhub import orm, roles
from tornado.web import HTTPError

from hubwright_hub.access import admin_role
from hubwright_hub.beside_list import beside_list
from hubwright_hub.people.memory import Memory
from hubwright_hub.revoke_tokens import RevokeTokensHandler, delete_grants
from hubwright_hub.tokens.own_services import REVOKER, SERVERS

OF_A_SERVER = ["access:servers!server=ann/", "users:activity!user=ann"]


@pytest.fixture
def people(session):
    """Everybody by name; the list has boss and ann."""
    found = {name: orm.User(name=name, admin=name in ("boss", "zed")) for name in ("boss", "ann", "zed", "yan")}
    session.add_all([*found.values(), orm.OAuthClient(identifier="jupyterhub")])
    session.commit()
    for person in found.values():
        roles.assign_default_roles(session, person)
    return found


@pytest.fixture
def beside(session, people, tmp_path):
    memory = Memory(tmp_path / "memory.sqlite")
    memory.came(["boss", "ann"])
    memory.close()
    return lambda: beside_list(session.get_bind(), tmp_path / "memory.sqlite", datetime.now(UTC))


def notes(beside):
    return [token["note"] for token in beside()["tokens"]]


def test_admins_who_were_never_on_the_list_are_named(beside):
    assert beside()["admins"] == ["zed"]


def test_it_reports_whether_admins_can_make_tokens_for_others(beside, session):
    assert (beside()["adminsMakeTokens"], beside()["adminsShare"]) == (True, True)
    admin_role.narrow(access=True)
    for role in roles.get_default_roles():
        roles.create_role(session, role)
    assert (beside()["adminsMakeTokens"], beside()["adminsShare"]) == (False, False)


def test_a_token_has_its_owner_its_moments_and_whom_jupyterhubs_note_names(beside, people, session):
    people["ann"].new_api_token(note="Requested via api by user boss", expires_in=3600)
    orm.APIToken.find(session, people["yan"].new_api_token(note="mine")).last_activity = datetime(2026, 11, 29, 12)  # noqa: DTZ001
    session.commit()
    ann, yan = sorted(beside()["tokens"], key=lambda token: token["owner"])
    assert (ann["owner"], ann["madeBy"], ann["used"], ann["isService"]) == ("ann", "boss", None, False)
    assert ann["created"] < ann["expires"]
    assert (yan["owner"], yan["madeBy"], yan["used"], yan["expires"]) == ("yan", None, "2026-11-29 12:00:00", None)


def test_tokens_of_servers_and_of_sessions_and_those_that_have_expired_are_left_out(beside, people, session):
    ann = people["ann"]
    ann.new_api_token(note="Server at /user/ann/", scopes=OF_A_SERVER)
    session.add(orm.OAuthClient(identifier="jupyterhub-user-ann", allowed_scopes=[]))
    session.commit()
    client = session.query(orm.OAuthClient).filter_by(identifier="jupyterhub-user-ann").one()
    orm.APIToken.new(user=ann, oauth_client=client, note="a session", scopes=[])
    ended = orm.APIToken.find(session, ann.new_api_token(note="ended", expires_in=60))
    ended.expires_at = orm.utcnow(with_tz=False) - timedelta(seconds=1)
    session.commit()
    assert notes(beside) == []


def test_no_note_hides_a_token_that_can_do_more_than_a_servers(beside, people):
    people["ann"].new_api_token(note="Server at /user/ann/")
    people["boss"].new_api_token(note="Server at /user/boss/", scopes=["access:servers"])
    assert len(notes(beside)) == 2


def test_services_that_were_added_while_the_hub_ran_are_listed_and_those_of_the_definition_are_not(beside, session):
    for name, from_config in (("back-door", False), (REVOKER, True)):
        service = orm.Service(name=name, from_config=from_config)
        session.add(service)
        session.commit()
        service.new_api_token()
    (token,) = beside()["tokens"]
    assert (token["owner"], token["isService"]) == ("back-door", True)


def test_exactly_the_tokens_that_are_named_are_revoked(beside, people, session):
    kept, gone = (people["ann"].new_api_token(note=note) for note in ("kept", "gone"))
    ids = [token["id"] for token in beside()["tokens"] if token["note"] == "gone"]
    assert delete_grants(session, [*map(str, ids), "4711", "share:1"]) == 1
    assert orm.APIToken.find(session, gone) is None
    assert orm.APIToken.find(session, kept) is not None
    assert notes(beside) == ["kept"]


def test_shares_are_listed_with_the_people_they_are_for_and_are_revoked(beside, people, session):
    server = orm.Spawner(name="", user=people["yan"])
    session.add_all([server, orm.Group(name="math")])
    session.commit()
    grant = {"spawner": server, "scopes": ["access:servers"]}
    orm.Share.grant(session, server, people["ann"])
    orm.Share.grant(session, server, orm.Group.find(session, "math"))
    orm.ShareCode.new(session, **grant, expires_in=3600)
    orm.ShareCode.new(session, **grant, expires_in=60)[0].expires_at = orm.utcnow(with_tz=False) - timedelta(seconds=1)
    session.commit()
    shares = beside()["shares"]
    assert [(share["id"], share["person"], share["group"]) for share in shares] == [
        ("share:1", "ann", None),
        ("share:2", None, "math"),
        ("share-code:1", None, None),
    ]
    assert {(share["owner"], share["server"]) for share in shares} == {("yan", "")}
    assert [share["expires"] is None for share in shares] == [True, True, False]
    assert delete_grants(session, ["share:1", "share-code:1"]) == 2
    assert [share["id"] for share in beside()["shares"]] == ["share:2"]


@pytest.mark.parametrize("asking", [None, "a person", "another service"])
def test_nobody_but_hubwright_itself_revokes_tokens(asking):
    users = {"a person": orm.User(name="boss", admin=True), "another service": orm.Service(name=REVOKER)}

    class Handler(RevokeTokensHandler):
        current_user = users.get(asking)

        def __init__(self):
            pass

    with pytest.raises(HTTPError) as refusal:
        Handler().post()
    assert refusal.value.status_code == 403
    assert RevokeTokensHandler.may_ask == (SERVERS,)
