"""The page on which admins see the roster, and decide what waits for them."""

from typing import Any

from jupyterhub.handlers.base import BaseHandler
from jupyterhub.utils import url_path_join
from tornado import web

from ..live import LiveHub
from ..people import decisions
from ..people.exposed_passwords import former_admins
from ..returns import admit
from ..roster.roster_state import NothingToDecide
from ..volumes.person_archive import NotArchived
from .admins_only import require_admin

# How many rows the page's tables show; the command line shows the rest.
ROWS = 200

# What the page says after a form was sent. The address only has the key, so that nobody can inject text.
TOLD = {
    "accepted": "Accepted. The change takes effect within seconds.",
    "same": "Access granted as the same person, with their old folder.",
    "new": "Access granted as a new person. The previous person's folder was archived.",
    "changed": "Nothing was changed: the file was edited in the meantime, or someone else has already decided. "
    "The decisions that are still open are shown below.",
}


class RosterHandler(BaseHandler):
    """``/hub/roster``: how many people have access, problems in the file, and what is waiting for an admin."""

    @web.authenticated
    async def get(self) -> None:
        require_admin(self, "the roster")
        word = self.get_argument("told", "")
        await self._show(TOLD.get(word), is_done=word != "changed")

    @web.authenticated
    async def post(self) -> None:
        """Handles one button. JupyterHub has already refused forms without the page's token."""
        require_admin(self, "the roster")
        decision = self.get_body_argument("decision")
        shown = self.get_body_argument("digest" if decision == "accept" else "name", strip=False)
        self.log.warning("%s decided on the roster page: %r of %r", self.current_user.name, decision, shown)
        authenticator: Any = self.authenticator
        try:
            told = await carry_out(authenticator.live, decision, shown)
        except NotArchived as reason:
            self.set_status(409)
            await self._show(f"Nothing was changed: the old folder could not be archived. {reason}", is_done=False)
            return
        if told is None:
            raise web.HTTPError(400, "The form contains no valid decision.")
        self.redirect(f"{url_path_join(self.hub.base_url, 'roster')}?told={told}")

    async def _show(self, told: str | None, *, is_done: bool) -> None:
        authenticator: Any = self.authenticator
        self.set_header("Cache-Control", "no-store")
        roster = authenticator.live.roster.state()
        shown = {"roster": roster, "rows": ROWS, "told": told, "is_done": is_done, "is_roster_page": True}
        shown["former_admins"] = former_admins(authenticator.live)
        self.finish(await self.render_template("roster.html", **shown))


async def carry_out(live: LiveHub, decision: str, shown: str) -> str | None:
    """Accepts the file with the digest that was shown, or decides about the shown name. Raises NotArchived.

    What someone else has already decided, or the first of two clicks, is not decided again.

    :return: the key of TOLD for the result; None for a decision that does not exist.
    """
    try:
        match decision:
            case "accept":
                decisions.accept(live, shown)
                return "accepted"
            case "same" | "new":
                await admit(live, shown, decision)
                return decision
            case _:
                return None
    except NothingToDecide:
        return "changed"
