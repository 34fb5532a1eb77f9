"""Reads files of secrets: lines KEY=VALUE, with each value literal to the end of its line."""

from pathlib import Path


def values_of(text: str) -> dict[str, str]:
    """The values by key; no quotes, no escapes, blank lines and # lines left out, the last of equal keys."""
    values: dict[str, str] = {}
    for line in text.split("\n"):
        key, equals, value = line.rstrip("\r").partition("=")
        if equals and not key.startswith("#"):
            values[key] = value
    return values


def read_secret(path: Path, key: str) -> str:
    """One value of a file; empty where the file or the key is missing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return values_of(text).get(key, "")
