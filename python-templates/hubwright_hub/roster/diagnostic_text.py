"""The texts of a roster's diagnostics, which both languages read from diagnostic_texts.json."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from .diagnostic import Diagnostic, Severity, visible

NOTHING: Mapping[str, str] = {}

_command = re.compile(r"\{(hubwright [^{}]+)\}")


def _read() -> dict[str, dict[str, str]]:
    """The message and the hint of each key, with commands as a person types them."""
    read = json.loads(Path(__file__).with_name("diagnostic_texts.json").read_text(encoding="utf-8"))
    return {key: {part: _command.sub(r"\1", text) for part, text in texts.items()} for key, texts in read.items()}


_texts = _read()


class NoText(LookupError):
    """There is no such text, or no value for one of its placeholders: a mistake in this package."""


def roster_problem(
    key: str,
    values: Mapping[str, str] = NOTHING,
    *,
    line: int | None = None,
    word: str | None = None,
    severity: Severity = "error",
) -> Diagnostic:
    """A problem in a roster; ``key`` is its code, or its code and a variant, such as "roster-name-invalid/dots".

    ``values`` replace the placeholders: finished strings, quoted where they need to be.
    """
    message, hint = _filled(key, "message", values), _filled(key, "hint", values)
    return Diagnostic(key.partition("/")[0], severity, message, hint, line, word)


def roster_advice(key: str, values: Mapping[str, str] = NOTHING) -> str:
    """A hint for a problem that may have several: the value of its placeholder ``advice``."""
    return _filled(key, "hint", values)


def _filled(key: str, part: str, values: Mapping[str, str]) -> str:
    try:
        return visible(_texts[key][part].format_map(values))
    except KeyError as error:
        raise NoText(f"No {error.args[0]} for the {part} of the text {key}.") from error
