"""An empty database of JupyterHub's, made once for all the tests that begin with a copy of it."""

from typing import Any

from jupyterhub import orm, roles


def make_tables(url: str, **given: Any) -> None:
    """JupyterHub's own tables, with its own roles."""
    session = orm.new_session_factory(url, **given)()
    for role in roles.get_default_roles():
        roles.create_role(session, role)
    session.close()
    session.get_bind().dispose()
