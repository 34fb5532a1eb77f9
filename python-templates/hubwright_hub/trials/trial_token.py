"""Gives a trial the tokens to act as a person for a few minutes."""

import json

from jupyterhub import orm

from ..tokens.own_services import SERVERS
from ..tokens.server_token import opens
from ..web.service_page import ServicePage
from .trial_mark import LIVES

NOTE = "hubwright doctor"
STARTS = ["servers!user", "read:servers!user", "read:users:name!user"]
"""The scopes of the trial's token: this person's servers, and nothing else."""


class TrialTokenHandler(ServicePage):
    """``/hub/trial_token``: for the service whose token is only in the hub's container.

    JupyterHub's own way would need a scope that can create tokens with all rights of anybody.
    """

    may_ask = (SERVERS,)

    def post(self) -> None:
        person, _ = self.asked()
        scopes = {"starts": STARTS, "opens": [opens(person.name, "")]}
        made = {key: person.new_api_token(note=NOTE, expires_in=LIVES, scopes=scopes[key]) for key in scopes}
        self.set_header("Cache-Control", "no-store")
        self.write(json.dumps(made))

    def delete(self) -> None:
        """Revokes every token of the person that was given to this trial or an earlier one."""
        person, _ = self.asked()
        for token in self.db.query(orm.APIToken).filter_by(user=person.orm_user, note=NOTE):
            self.db.delete(token)
        self.db.commit()
        self.set_status(204)
