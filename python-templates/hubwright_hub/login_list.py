"""The page with everybody's password."""

from typing import Any

from jupyterhub import orm
from jupyterhub.handlers.base import BaseHandler
from tornado import web

from .admins_only import require_admin
from .logins import csv_of, people_of, with_passwords


class LoginListHandler(BaseHandler):
    """``/hub/login_list``: names, groups and passwords of everybody, for admins only."""

    @web.authenticated
    async def get(self) -> None:
        require_admin(self, "the login list")
        authenticator: Any = self.authenticator
        rows = [(name, bool(admin)) for name, admin in self.db.query(orm.User.name, orm.User.admin)]
        logins = people_of(authenticator.live, rows)
        passwords = await authenticator.passwords_of([login.name for login in logins])
        logins = with_passwords(logins, passwords or {})
        self.set_header("Cache-Control", "no-store")
        if self.get_argument("format", "") == "csv":
            hub = authenticator.live.hub.name
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.set_header("Content-Disposition", f'attachment; filename="{hub}-logins.csv"')
            self.finish(csv_of(logins))
            return
        html = self.render_template("login_list.html", logins=logins, derived=passwords is not None)
        self.finish(await html)
