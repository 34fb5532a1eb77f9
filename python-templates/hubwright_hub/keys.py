"""Gives JupyterHub its own keys from files, so that none is in an environment that `docker inspect` shows."""

from pathlib import Path
from typing import Any

from .derived_password import KEY_NAME
from .passwords import SHORTEST_KEY, key_mark
from .secret_file import read_secret

SECRETS = Path("/run/secrets")
DATA = Path("/srv/jupyterhub")
MARK = "key-mark"


def set_keys(c: Any, secrets: Path = SECRETS, data: Path = DATA) -> None:
    """Sets the token that the proxy knows the hub by, and the key that sign-in state is encrypted with."""
    c.ConfigurableHTTPProxy.auth_token = read_secret(secrets / "proxy.env", "CONFIGPROXY_AUTH_TOKEN")
    key = read_secret(secrets / "hub.env", "JUPYTERHUB_CRYPT_KEY")
    if key:
        c.CryptKeeper.keys = [bytes.fromhex(key)]
    _note_key(read_secret(secrets / "oauth.env", KEY_NAME), data / MARK)


def _note_key(key: str, file: Path) -> None:
    """Says which key passwords are derived from: hubwright refuses to go on with another one unasked.

    With a key that is too short no hub starts, and nobody has a password of it.
    """
    if len(key) >= SHORTEST_KEY:
        new = file.with_suffix(".new")
        new.write_text(f"{key_mark(key)}\n", encoding="utf-8")
        new.replace(file)


def metrics_token(secrets: Path = SECRETS) -> str:
    """The token that Prometheus reads metrics with; ValueError where there is none."""
    token = read_secret(secrets / "metrics.env", "METRICS_TOKEN")
    if not token:
        raise ValueError("secrets/metrics.env holds no METRICS_TOKEN. Delete the file; hubwright up creates a new one.")
    return token
