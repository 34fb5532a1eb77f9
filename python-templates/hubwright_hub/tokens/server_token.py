"""A token that opens one server and nothing else: the only kind that we send to a notebook."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyterhub import orm

LIVES = 60
"""Seconds after which a token expires even if the hub cannot delete it."""


def opens(name: str, server: str) -> str:
    """The scope that gives access to one server of a person; their default server is named ``""``."""
    return f"access:servers!server={name}/{server}"


@contextmanager
def server_token(db: Any, person: Any, server: str) -> Iterator[str]:
    """Creates a token for one server of a JupyterHub user and deletes it at the end.

    It belongs to the owner of the server, who may open it anyway, so an owner who catches it gains nothing.
    """
    # JupyterHub counts a request with a token as activity of its user, unless the token's note says that a server has
    # it.
    note = f"Server at {person.url}: hubwright asks what runs there"
    token: str = person.new_api_token(note=note, expires_in=LIVES, scopes=[opens(person.name, server)])
    try:
        yield token
    finally:
        made = orm.APIToken.find(db, token)
        if made is not None:
            db.delete(made)
            db.commit()
