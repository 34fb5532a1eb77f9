"""Keeps a hub from starting without the settings that enforce the roster, whatever class they were configured on."""

from typing import Any

MUST_HOLD = ("manage_groups", "manage_roles", "auth_refresh_strict", "refresh_pre_spawn")
"""If one of them were false, people would keep what the roster takes away."""
LONGEST_REFRESH = 10
"""Seconds that a signed-in person may stay; access that the roster takes away must end within 15."""


def check_kept(authenticator: Any) -> None:
    """SystemExit with one line if a setting of the sign-in class would keep access from ending."""
    for trait in MUST_HOLD:
        # Older versions of JupyterHub do not have all of them.
        if getattr(authenticator, trait, True) is not True:
            raise SystemExit(f"{trait} is off: {_whose(authenticator, trait)}. Remove that line, so that access ends.")
    if authenticator.auth_refresh_age > LONGEST_REFRESH:
        age = authenticator.auth_refresh_age
        where = _whose(authenticator, "auth_refresh_age")
        raise SystemExit(f"auth_refresh_age is {age}: {where}. Remove that line, so that access ends within seconds.")


def _whose(authenticator: Any, trait: str) -> str:
    """Where a setting is, as in the configuration."""
    names = [name for name in authenticator.section_names() if trait in authenticator.config.get(name, {})]
    sections = " and ".join(f"c.{name}.{trait}" for name in names)
    return f"the configuration sets {sections}" if names else f"{type(authenticator).__name__} sets it itself"
