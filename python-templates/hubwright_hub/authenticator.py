"""The authenticators that jupyterhub_config.py names."""

from functools import lru_cache
from typing import Any

from jupyterhub.auth import Authenticator
from traitlets.utils.importstring import import_item

from .hub_json import CustomSignIn
from .live import live_hub
from .sign_in.derived_password import DerivedPasswordAuthenticator
from .sign_in.roster_mixin import RosterMixin


def under_the_roster(named: type[Authenticator]) -> type[RosterMixin]:
    """The named class with the roster on top; its own traits are configured under its own name, as usual."""
    return type("CustomAuthenticator", (RosterMixin, named), {"__doc__": named.__doc__, "__module__": __name__})


@lru_cache(maxsize=1)
def _custom() -> type[RosterMixin]:
    sign_in = live_hub().hub.sign_in
    if not isinstance(sign_in, CustomSignIn):
        raise AttributeError("hub.json names no authenticator of its own.")
    named = import_item(sign_in.authenticator)
    if not (isinstance(named, type) and issubclass(named, Authenticator)):
        raise SystemExit(f"signIn.authenticator: {sign_in.authenticator} is not a class of authenticators.")
    return under_the_roster(named)


def __getattr__(name: str) -> Any:
    # Created when JupyterHub asks for it: hub.json names a class that other hubs may not have installed.
    if name == "CustomAuthenticator":
        return _custom()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["DerivedPasswordAuthenticator", "RosterMixin", "under_the_roster"]
