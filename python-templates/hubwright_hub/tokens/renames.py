"""Ends the sessions and tokens of a JupyterHub user who is renamed.

Otherwise they would act under the new name: an admin could create a token as a person whom they added,
delete another person, and give the row that person's name.
"""

from typing import Any

from jupyterhub import orm
from sqlalchemy import event
from sqlalchemy.orm import object_session

from .sign_out import sign_out


def end_sessions_on_rename() -> None:
    """Takes effect from now on in this process. Safe to repeat."""
    if not event.contains(orm.User.name, "set", _renamed):
        event.listen(orm.User.name, "set", _renamed, active_history=True)


def _renamed(user: Any, name: str, before: Any, initiator: Any) -> None:
    session = object_session(user)
    # A new row had no name before and has no sessions or tokens.
    if session is None or not isinstance(before, str) or before == name:
        return
    with session.no_autoflush:
        sign_out(session, user)
