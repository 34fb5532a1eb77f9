"""Which module of the hub's package needs which: nobody has to read two of them at the same time."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import hubwright_hub

PACKAGE = Path(hubwright_hub.__path__[0])


def imports_of(text: str) -> Iterator[str]:
    """The modules of the package that a module's text imports, types included; not what it runs as a program."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "__name__ == '__main__'":
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.ImportFrom) and node.level == 1:
                yield from [node.module] if node.module else [alias.name for alias in node.names]


def in_order(texts: dict[str, str]) -> list[str]:
    """The modules with each behind what it imports. Raises CycleError where there is no such order."""
    return list(TopologicalSorter({name: set(imports_of(text)) for name, text in texts.items()}).static_order())


def test_no_module_needs_one_that_needs_it():
    texts = {module.stem: module.read_text(encoding="utf-8") for module in PACKAGE.glob("*.py")}
    assert set(in_order(texts)) == set(texts)


@pytest.mark.parametrize(
    "back",
    [
        "from . import a",
        "from .a import f",
        "if TYPE_CHECKING:\n    from .a import T",
        "def f():\n    from .a import g",
    ],
)
def test_a_cycle_is_found_however_it_is_written(back):
    with pytest.raises(CycleError):
        in_order({"a": "from .b import f", "b": back})
    in_order({"a": "from .b import f", "b": "if __name__ == '__main__':\n    from .a import main"})
