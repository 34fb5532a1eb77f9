"""Signs somebody out everywhere: cookies, tokens and codes, in the hub's own session as JupyterHub itself does."""

from datetime import UTC, datetime
from typing import Any

from jupyterhub import orm
from sqlalchemy.exc import SQLAlchemyError


def end_sessions(session: Any, name: str) -> None:
    """Nothing that was signed in as this person before opens the hub or their servers any more.

    Tokens of other people's servers stay for the moment: by them it is known which servers this person is in, and they
    open nothing else. ``forget_inside`` removes them once those servers have stopped. To be called on the loop.
    """
    user = orm.User.find(session, name)
    if user is None:
        return
    sign_out(session, user)
    _commit(session)


def sign_out(session: Any, user: Any) -> None:
    """The same for a row of the session, which is not committed."""
    inside = _clients_of_others(session, user)
    for token in list(user.api_tokens):
        if token.client_id not in inside:
            session.delete(token)
    for code in session.query(orm.OAuthCode).filter_by(user_id=user.id):
        session.delete(code)
    # A cookie holds this and nothing that ends.
    user.cookie_id = orm.new_token()


def forget_inside(session: Any, name: str, before: datetime) -> None:
    """Removes the tokens of other people's servers that this person got before a moment. To be called on the loop."""
    user = orm.User.find(session, name)
    if user is None:
        return
    inside = _clients_of_others(session, user)
    for token in list(user.api_tokens):
        if token.client_id in inside and token.created.replace(tzinfo=UTC) < before:
            session.delete(token)
    _commit(session)


def _commit(session: Any) -> None:
    """Whole or not at all: what could not be written must not be in the way of the hub's next write."""
    try:
        session.commit()
    except SQLAlchemyError:
        session.rollback()
        raise


def _clients_of_others(session: Any, user: Any) -> set[str]:
    others = session.query(orm.Spawner.oauth_client_id).filter(orm.Spawner.user_id != user.id)
    return {client for (client,) in others if client is not None}
