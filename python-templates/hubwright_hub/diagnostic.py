"""Problems as data: a code that never changes, a place, and a sentence a person can act on."""

import json
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of a roster; ``line`` is None where it concerns the whole file."""

    code: str
    severity: Severity
    message: str
    hint: str
    line: int | None = None
    word: str | None = None

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        return f"{place}{self.message} {self.hint} [{self.code}]"


def quoted(word: str) -> str:
    """The word as JSON writes it, so that no terminal, log or page is upset by what it holds."""
    return json.dumps(word)
