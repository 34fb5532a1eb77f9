"""The page with everybody's password."""

from typing import Any

from jupyterhub import orm
from jupyterhub.handlers.base import BaseHandler
from tornado import web

from .admins_only import require_admin
from .logins import csv_of, people_of, with_passwords

WRONG = "That is not your password. Type the password that you sign in with."


class LoginListHandler(BaseHandler):
    """``/hub/login_list``: everybody's names, groups and passwords, for admins who have just typed their own password.

    A session is not enough: servers share the hub's origin, so a script on a page of any server can read whatever
    the visitor's browser can open.
    """

    @web.authenticated
    async def get(self) -> None:
        require_admin(self, "the login list")
        authenticator: Any = self.authenticator
        if authenticator.has_passwords:
            await self._ask()
        else:
            await self._show(self.get_argument("format", ""))

    @web.authenticated
    async def post(self) -> None:
        require_admin(self, "the login list")
        authenticator: Any = self.authenticator
        if authenticator.has_passwords:
            given = self.get_body_argument("password", "", strip=False)
            if not await authenticator.is_password_of(self, self.current_user.name, given):
                self.set_status(403)
                await self._ask(WRONG)
                return
            self.log.warning("%s opens the login list.", self.current_user.name)
        await self._show(self.get_body_argument("format", ""))

    async def _ask(self, problem: str | None = None) -> None:
        self._keep_to_itself()
        self.finish(await self.render_template("login_list_form.html", problem=problem))

    async def _show(self, form: str) -> None:
        authenticator: Any = self.authenticator
        rows = [(name, bool(admin)) for name, admin in self.db.query(orm.User.name, orm.User.admin)]
        logins = people_of(authenticator.live, rows)
        passwords = await authenticator.passwords_of([login.name for login in logins])
        logins = with_passwords(logins, passwords or {})
        self._keep_to_itself()
        if form == "csv":
            hub = authenticator.live.hub.name
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.set_header("Content-Disposition", f'attachment; filename="{hub}-logins.csv"')
            self.finish(csv_of(logins))
            return
        self.finish(await self.render_template("login_list.html", logins=logins, derived=passwords is not None))

    def _keep_to_itself(self) -> None:
        """Not cached, not framed. Against a page of the same origin, only the password helps."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("X-Frame-Options", "DENY")
        # In addition to the definition's policy, which may allow more: browsers apply both.
        self.add_header("Content-Security-Policy", "frame-ancestors 'none'")
