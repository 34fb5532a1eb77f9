"""Signs a person out everywhere: cookies, tokens and codes, in the hub's own session like JupyterHub itself."""

from datetime import UTC, datetime
from typing import Any

from jupyterhub import orm
from sqlalchemy.exc import SQLAlchemyError


def end_sessions(session: Any, name: str) -> None:
    """Ends everything that is signed in as this person, for the hub and for their servers.

    Tokens for other people's servers stay for now: they show which servers this person is in, and give access to
    nothing else. ``forget_inside`` removes them once those servers have stopped. Must be called on the loop.
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
    # A cookie contains this, and nothing that expires.
    user.cookie_id = orm.new_token()


def forget_inside(session: Any, name: str, before: datetime) -> None:
    """Removes this person's tokens for other people's servers from before a given moment. Must be called on the
    loop."""
    user = orm.User.find(session, name)
    if user is None:
        return
    inside = _clients_of_others(session, user)
    for token in list(user.api_tokens):
        if token.client_id in inside and token.created.replace(tzinfo=UTC) < before:
            session.delete(token)
    _commit(session)


def _commit(session: Any) -> None:
    """All or nothing: a failed write must not block the hub's next write."""
    try:
        session.commit()
    except SQLAlchemyError:
        session.rollback()
        raise


def _clients_of_others(session: Any, user: Any) -> set[str]:
    others = session.query(orm.Spawner.oauth_client_id).filter(orm.Spawner.user_id != user.id)
    return {client for (client,) in others if client is not None}
