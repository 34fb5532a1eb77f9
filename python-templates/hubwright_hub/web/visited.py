"""Records who opens whose server, when the server asks the hub who they are."""

from collections.abc import Callable
from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers.users import SelfAPIHandler
from jupyterhub.utils import isoformat
from sqlalchemy import or_, select

from ..access.visits import Visit
from ..sign_in.came_from import peer


class WhoHandler(SelfAPIHandler):
    """JupyterHub's own ``GET /hub/api/user``, with which a server learns whose token a visitor has.

    The visit is recorded before the server gets its answer, so everybody who is in a server is on record.
    """

    async def get(self) -> None:
        user, token = self.current_user, self.get_token()
        if token is not None and user is not None and not isinstance(user, orm.Service):
            live = self.authenticator.live
            address = peer(self.request.connection)
            live.visits.note(visits_with(self.db, user.name, token.client_id, address, self.has_scope))
        await super().get()


def visits_with(
    session: Any, visitor: str, client: str | None, address: str | None, may: Callable[[str], bool]
) -> list[Visit]:
    """The other people's servers that a token gives access to and that it is used for.

    A token from a server's own page names that server; for any other token, only the address of the server that
    asks shows where it was used. ``may``: whether the token has a scope. People without access are not recorded, so
    nobody can get another person's server stopped just by trying to open it.
    """
    asked = [
        *([] if client is None else [orm.Spawner.oauth_client_id == client]),
        *([] if address is None else [orm.Server.ip == address]),
    ]
    if not asked:
        return []
    query = (
        select(orm.User.name, orm.Spawner.name, orm.Spawner.started)
        .join_from(orm.Spawner, orm.User, orm.User.id == orm.Spawner.user_id)
        .join(orm.Server, orm.Server.id == orm.Spawner.server_id)
        .where(or_(*asked), orm.User.name != visitor, orm.Spawner.started.is_not(None))
    )
    return [
        Visit(visitor, owner, server, isoformat(started))
        for owner, server, started in session.execute(query)
        if may(f"access:servers!server={owner}/{server}")
    ]
