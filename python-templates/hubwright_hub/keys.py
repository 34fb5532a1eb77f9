"""Reads JupyterHub's own keys from files, so that none is in an environment that `docker inspect` shows."""

from pathlib import Path
from typing import Any

from .sign_in.derived_password import KEY_NAME
from .sign_in.passwords import SHORTEST_KEY, key_mark
from .sign_in.secret_file import read_secret

SECRETS = Path("/run/secrets")
DATA = Path("/srv/jupyterhub")
MARK = "key-mark"


def set_keys(c: Any, secrets: Path = SECRETS, data: Path = DATA) -> None:
    """Sets the token that identifies the hub to the proxy, and the key that encrypts sign-in state."""
    c.ConfigurableHTTPProxy.auth_token = read_secret(secrets / "proxy.env", "CONFIGPROXY_AUTH_TOKEN")
    key = read_secret(secrets / "hub.env", "JUPYTERHUB_CRYPT_KEY")
    if key:
        c.CryptKeeper.keys = [bytes.fromhex(key)]
    _note_key(read_secret(secrets / "oauth.env", KEY_NAME), data / MARK)


def _note_key(key: str, file: Path) -> None:
    """A fingerprint of the key that passwords are derived from: hubwright refuses to continue with a different key
    without asking.

    With a key that is too short, no hub starts, and nobody has a password from it.
    """
    if len(key) >= SHORTEST_KEY:
        new = file.with_suffix(".new")
        new.write_text(f"{key_mark(key)}\n", encoding="utf-8")
        new.replace(file)


def metrics_token(secrets: Path = SECRETS) -> str:
    """The token with which Prometheus reads metrics; ValueError if there is none."""
    token = read_secret(secrets / "metrics.env", "METRICS_TOKEN")
    if not token:
        raise ValueError("secrets/metrics.env holds no METRICS_TOKEN. Delete the file; hubwright up creates a new one.")
    return token
