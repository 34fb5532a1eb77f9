"""Remembers every name that was ever on the roster, so that leaving it ends access.

JupyterHub keeps a row for everybody who signed in once. Somebody with a row who was never on the roster was added by an
admin and may stay; somebody with a row who was on it has left. Only this file tells the two apart.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path


class Ledger:
    """A set of names in a file, one a line; without a path in memory alone."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._names = set(names_in(path)) if path is not None else set()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def add(self, names: Iterable[str]) -> None:
        """Remembers names; known ones cost nothing."""
        fresh = [name for name in names if name not in self._names]
        if not fresh:
            return
        self._names.update(fresh)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.writelines(f"{name}\n" for name in fresh)
                file.flush()
                os.fsync(file.fileno())

    def forget(self, name: str) -> None:
        """Takes a name out, so that an admin may add somebody of this name who was never on the roster."""
        if name not in self._names:
            return
        self._names.discard(name)
        if self._path is not None:
            # Whole or not at all: a ledger cut off by a crash would let people back in.
            fresh = self._path.with_name(f"{self._path.name}.new")
            fresh.write_text("".join(f"{known}\n" for known in sorted(self._names)), encoding="utf-8")
            fresh.replace(self._path)


def names_in(path: Path) -> list[str]:
    """The names of a ledger; none where there is no such file yet. No name holds a line feed."""
    with contextlib.suppress(FileNotFoundError):
        return [name for name in path.read_text(encoding="utf-8").split("\n") if name]
    return []
