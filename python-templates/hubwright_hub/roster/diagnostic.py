"""Problems as data: a code that never changes, a place, and a sentence a person can act on."""

import json
import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

LONGEST = 120
_invisible = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


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
    """The word quoted as in JSON, without invisible characters, so that it is safe in terminals, logs and pages."""
    visible = json.dumps(word, ensure_ascii=False)
    if not visible.isprintable():
        visible = _invisible.sub(lambda found: f"\\u{ord(found[0]):04x}", visible)
    return visible if len(visible) <= LONGEST else f'{visible[: LONGEST - 3]}…"'
