"""Gives a trial the token with which it acts as a person, for a few minutes."""

import json
from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers.base import APIHandler
from tornado import web

from . import servers
from .trial_mark import LIVES

NOTE = "hubwright doctor"
SCOPES = ["servers!user", "read:servers!user", "read:users:name!user", "access:servers!user"]
"""Of this one person: their server, and nothing else."""


class TrialTokenHandler(APIHandler):
    """``/hub/trial_token``: for the service whose token is in the hub's container alone.

    JupyterHub's own way would ask for a scope that makes tokens with every right of anybody.
    """

    def post(self) -> None:
        person = self._person()
        made = person.new_api_token(note=NOTE, expires_in=LIVES, scopes=SCOPES)
        self.set_header("Cache-Control", "no-store")
        self.write(json.dumps({"token": made}))

    def delete(self) -> None:
        """Takes back every token of the person's that a trial was given, this one or an earlier one."""
        person = self._person()
        for token in self.db.query(orm.APIToken).filter_by(user=person.orm_user, note=NOTE):
            self.db.delete(token)
        self.db.commit()
        self.set_status(204)

    def _person(self) -> Any:
        asking = self.current_user
        if not isinstance(asking, orm.Service) or asking.name != servers.SERVICE:
            raise web.HTTPError(403, "Only hubwright itself may ask for this.")
        body = self.get_json_body()
        name = body.get("name") if isinstance(body, dict) else None
        person = self.find_user(name) if isinstance(name, str) else None
        if person is None:
            raise web.HTTPError(404, "JupyterHub does not know this person.")
        return person
