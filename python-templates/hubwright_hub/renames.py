"""Ends the sessions and tokens of a row of JupyterHub's that is given another name.

Whoever had them would act as the other name from then on: an admin could make a token as a person of their own making,
delete somebody else, and give the row that name.
"""

from typing import Any

from jupyterhub import orm
from sqlalchemy import event
from sqlalchemy.orm import object_session

from .sign_out import sign_out


def end_sessions_on_rename() -> None:
    """From now on, in this process. Safe to repeat."""
    if not event.contains(orm.User.name, "set", _renamed):
        event.listen(orm.User.name, "set", _renamed, active_history=True)


def _renamed(user: Any, name: str, before: Any, initiator: Any) -> None:
    session = object_session(user)
    # A row that is made has no name before, and nothing that it could have left.
    if session is None or not isinstance(before, str) or before == name:
        return
    with session.no_autoflush:
        sign_out(session, user)
