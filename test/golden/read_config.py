"""Runs a generated jupyterhub_config.py without JupyterHub, and tells as JSON what it sets and which files it loads.

In: one JSON text a line. Out: {"settings": {"Class.trait": value}, "loaded": [path]} for each.
"""

import json
import sys
from types import ModuleType
from typing import Any


class Recorder:
    """Stands for traitlets' configuration: any class, any trait."""

    def __init__(self, settings: dict[str, Any], path: str = "") -> None:
        self.__dict__.update(_settings=settings, _path=path)

    def __getattr__(self, name: str) -> "Recorder":
        return Recorder(self._settings, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._settings[f"{self._path}.{name}"] = value


def told(text: str) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    loaded: list[str] = []
    names = {"get_config": lambda: Recorder(settings), "load_subconfig": loaded.append}
    exec(compile(text, "jupyterhub_config.py", "exec"), names)
    return {"settings": settings, "loaded": loaded}


def set_sign_in_secrets(c: Recorder, names: list[str], traits: dict[str, dict[str, str]]) -> None:
    """Tells which secret each setting takes."""
    c.secrets.names = names
    for class_name, settings in traits.items():
        for trait, name in settings.items():
            setattr(getattr(c, class_name), trait, f"secret {name}")


if __name__ == "__main__":
    for name in ("hubwright_hub", *(f"hubwright_hub.{part}" for part in ("config", "keys", "sign_in_secrets"))):
        sys.modules[name] = ModuleType(name)
    sys.modules["hubwright_hub.config"].add_own = lambda c: None  # type: ignore[attr-defined]
    sys.modules["hubwright_hub.keys"].set_keys = lambda c: None  # type: ignore[attr-defined]
    sys.modules["hubwright_hub.sign_in_secrets"].set_sign_in_secrets = set_sign_in_secrets  # type: ignore[attr-defined]
    for line in sys.stdin.buffer:
        print(json.dumps(told(json.loads(line))))
