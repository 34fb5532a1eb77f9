"""Adds to jupyterhub_config.py what the definition implies, beside whatever else stands there."""

import sys
from pathlib import Path
from typing import Any

from .hub_json import Hub
from .live import live_hub

TEMPLATES = str(Path(__file__).parent / "templates")
CULLER = "hubwright-idle-culler"
CULLER_SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers"]


def add_own(c: Any, hub: Hub | None = None) -> None:
    """Adds our templates and, where idle servers are stopped, the service that does so.

    It runs last, and adds only: what the definition's own files assigned stays, before ours.
    """
    hub = hub or live_hub().hub
    _add(c, "template_paths", TEMPLATES)
    if hub.notebook.idle_after is not None:
        command = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={hub.notebook.idle_after}"]
        _add(c, "services", {"name": CULLER, "command": command})
        _add(c, "load_roles", {"name": CULLER, "scopes": CULLER_SCOPES, "services": [CULLER]})


def _add(c: Any, trait: str, item: Any) -> None:
    present = c.JupyterHub.get(trait)
    if present is None or isinstance(present, list | tuple):
        present = list(present or ())
        c.JupyterHub[trait] = present if item in present else [*present, item]
    else:
        # What append() and extend() in a config file leave behind: traitlets merges it with the default later.
        present.append(item)
