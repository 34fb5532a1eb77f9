"""Puts the roster on top of any sign-in method."""

from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.utils import maybe_future
from tornado.web import HTTPError
from traitlets import Any as AnyTrait
from traitlets import TraitError, default, validate

from ..access.entry import Entry, Refusal, entry_of
from ..live import LiveHub, live_hub
from ..people import decisions
from ..people.exposed_passwords import note_former_admins
from ..reconcile.reconciler import start_beside
from ..web.pages import PAGES
from .allow_lists import has_allow_list
from .auth_model import granted, is_up_to_date
from .kept_traits import check_kept

NOT_ALLOWED = (
    "You signed in, but this hub's sign-in settings do not allow this account. "
    "Ask the hub's admins if that is a mistake."
)

NAMELESS = "You signed in, but the sign-in service did not tell this hub your name. Ask the hub's admins for help."


class RosterMixin(Authenticator):
    """The class next to it decides who a person is and may refuse them; the live roster decides who of the others can
    sign in, their groups and whether they are an admin.

    JupyterHub keeps groups and admins in its database, so each answer states both, also to remove them.
    """

    live = AnyTrait(help="The hub and its roster: those of this process, unless given.")
    has_passwords: bool = False
    """Whether the hub itself knows people's passwords, and can ask for one again."""
    serving: bool = False
    """Whether the hub has started: JupyterHub calls add_user for every row of its database before."""

    @default("live")
    def _live(self) -> LiveHub:
        return live_hub()

    @default("manage_groups")
    def _manage_groups(self) -> bool:
        return True

    @default("manage_roles")
    def _manage_roles(self) -> bool:
        return True

    @default("allow_existing_users")
    def _allow_existing_users(self) -> bool:
        return False

    @default("any_allow_config")
    def _any_allow_config(self) -> bool:
        return True

    @default("allow_all")
    def _allow_all(self) -> bool:
        # A class without its own list would allow nobody: then only the roster is the list.
        return not has_allow_list(self)

    @default("auth_refresh_age")
    def _auth_refresh_age(self) -> int:
        return 1

    @default("auth_refresh_strict")
    def _auth_refresh_strict(self) -> bool:
        # From 6.1 on, without this, the API token of a person who has left the roster would keep working.
        return True

    @default("refresh_pre_spawn")
    def _refresh_pre_spawn(self) -> bool:
        return True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_kept(self)

    @validate("auth_refresh_age")
    def _refreshes(self, proposal: Any) -> int:
        if proposal.value <= 0:
            raise TraitError(f"auth_refresh_age is {proposal.value}, so nobody's access would ever end. Use 1 or more.")
        return int(proposal.value)

    def normalize_username(self, username: str) -> str:
        """Folds names like the roster, whatever the class next to this one does."""
        live: LiveHub = self.live
        return live.spellings.name_of(super().normalize_username(username))

    async def recognize(self, handler: Any, data: Any) -> Any:
        """Who is signing in, according to the class next to this one."""
        try:
            return await maybe_future(super().authenticate(handler, data))
        except ValueError:
            # This is how OAuthenticator reports that an account lacks the field that names come from.
            self.log.exception("The sign-in service does not say who this account is.")
            raise HTTPError(403, NAMELESS) from None

    async def get_authenticated_user(self, handler: Any, data: Any) -> dict[str, Any] | None:
        """What JupyterHub writes for a person who signs in: nothing else is written until it has."""
        model: dict[str, Any] | None = await super().get_authenticated_user(handler, data)
        if model:
            await self.live.writing.leave_to_caller()
        return model

    async def authenticate(self, handler: Any, data: Any) -> dict[str, Any] | None:
        """The recognized person with the roster's groups and admin; 403 with the reason if they cannot sign in."""
        model = await self.recognize(handler, data)
        if not model:
            return None
        if isinstance(model, str):
            model = {"name": model}
        name = self.normalize_username(model["name"])
        await self._ask_class(name, model)
        entry = entry_of(self.live, name, has_row=handler.find_user(name) is not None)
        if isinstance(entry, Refusal):
            self.log.warning("%r cannot sign in. %s", name, entry.because)
            raise HTTPError(403, entry.because)
        row = handler.find_user(name)
        return {**model, **self._granted(entry, row)}

    async def refresh_user(self, user: Any, handler: Any = None) -> Any:
        """The same for a signed-in person: their current groups, or False once they no longer have access."""
        entry = entry_of(self.live, user.name, has_row=True)
        if isinstance(entry, Refusal):
            if _starts_for_another(user, handler):
                # JupyterHub 6.1.1 fails with an internal error if False concerns another person.
                raise HTTPError(403, f"{user.name}: {entry.because}")
            if handler is not None and not hasattr(handler, "_token_authenticated"):
                # JupyterHub 6.1.1 asks for it although only a token has set it, and logs an internal error.
                handler._token_authenticated = False
            return False
        model = await maybe_future(super().refresh_user(user, handler))
        if not model:
            return False
        if model is True and (is_up_to_date(user, entry) or is_up_to_date(_read_again(user), entry)):
            # JupyterHub writes to its database after every other answer: at each request of each person.
            return True
        await self.live.writing.leave_to_caller()
        return {**({"name": user.name} if model is True else model), **self._granted(entry, user)}

    def _granted(self, entry: Entry, row: Any | None) -> dict[str, Any]:
        """What JupyterHub writes about them; ``row`` as in its database now."""
        if row is not None and row.admin and entry.admin is False:
            # The reconciler finds them already demoted and would not record it.
            note_former_admins(self.live, [row.name])
        return granted(entry, [] if row is None else row.roles)

    async def _ask_class(self, name: str, model: dict[str, Any]) -> None:
        """Uses what the class says about its own model, before the roster's groups and admin are added.

        JupyterHub would not ask it if ``allow_all`` is set, and several classes allow every admin without a check.
        """
        own = {"admin": None, "auth_state": None, **model, "name": name}
        if not await maybe_future(super().check_allowed(name, own)):
            self.log.warning("%r cannot sign in: the sign-in settings do not allow it.", name)
            raise HTTPError(403, NOT_ALLOWED)

    def check_allowed(self, username: str, authentication: Any = None) -> bool:
        """True: authenticate() has already refused with a reason."""
        return True

    def is_admin(self, handler: Any, authentication: Any) -> bool | None:
        """What the roster said: ``admin_users`` makes nobody an admin here."""
        admin: bool | None = authentication.get("admin")
        return admin

    def get_handlers(self, app: Any) -> list[Any]:
        """The pages; JupyterHub asks for them once, on its loop, while it starts, which starts the reconciler too."""
        self._reconciling = start_beside(app, self)
        return [*super().get_handlers(app), *PAGES]

    def add_user(self, user: Any) -> Any:
        """A row that an admin creates for a name that left is a stranger's, or on hold; at the hub's start it means
        nothing."""
        self.live.spellings.note_row(user.name)
        if self.serving:
            decisions.add(self.live, user.name)
        return super().add_user(user)

    async def is_password_of(self, handler: Any, name: str, given: str) -> bool:
        """Whether this is the password of a name; never, if the hub has no passwords."""
        return False

    async def passwords_of(self, names: list[str]) -> dict[str, str] | None:
        """The passwords of these people; None if this hub has none."""
        return None


def _starts_for_another(user: Any, handler: Any) -> bool:
    """Whether someone else is about to start this person's server; stopping it is always allowed."""
    asking = getattr(handler, "_jupyterhub_user", None)
    return asking is not None and asking is not user and handler.request.method != "DELETE"


def _read_again(user: Any) -> Any:
    """The person as in the database now: the reconciler writes outside the hub's own session."""
    if user.orm_user not in user.db.dirty:
        user.db.expire(user.orm_user, ["admin", "groups", "roles"])
    return user
