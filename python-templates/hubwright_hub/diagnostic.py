"""Problems as data: a code that never changes, a place, and a sentence a person can act on."""

import json
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem in a roster; ``line`` is None if it is about the whole file."""

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
    """The word quoted as in JSON, so that it is safe in terminals, logs and pages."""
    return json.dumps(word)
