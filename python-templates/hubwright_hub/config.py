"""Adds what the definition implies to jupyterhub_config.py, besides everything else in it."""

import sys
from pathlib import Path
from typing import Any

from . import idle_culler, revoker, servers
from .access.admin_role import narrow
from .db.not_ready import NotReady
from .db_address import DbAddress, address_of
from .hub_json import Hub
from .keys import SECRETS, metrics_token
from .live import live_hub
from .tokens.own_services import CULLER, METRICS, REVOKER, SERVERS
from .web.page_frame import frame_pages


def add_own(c: Any, hub: Hub | None = None, secrets: Path = SECRETS) -> None:
    """Adds our pages, the service that ends access, and, if configured, those for metrics and idle servers.

    It runs last and only adds: settings from the definition's own files stay, before ours.
    """
    hub = hub or live_hub().hub
    _use_database(c, hub, secrets)
    frame_pages(c)
    _add(c, "services", {"name": REVOKER, "command": [sys.executable, "-m", revoker.__name__]})
    _add(c, "load_roles", {"name": REVOKER, "scopes": revoker.SCOPES, "services": [REVOKER]})
    if hub.metrics:
        _add(c, "services", {"name": METRICS, "api_token": metrics_token(secrets)})
        _add(c, "load_roles", {"name": METRICS, "scopes": ["read:metrics"], "services": [METRICS]})
    narrow(access=hub.admins.access)
    idle_after, max_age = hub.notebook.idle_after, hub.notebook.max_age
    if idle_after is not None or max_age is not None:
        command = [sys.executable, "-m", idle_culler.__name__, *idle_culler.arguments(idle_after, max_age)]
        _add(c, "services", {"name": CULLER, "command": command})
        _add(c, "load_roles", {"name": CULLER, "scopes": idle_culler.SCOPES, "services": [CULLER]})
    # HubwrightApp gives it a token at each start: a command that only reads this configuration must not change it.
    _add(c, "services", {"name": SERVERS})
    _add(c, "load_roles", {"name": SERVERS, "scopes": servers.SCOPES, "services": [SERVERS]})


def _use_database(c: Any, hub: Hub, secrets: Path) -> None:
    """Where the data is, with the password; for SQLite, the file that was set above."""
    try:
        address: DbAddress = address_of(hub, secrets)
    except NotReady as problem:
        raise SystemExit(str(problem)) from None
    c.HubwrightApp.database = address
    if address.kind == "sqlite":
        return
    ours, asked = address.kwargs(), dict(c.JupyterHub.get("db_kwargs") or {})
    connect = {**asked.get("connect_args", {}), **ours["connect_args"]}
    c.JupyterHub.db_url = address.db_url
    c.JupyterHub.db_kwargs = {**ours, **asked, "connect_args": connect}


def _add(c: Any, trait: str, item: Any) -> None:
    present = c.JupyterHub.get(trait)
    if present is None or isinstance(present, list | tuple):
        present = list(present or ())
        c.JupyterHub[trait] = present if item in present else [*present, item]
    else:
        # What append() and extend() in a config file leave behind: traitlets merges it with the default later.
        present.append(item)
