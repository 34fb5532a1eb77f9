"""Which module of the hub's package needs which: nobody has to read two of them at the same time."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import hubwright_hub

PACKAGE = Path(hubwright_hub.__path__[0])
NAMED_IN_CONFIGURATIONS = {"authenticator", "config", "extra_config", "keys", "oidc", "sign_in_secrets", "spawner"}
SENT = {
    "hubwright_hub.db_address.address_of",
    "hubwright_hub.hub_json.load_hub",
    "hubwright_hub.live.HUB_JSON",
    "hubwright_hub.live.MEMORY",
    "hubwright_hub.memory_file.names_in",
}
"""What ``beside_list.py`` needs of a hub of any version."""


def imports_of(text: str, folder: str = "") -> Iterator[str]:
    """The modules of the package that a module's text imports, types included; not what it runs as a program."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "__name__ == '__main__'":
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield from targets_of(node, [folder] if folder else [])


def targets_of(node: ast.ImportFrom, folder: list[str]) -> Iterator[str]:
    """What one import names: a module, or each name if these are modules of a folder."""
    place = folder[: len(folder) + 1 - node.level] + (node.module.split(".") if node.module else [])
    if not place or (PACKAGE.joinpath(*place) / "__init__.py").exists():
        yield from (".".join([*place, alias.name]) for alias in node.names)
    else:
        yield ".".join(place)


def in_order(texts: dict[str, str]) -> list[str]:
    """The modules with each behind what it imports. Raises CycleError where there is no such order."""
    needs = {name: set(imports_of(text, name.rpartition(".")[0])) for name, text in texts.items()}
    return list(TopologicalSorter(needs).static_order())


def modules() -> dict[str, str]:
    """The text of each module by its name below the package."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    }


def test_no_module_needs_one_that_needs_it():
    texts = modules()
    assert set(in_order(texts)) == set(texts)


def test_every_folder_says_in_one_line_what_is_in_it():
    for path in PACKAGE.rglob("__init__.py"):
        (statement,) = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(statement, ast.Expr), path
        assert "\n" not in ast.literal_eval(statement.value), path
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert all((folder / "__init__.py").exists() for folder in folders)


def test_what_is_run_by_name_is_at_the_top_because_other_versions_of_hubwright_run_it():
    assert not [name for name, text in modules().items() if "." in name and '__name__ == "__main__"' in text]


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


@pytest.mark.parametrize(
    "back", ["from ..a import f", "from .. import a", "from ..roster.words import f", "from .words import f"]
)
def test_a_cycle_is_found_across_folders(back):
    texts = {"a": "from .roster.slips import f", "roster.words": "from . import slips", "roster.slips": back}
    with pytest.raises(CycleError):
        in_order(texts)
    in_order(texts | {"roster.slips": ""})


def test_only_what_is_named_from_outside_is_at_the_top():
    texts = modules()
    run = {name for name, text in texts.items() if '__name__ == "__main__"' in text}
    sent = {name.split(".")[1] for name in SENT}
    assert {name for name in texts if "." not in name} == run | sent | NAMED_IN_CONFIGURATIONS


def test_what_is_sent_to_earlier_hubs_imports_only_what_they_have():
    text = modules()["beside_list"]
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("hubwright_hub"))
        for alias in node.names
    }
    assert imported == SENT
