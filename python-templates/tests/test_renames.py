"""What an admin could keep by renaming a person whom they added to another person's name."""

import pytest
from jupyterhub import orm
from jupyterhub.user import User
from sqlalchemy import event

from hubwright_hub.tokens import renames


@pytest.fixture
def zed(session):
    """Somebody whom an admin made, with a token; ann's row was deleted a moment ago."""
    row = orm.User(name="zed")
    session.add_all([row, orm.OAuthClient(identifier="jupyterhub")])
    session.commit()
    return User(row, {}, db=session)


@pytest.fixture
def alone():
    """JupyterHub as it is, whatever tests before have put into this process."""
    if event.contains(orm.User.name, "set", renames._renamed):
        event.remove(orm.User.name, "set", renames._renamed)


@pytest.fixture
def watching(alone):
    renames.end_sessions_on_rename()
    renames.end_sessions_on_rename()
    yield
    event.remove(orm.User.name, "set", renames._renamed)


def renamed(zed, session, name):
    """What JupyterHub does with PATCH. The token's owner afterwards, and whether the old cookie still counts."""
    text, cookie = zed.orm_user.new_api_token(), zed.orm_user.cookie_id
    session.commit()
    session.expire_all()
    zed.name = name
    session.commit()
    token = orm.APIToken.find(session, text)
    return token and token.user.name, zed.orm_user.cookie_id == cookie


def test_jupyterhub_alone_would_let_a_token_and_a_cookie_act_as_the_other_name(zed, session, alone):
    assert renamed(zed, session, "ann") == ("ann", True)


def test_neither_works_once_the_row_has_another_name(zed, session, watching):
    assert renamed(zed, session, "ann") == (None, False)
    assert orm.User.find(session, "ann") is not None


def test_a_name_that_stays_ends_nothing(zed, session, watching):
    assert renamed(zed, session, "zed") == ("zed", True)


def test_rows_are_made_as_ever(session, watching):
    session.add(orm.User(name="bob"))
    session.commit()
    assert orm.User.find(session, "bob").cookie_id
