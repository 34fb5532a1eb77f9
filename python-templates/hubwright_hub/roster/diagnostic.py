"""Problems as data: a code that never changes, a place, and a sentence a person can act on."""

import json
import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

LONGEST = 120
_invisible = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
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


def visible(text: str) -> str:
    """Escapes characters that a terminal would act on, that reverse the direction of text, or that cannot be seen. Tabs
    and newlines stay."""
    if text.isprintable():
        return text
    return _invisible.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def quoted(word: str) -> str:
    """The word quoted as in JSON, without invisible characters, so that it is safe in terminals, logs and pages."""
    written = visible(json.dumps(word, ensure_ascii=False))
    return written if len(written) <= LONGEST else f'{written[: LONGEST - 3]}…"'
