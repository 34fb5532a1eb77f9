"""The texts of roster problems are written once, for both languages, and every use of one gives what it needs."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hubwright_hub
from hubwright_hub.roster.diagnostic import quoted
from hubwright_hub.roster.diagnostic_text import NoText, roster_advice, roster_problem

PACKAGE = Path(hubwright_hub.__path__[0])
TEXTS: dict[str, dict[str, str]] = json.loads((PACKAGE / "roster/diagnostic_texts.json").read_text(encoding="utf-8"))
ACCESSORS = {"roster_problem", "roster_advice", "Unreadable"}
"""The last one is an exception that passes its arguments on."""
CHOSEN_AT_RUN_TIME = {"lost_line.py", "userlist.py"}
"""Each has a single call whose text is not a literal: test/contracts/texts.json has a case for each text."""


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def texts_written_in(text: str) -> list[str]:
    """Where a problem, or a text of one, is written and not taken from diagnostic_texts.json."""
    tree = ast.parse(text)
    known = {part for texts in TEXTS.values() for part in texts.values()}
    written = [
        call
        for call in calls_in(tree)
        if name_of(call) == "Diagnostic"
        or (name_of(call) == "replace" and any(keyword.arg in ("message", "hint") for keyword in call.keywords))
    ]
    copied = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in known]
    return [ast.unparse(node) for node in (*written, *copied)]


def placeholders_of(key: str) -> set[str]:
    return set(re.findall(r"\{([a-z]+)\}", " ".join(TEXTS[key].values())))


def values_of(call: ast.Call, tree: ast.AST) -> set[str]:
    """The names of the values that a call gives: a literal, or the last one with that name before the call."""
    match call.args[1:]:
        case []:
            return set()
        case [ast.Name(name)]:
            literal = max(
                (
                    node
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Assign)
                    and ast.unparse(node.targets[0]) == name
                    and node.lineno < call.lineno
                ),
                key=lambda node: node.lineno,
            ).value
        case [literal]:
            pass
    assert isinstance(literal, ast.Dict), ast.unparse(call)
    return {key.value for key in literal.keys if isinstance(key, ast.Constant)}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "diagnostic_text.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_writes_a_text_of_its_own(path: Path):
    assert texts_written_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        'Diagnostic("roster-empty", "error", "Nobody.", "Write somebody.")',
        'diagnostic.Diagnostic(code, "error", message, hint, line)',
        'replace(problem, message="Nobody.")',
        'hint = "Type the line again instead of pasting it."',
    ],
)
def test_a_text_is_found_however_it_is_written(text: str):
    assert len(texts_written_in(text)) == 1


def test_every_use_names_a_text_and_gives_its_placeholders():
    used, chosen = set(), []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in calls_in(tree):
            if name_of(call) not in ACCESSORS:
                continue
            key = call.args[0]
            if not isinstance(key, ast.Constant):
                chosen.append(path.name)
                continue
            where = f"{path.name}:{call.lineno}"
            assert key.value in TEXTS, where
            assert ("message" in TEXTS[key.value]) is (name_of(call) != "roster_advice"), where
            assert values_of(call, tree) == placeholders_of(key.value), where
            used.add(key.value)
    assert len(used) > 20
    assert set(chosen) == CHOSEN_AT_RUN_TIME
    assert len(chosen) == len(CHOSEN_AT_RUN_TIME)


def test_a_key_with_a_variant_exists():
    written = [key for path in MODULES for key in re.findall(r'"(roster-[\w-]+/[\w-]+)"', path.read_text())]
    assert len(written) > 10
    assert set(written) <= TEXTS.keys()


def test_a_missing_text_or_value_is_named():
    with pytest.raises(NoText, match="No value for the message of the text roster-until-invalid"):
        roster_problem("roster-until-invalid", {"word": "x"})
    with pytest.raises(NoText, match="No line for the hint of the text roster-line-malformed/advice-corrected"):
        roster_advice("roster-line-malformed/advice-corrected")
    with pytest.raises(NoText, match="roster-nothing"):
        roster_problem("roster-nothing")


def test_a_value_is_kept_as_it_is_even_if_it_looks_like_a_placeholder():
    value = "{hubwright up} {value} {0.__class__} %s"
    assert roster_problem("roster-until-invalid", {"value": value}).message == f"{value} is not a valid date."


def test_a_command_is_written_as_a_person_types_it():
    assert roster_problem("roster-header", line=1).hint.endswith("run: hubwright people import FILE")


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("ann", '"ann"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("jürgen 日本 😀", '"jürgen 日本 😀"'),
        ("a\tb\x1b\x7f\x85", '"a\\tb\\u001b\\u007f\\u0085"'),
        ("a\u00ad\u200b\u2028\u202e\u2066\ufeff", '"a\\u00ad\\u200b\\u2028\\u202e\\u2066\\ufeff"'),
        ("a\udcff", '"a\\udcff"'),
        ("x" * 118, f'"{"x" * 118}"'),
        ("😀" * 119, f'"{"😀" * 116}…"'),
    ],
)
def test_a_word_is_quoted_so_that_it_can_be_read_and_does_no_harm(word: str, shown: str):
    assert quoted(word) == shown
