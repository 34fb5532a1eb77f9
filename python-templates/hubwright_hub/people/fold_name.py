"""One person, one name: in lower case, composed."""

import re
from unicodedata import normalize

# Characters whose composition or order was added after Unicode 14. Python and Node.js support different ones, so both
# leave each of them as it is; src/model/hub/fold-name.ts does the same.
NEWER = (
    "\u0897\u1acf-\u1add\u1ae0-\u1aeb\U000105c9\U000105d2\U000105da\U000105e4\U00010d69-\U00010d6d\U00010efa\U00010efb"
    "\U00010efd-\U00010eff\U00011382-\U00011385\U0001138b\U0001138e\U00011390\U00011391\U000113b8\U000113bb\U000113c2"
    "\U000113c5\U000113c7-\U000113c9\U000113ce-\U000113d0\U00011f41\U00011f42\U0001611e-\U00016129\U0001612f\U00016d63"
    "\U00016d67-\U00016d6a\U0001e08f\U0001e4ec-\U0001e4ef\U0001e5ee\U0001e5ef\U0001e6e3\U0001e6e6\U0001e6ee\U0001e6ef"
    "\U0001e6f5"
)
_newer = re.compile(f"([{NEWER}])")


def fold(name: str) -> str:
    """The spelling under which a person is known, however their name was typed: lower case, then composed (NFC)."""
    lowered = name.lower()
    if lowered.isascii():
        return lowered
    if _newer.search(lowered) is None:
        return normalize("NFC", lowered)
    return "".join(part if _newer.fullmatch(part) else normalize("NFC", part) for part in _newer.split(lowered))
