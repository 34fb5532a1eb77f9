"""Why a line cannot be used: its first word is not a name, or the line was written for another program.

If such a line were read as a person with a strange name, the person it is about would lose their access.
"""

import re

from .diagnostic import Diagnostic, quoted
from .diagnostic_text import roster_advice, roster_problem
from .group_map import fold
from .roster_header import header, is_header

LONGEST_NAME = 255

_plain = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9@._-]*[A-Za-z0-9@_-])?")
_dots = re.compile(r"(?:\.|%2e)+", re.IGNORECASE | re.ASCII)
_option = re.compile(r"(?:until|pw)=")
_standing = re.compile(r".*:(?:staff|member)", re.DOTALL)
# 1.  2)  (3)  a)
_number = re.compile(r"\(?[0-9]+[.)]|\(?[A-Za-z]\)")
# A bullet, a table's rule or a checkbox: only punctuation. Nobody has such a name.
_marks = re.compile(
    r"[!-/:-@\[-`{-~\u00b7\u2010-\u2015\u2022\u2023\u2043\u2219\u25a0-\u25ff\u2610-\u2612\u2713-\u2718]+|\[[xX]\]"
)
# Commas, semicolons, quotation marks and brackets, including those of other keyboards and of word processors.
_comma = re.compile(r"[,\u060c\u3001\uff0c]")
_semicolon = re.compile(r"[;\u061b\uff1b]")
_quote = re.compile(r"[\"\u00ab\u00bb\u201c-\u201f\uff02]|^'.*'\Z|^[\u2018\u201a].*\u2019\Z", re.DOTALL)
_quote_begins = re.compile(r"[\"\u201c\u201e\u00ab]")
_quote_ends = re.compile(r".*[\"\u201c\u201d\u00bb][,;:]?", re.DOTALL)
_angle = re.compile(r"[<>]")
_colon = re.compile(r":\Z|\uff1a")
# Auth0 prefixes names with the service that people come from: auth0|5f7c8ec7c33c6c004bbafe82
_from_service = re.compile(
    r"(?:ad|adfs|apple|auth0|email|facebook|github|google-apps|google-oauth2|linkedin|oauth2|oidc|okta|samlp|sms|twitter"
    r"|waad|windowslive)\|[^|]"
)
_address = re.compile(r"<([^<>]+@[^<>]+)>")
# What a non-ASCII letter becomes when a UTF-8 file is opened as Latin-1 or Windows-1252 and saved.
_garbled = re.compile(
    r"\ufffd|[\u00c2-\u00df][\u00a1-\u00bf\u20ac\u201a\u201e\u2026\u2020\u2021\u02c6\u2030\u2039\u2018\u2019\u201c\u201d"
    r"\u2022\u2013\u2014\u02dc\u2122\u203a]"
)
_garbled_end = re.compile(r".*[\u00c2-\u00df]", re.DOTALL)
_separators = re.compile(r"[,\u060c\u3001\uff0c;\u061b\uff1b\uff1a|\"\u00ab\u00bb\u201c-\u201f\uff02]+")
_good_word = re.compile(r"[^\s<>\"|,;/]+")


def lost_by(number: int, line: str, words: list[str], *, is_corrected: bool = True) -> Diagnostic | None:
    """The problem that costs this line, which has words and no invisible character; None for a good one.

    ``is_corrected``: whether the hint is the line as it was probably meant, which takes longer to find.
    """
    if is_header(words):
        return header(number)
    written = words[0]
    address = next((word for word in words[1:] if _address.fullmatch(word)), None) if "<" in line else None
    # Most names are plain ASCII, which is a fast check.
    if address is None and len(written) <= LONGEST_NAME and _plain.fullmatch(written):
        return None
    name = fold(written)
    if _is_garbled(written, name) or (_garbled_end.fullmatch(written) and f"{written}\u00a0" in line):
        return roster_problem("roster-letters-lost", {"word": quoted(written)}, line=number)
    if "/" in written:
        return roster_problem("roster-name-invalid/slash", {"word": quoted(written)}, line=number)
    if len(name) > LONGEST_NAME:
        values = {"word": quoted(written), "most": str(LONGEST_NAME)}
        return roster_problem("roster-name-invalid/too-long", values, line=number)
    if _dots.fullmatch(name):
        return roster_problem("roster-name-invalid/dots", {"word": quoted(written)}, line=number)
    key = _malformed_by(name, written, address)
    if key is None:
        return None
    values = {"word": quoted(written), "address": "" if address is None else quoted(address)}
    if not key.endswith(("/option-first", "/group-first")):
        values["advice"] = _advice(corrected_line(words) if is_corrected else None)
    return roster_problem(key, values, line=number)


def _malformed_by(name: str, written: str, address: str | None) -> str | None:
    """Which text says what is wrong with the line.

    What is accepted as written must be accepted as folded too, because that is how programs give the name back.
    """

    def has(pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(written) or pattern.search(name))

    reasons = (
        (_option.match(name), "roster-line-malformed/option-first"),
        (_standing.fullmatch(name), "roster-line-malformed/group-first"),
        (_number.fullmatch(written) or _number.fullmatch(name), "roster-line-malformed/number-first"),
        (_marks.fullmatch(written) or _marks.fullmatch(name), "roster-line-malformed/mark-first"),
        (has(_comma), "roster-line-malformed/comma"),
        (has(_semicolon), "roster-line-malformed/semicolon"),
        (has(_quote), "roster-line-malformed/quotation-marks"),
        (has(_angle), "roster-line-malformed/angle-brackets"),
        (has(_colon), "roster-line-malformed/colon"),
        ("|" in written and not _from_service.match(name), "roster-line-malformed/bar"),
        (address, "roster-line-malformed/address-later"),
    )
    return next((key for is_so, key in reasons if is_so), None)


def _is_garbled(written: str, name: str) -> bool:
    return bool(_garbled.search(written) or _garbled.search(name))


def _advice(corrected: str | None) -> str:
    if corrected is not None:
        return roster_advice("roster-line-malformed/advice-corrected", {"line": corrected})
    return roster_advice("roster-line-malformed/advice-general")


def corrected_line(words: list[str]) -> str | None:
    """The line as it was probably meant; None if that would be a guess."""
    for index, word in enumerate(words):
        found = _address.fullmatch(word)
        if found is not None:
            return _good_line([found[1], *words[index + 1 :]])
    # A quotation that continues in the next word is a name with a space: it is unclear which part is meant.
    if any(_quote_begins.match(word) and not _quote_ends.fullmatch(word) for word in words):
        return None
    parts = [_colon.sub("", part) for part in _separators.sub(" ", " ".join(words)).split(" ") if part]
    parts = [part[1:-1] if len(part) > 1 and part[0] == part[-1] == "'" else part for part in parts]
    parts = [part for part in parts if part]
    while parts and (_marks.fullmatch(parts[0]) or _number.fullmatch(parts[0])):
        parts.pop(0)
    return _good_line(parts) if parts else None


def _good_line(words: list[str]) -> str | None:
    line = " ".join(words)
    if not all(_good_word.fullmatch(word) for word in words) or is_header(words):
        return None
    written, name = words[0], fold(words[0])
    is_name = not (_dots.fullmatch(name) or _is_garbled(written, name) or len(name) > LONGEST_NAME)
    return line if is_name and _malformed_by(name, written, None) is None else None
