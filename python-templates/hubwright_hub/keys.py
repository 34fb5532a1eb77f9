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


def metrics_token(secrets: Path = SECRETS) -> str:
    """The token that Prometheus reads metrics with; ValueError where there is none."""
    token = read_secret(secrets / "metrics.env", "METRICS_TOKEN")
    if not token:
        raise ValueError("secrets/metrics.env holds no METRICS_TOKEN. Remove it; hubwright up makes another.")
    return token
