"""Asks for the password when a person creates an API token with an admin's rights in a browser."""

from typing import Any

from jupyterhub.apihandlers.users import UserTokenListAPIHandler
from tornado import web

ASK = (
    "To create an API token as an admin, being signed in is not enough. Enter your password on the hub's Token page, "
    'or send it as "password" in the JSON body.'
)
WRONG = "That is not your password, so no API token was created. Use the password that you sign in with."
TURNED_OFF = (
    "Admins cannot create API tokens in a browser here, because people sign in without a password of this hub. "
    "For a script, add a service with a token to a file of extraConfig, and name the file in hub.ts."
)


class NewTokenHandler(UserTokenListAPIHandler):
    """JupyterHub's own ``/hub/api/users/NAME/tokens``, where an admin's token needs more than a session.

    A token outlasts a visit to a page. Servers share the hub's origin, so a script on a page of any server can
    use its visitor's session. No such page gets a token with the right to create others.
    """

    async def post(self, user_name: str) -> None:
        requester = self.current_user
        if requester is not None and self.get_token() is None:
            # JupyterHub checks this later. Before that, a request from elsewhere must not count as a wrong password.
            self._skip_post_check_xsrf = False
            self.check_xsrf_cookie()
            # An admin may later make a person whom they added an admin: then the token is an admin's, too.
            if requester.admin or self._is_admin(user_name):
                await self._prove(requester.name)
        await super().post(user_name)

    async def authenticate(self, data: Any) -> Any:
        """Who is asking, according to the request's body, if nobody is signed in.

        If the hub does not check the password itself, nothing may have been checked: a class may rely on a header that
        a web server adds to every request of the browser.
        """
        model: Any = await super().authenticate(data)
        if model and not self._authenticator.has_passwords and self._is_admin(model["name"]):
            raise web.HTTPError(403, TURNED_OFF)
        return model

    async def _prove(self, name: str) -> None:
        """403 unless the body has the password of the signed-in person."""
        if not self._authenticator.has_passwords:
            raise web.HTTPError(403, TURNED_OFF)
        body = self.get_json_body()
        given = body.get("password") if isinstance(body, dict) else None
        if not isinstance(given, str) or not given:
            raise web.HTTPError(403, ASK)
        if not await self._authenticator.is_password_of(self, name, given):
            raise web.HTTPError(403, WRONG)

    def _is_admin(self, name: str) -> bool:
        user = self.find_user(name)
        return user is not None and bool(user.admin)

    @property
    def _authenticator(self) -> Any:
        return self.authenticator
