"""The hub's session and a real PostgreSQL that restarts while it is in use."""

from typing import Any

import pytest
from jupyterhub import orm
from sqlalchemy.exc import OperationalError

from hubwright_hub.db.session import let_go


def test_what_is_not_written_yet_is_neither_written_nor_lost(session):
    user = orm.User(name="ann")
    session.add(user)
    session.flush()
    user.admin = True
    let_go(session)
    assert session.dirty
    session.rollback()
    assert session.query(orm.User).count() == 0


def test_a_file_of_sqlite_is_left_as_it_is(session):
    session.query(orm.User).count()
    let_go(session)
    assert session.in_transaction() is (session.get_bind().dialect.name == "sqlite")


@pytest.mark.engine
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_of_the_server_is_no_fault_of_the_next_request(
    postgres: Any, postgres_server: Any, mode: str
) -> None:
    session = orm.new_session_factory(postgres.db_url, **postgres.kwargs())()
    session.add(orm.User(name="ann"))
    session.commit()
    # As a request leaves it that has only read.
    (ann,) = session.query(orm.User).all()
    assert session.in_transaction()
    postgres_server.stop(mode)
    postgres_server.start()
    let_go(session)
    assert session.query(orm.User).count() == 1
    ann.admin = True
    session.commit()

    # Without it the next one fails: so that this test can.
    session.query(orm.User).count()
    postgres_server.stop(mode)
    postgres_server.start()
    with pytest.raises(OperationalError):
        session.query(orm.User).count()
    session.rollback()
    session.close()
    session.get_bind().dispose()
