"""A page of the hub that answers only our own services."""

from typing import Any, ClassVar

from jupyterhub import orm
from jupyterhub.apihandlers.base import APIHandler
from tornado import web


class ServicePage(APIHandler):
    """Requested with a JSON body, which usually names a person: ``{"name": …}``."""

    may_ask: ClassVar[tuple[str, ...]] = ()
    """The names of the services that get an answer."""

    def asked(self) -> tuple[Any, dict[str, Any]]:
        """The JupyterHub user that the body names, and the body. Raises 403 for anybody else, 404 for an unknown
        name."""
        body = self.body()
        name = body.get("name")
        person = self.find_user(name) if isinstance(name, str) else None
        if person is None:
            raise web.HTTPError(404, "JupyterHub does not know this person.")
        return person, body

    def body(self) -> dict[str, Any]:
        """The request's body. Raises 403 for everybody except the allowed services."""
        asking = self.current_user
        if not isinstance(asking, orm.Service) or asking.name not in self.may_ask:
            raise web.HTTPError(403, "Only hubwright itself may use this page.")
        found = self.get_json_body()
        return found if isinstance(found, dict) else {}
