"""Moves files that were sent under temporary names to their places: python3 -m hubwright_hub.receive DIRECTORY JOB.

The job is one JSON object. Exit code 3: a file must not be replaced, and nothing was changed.
"""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal

HOLDS_ANOTHER = 3
SENT = ".hubwright-sent-"
"""The prefix of files that wait next to their places, including leftovers of an interrupted run."""


class HoldsAnother(Exception):
    """A file has content that must not be replaced."""


def receive(
    directory: Path,
    mark: str,
    files: Sequence[str],
    replaces: Literal["everything"] | Sequence[str],
) -> None:
    """Renames ``<mark><name>`` to ``<name>`` for each file, so that a reader sees the old one or the new one whole.

    ``replaces`` has the SHA-256 digests of what may be replaced besides files that are already the same; with
    ``"everything"``, all other files of the directory are removed, too. If it raises HoldsAnother, nothing was changed.
    """
    try:
        if replaces != "everything":
            for name in files:
                _check(directory / name, directory / f"{mark}{name}", replaces)
        for name in files:
            _keep(directory / f"{mark}{name}")
            (directory / f"{mark}{name}").replace(directory / name)
        if replaces == "everything":
            for other in directory.iterdir():
                if other.name not in files:
                    _remove(other)
    finally:
        for left in directory.glob(f"{SENT}*"):
            _remove(left)
    _keep(directory)


def _check(place: Path, sent: Path, replaces: Sequence[str]) -> None:
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise HoldsAnother(place)
    if place.exists() and _digest(place) not in (*replaces, _digest(sent)):
        raise HoldsAnother(place)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        digest = sha256()
        while chunk := stream.read(65536):
            digest.update(chunk)
    return digest.hexdigest()


def _keep(path: Path) -> None:
    """Flushes it to disk: a power failure must not leave an empty file under the name of a good one."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main(directory: str, text: str) -> int:
    job = json.loads(text)
    place = Path(directory)
    try:
        receive(place, job["mark"], job["files"], job["replaces"])
    except HoldsAnother:
        return HOLDS_ANOTHER
    os.chown(place, 0, job["directory"]["group"])
    place.chmod(job["directory"]["mode"])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
