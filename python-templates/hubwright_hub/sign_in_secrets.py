"""The secrets that a custom sign-in's provider gave this hub, such as a client secret: secrets/sign-in.env."""

import os
from pathlib import Path
from typing import Any

from .keys import SECRETS
from .sign_in.secret_file import values_of

FILE = "sign-in.env"


def set_sign_in_secrets(
    c: Any, names: list[str], traits: dict[str, dict[str, str]], secrets: Path = SECRETS, environ: Any = os.environ
) -> None:
    """Sets an environment variable of this process for each name, and the settings (by class) that use one as their
    value.

    Neither ``docker inspect`` nor any person's server sees such a variable: it is set after the container has started,
    and JupyterHub passes on only the variables that it is configured to.
    """
    given = _given(secrets / FILE, names)
    environ.update(given)
    for class_name, settings in traits.items():
        for trait, name in settings.items():
            c[class_name][trait] = given[name]


def _given(file: Path, names: list[str]) -> dict[str, str]:
    try:
        values = values_of(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SystemExit(f"secrets/{FILE} cannot be read: {error.strerror}. Nobody could sign in.") from None
    missing = [name for name in names if not values.get(name)]
    if missing:
        raise SystemExit(f"secrets/{FILE} holds no {', '.join(missing)}. Nobody could sign in.")
    return {name: values[name] for name in names}
