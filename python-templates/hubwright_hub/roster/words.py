"""How a line of the userlist is split into words, by explicit character sets and not by Python's own rules."""

import re

SPACES = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"

_word = re.compile(f"[^{SPACES}]+")
_control = re.compile(f"[{CONTROLS}]")


def words_of(line: str) -> list[str] | None:
    """The words before the comment, or None if there is a control character among them."""
    if _control.search(line) is None:
        # Without control characters, split() treats exactly our set as white space, and it is much faster.
        words = line.split()
        if "#" not in line:
            return words
        return _before_comment(words)
    words = _before_comment(_word.findall(line))
    return None if any(_control.search(word) for word in words) else words


def _before_comment(words: list[str]) -> list[str]:
    for index, word in enumerate(words):
        if word.startswith("#"):
            return words[:index]
    return words
