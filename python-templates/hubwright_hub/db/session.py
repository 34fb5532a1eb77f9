"""The hub's own session with its database, which uses one connection as long as a transaction lasts."""

from typing import Any

from sqlalchemy.exc import SQLAlchemyError


def let_go(session: Any) -> None:
    """Ends the transaction that was started by reading. Must be called on the loop regularly.

    JupyterHub ends a transaction only when it writes. Until then its connection is not checked, and one that was cut by
    a restart of PostgreSQL would fail the next person's request. SQLite files do not have this problem.
    """
    if session.get_bind().dialect.name == "sqlite" or not session.in_transaction():
        return
    if session.new or session.dirty or session.deleted:
        return
    try:
        session.commit()
    except SQLAlchemyError:
        # The connection was cut. Data that was only read is read again.
        session.rollback()
