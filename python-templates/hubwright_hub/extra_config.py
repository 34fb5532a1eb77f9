"""The definition's own Python files, for hubs whose settings name functions in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from traitlets.config.loader import PyFileConfigLoader


class NamingLoader(PyFileConfigLoader):
    """Runs a file like ``load_subconfig``, and keeps the names that it defines."""

    names: dict[str, Any]

    def _read_file_as_dict(self) -> None:
        given = {"c": self.config, "load_subconfig": self.load_subconfig, "get_config": lambda: self.config}
        self.names = {**given, "__file__": self.full_filename}
        code = compile(Path(self.full_filename).read_bytes(), self.full_filename, "exec")
        exec(code, self.names)  # noqa: S102 (this is how traitlets runs a configuration file)


def load_files(c: Any, files: Sequence[str]) -> dict[str, Any]:
    """Runs the files in this order and adds their settings. Returns every name that one of them defines."""
    names: dict[str, Any] = {}
    for file in files:
        loader = NamingLoader(file)
        c.merge(loader.load_config())
        names.update(loader.names)
    return names


def set_functions(c: Any, names: dict[str, Any], traits: Sequence[tuple[str, str, str]]) -> None:
    """Sets traits, each a class, a trait and a name. SystemExit with one line if a name is not defined."""
    for class_name, trait, name in traits:
        if name not in names:
            raise SystemExit(f"{class_name}.{trait} is the function {name}, which no extraConfig file defines.")
        c[class_name][trait] = names[name]
