"""The hub's own session with its database, which one connection serves for as long as a transaction lasts."""

from typing import Any

from sqlalchemy.exc import SQLAlchemyError


def let_go(session: Any) -> None:
    """Ends the transaction that reading has begun, to be called on the loop again and again.

    JupyterHub ends one only when it writes. Until then its connection is not looked at again, and one that a restart
    of PostgreSQL has cut would fail the next person's request. A file of SQLite has no such thing.
    """
    if session.get_bind().dialect.name == "sqlite" or not session.in_transaction():
        return
    if session.new or session.dirty or session.deleted:
        return
    try:
        session.commit()
    except SQLAlchemyError:
        # It was cut. What was only read is read again.
        session.rollback()
