"""Gives JupyterHub its own keys from files, so that none is in an environment that `docker inspect` shows."""

from pathlib import Path
from typing import Any

from .secret_file import read_secret

SECRETS = Path("/run/secrets")


def set_keys(c: Any, secrets: Path = SECRETS) -> None:
    """Sets the token that the proxy knows the hub by, and the key that sign-in state is encrypted with."""
    c.ConfigurableHTTPProxy.auth_token = read_secret(secrets / "proxy.env", "CONFIGPROXY_AUTH_TOKEN")
    key = read_secret(secrets / "hub.env", "JUPYTERHUB_CRYPT_KEY")
    if key:
        c.CryptKeeper.keys = [bytes.fromhex(key)]
