"""Makes the copy of a group's boxes inside one volume; repeated after a crash at any point, the result is the same."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ..volumes.tree_copy import MOUNTED, Noted, TreeCopy
from .manifest import NAME, Manifest

FIRST = ".first"
"""The copy from shortly before; it is removed when the final one is complete."""
COMPLETE = ".complete"
"""A final copy, while it is being moved to where staff see it."""
OWNER = (1000, 100)


@dataclass(frozen=True, slots=True)
class Box:
    """One member's box, if there is one, and the path of its copy."""

    person: str
    place: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Closing:
    """When boxes close, and how the copy tells it."""

    closes: str
    moment: float
    """In seconds since 1970."""
    zone: str
    late: bool = False
    """Whether the hub was not running at that moment."""


def first_pass(volume: Path, boxes: Sequence[Box], owner: tuple[int, int] = OWNER) -> None:
    """Keeps the boxes as they are now, for files that change around the closing moment."""
    if is_complete(volume) or (volume / COMPLETE).exists():
        return
    began = time.time()
    partial = _fresh(volume / f"{FIRST}.partial")
    with TreeCopy(lambda noted: None, owner=owner) as tree:
        _copy(tree, boxes, partial, None)
    shutil.rmtree(volume / FIRST, ignore_errors=True)
    os.utime(partial, (began, began))
    partial.rename(volume / FIRST)


def final_pass(volume: Path, boxes: Sequence[Box], closing: Closing, owner: tuple[int, int] = OWNER) -> None:
    """Makes the copy of the closing moment, unless there is one."""
    if not is_complete(volume) and not (volume / COMPLETE).exists():
        earlier = volume / FIRST if (volume / FIRST).exists() else None
        partial = _fresh(volume / ".partial")
        with (partial / NAME).open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            manifest = Manifest(out, closing.zone)
            late = ", late: the hub was not running at that time" if closing.late else ""
            manifest.about(time.time(), f"the boxes closed at {closing.closes} ({closing.zone}){late}")
            began = 0.0 if earlier is None else earlier.stat().st_mtime
            with TreeCopy(lambda noted: None, until=closing.moment, earlier_began=began, owner=owner) as tree:
                _copy(tree, boxes, partial, earlier, manifest)
        os.chown(partial / NAME, *owner)
        os.sync()
        partial.rename(volume / COMPLETE)
    if (volume / COMPLETE).exists():
        _put_in_place(volume, owner)
    for left in (FIRST, f"{FIRST}.partial", ".partial"):
        shutil.rmtree(volume / left, ignore_errors=True)


def give_up(volume: Path) -> None:
    """Frees the space of a copy that could not be completed."""
    for half in (".partial", f"{FIRST}.partial"):
        shutil.rmtree(volume / half, ignore_errors=True)


def is_complete(volume: Path) -> bool:
    return (volume / NAME).exists()


def _copy(
    tree: TreeCopy, boxes: Sequence[Box], to: Path, earlier: Path | None, manifest: Manifest | None = None
) -> None:
    for box in boxes:
        found: list[Noted] = []
        place = to / box.place
        place.mkdir(mode=0o755, parents=True)
        if box.path is not None:
            tree.note = _note_in(manifest, box.person, found)
            before = None if earlier is None else earlier / box.place
            with ExitStack() as stack:
                kept = _opened(stack, before) if before is not None and before.exists() else None
                tree.copy(_opened(stack, box.path), _opened(stack, place), kept)
        if manifest is not None and not found:
            manifest.nothing(box.person)


def _note_in(manifest: Manifest | None, person: str, found: list[Noted]) -> Callable[[Noted], None]:
    def note(noted: Noted) -> None:
        if manifest is not None:
            found[:] = [noted]
            manifest.add(person, noted)

    return note


def _opened(stack: ExitStack, path: Path) -> int:
    """A directory that stays open as long as the stack."""
    descriptor = os.open(path, MOUNTED)
    stack.callback(os.close, descriptor)
    return descriptor


def _put_in_place(volume: Path, owner: tuple[int, int]) -> None:
    complete = volume / COMPLETE
    os.chown(volume, *owner)
    volume.chmod(0o2775)
    names = sorted(path.name for path in complete.iterdir())
    # The list is written last: if it exists, everything does.
    for name in [*(name for name in names if name != NAME), *(name for name in names if name == NAME)]:
        (complete / name).rename(volume / name)
    complete.rmdir()
    os.sync()


def _fresh(directory: Path) -> Path:
    if directory.exists():
        shutil.rmtree(directory)
    directory.mkdir(mode=0o755)
    return directory
