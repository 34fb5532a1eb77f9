"""Reports when something in volumes was last changed: python3 -m hubwright_hub.volume_ages, volumes at /volumes/0, 1,
….

Prints a JSON list in that order: seconds since 1970 of the newest change to a file or folder in each; null for an
empty one. Follows no links, so it never leaves a volume.
"""

import json
import os
import sys
from pathlib import Path

VOLUMES = Path("/volumes")


def newest_change(directory: Path) -> float | None:
    """The newest change of a file's content or of a directory's entries; only directories are opened."""
    if not any(directory.iterdir()):
        return None
    newest = directory.stat().st_mtime
    for _, directories, files, here in os.fwalk(directory):
        for name in (*directories, *files):
            try:
                changed = os.stat(name, dir_fd=here, follow_symlinks=False).st_mtime
            except FileNotFoundError:
                continue
            newest = max(newest, changed)
    return newest


def ages(root: Path) -> list[float | None]:
    """One for each volume, in the order of their numbers."""
    return [newest_change(path) for path in sorted(root.iterdir(), key=lambda path: int(path.name))]


def main(root: Path = VOLUMES) -> None:
    json.dump(ages(root), sys.stdout)


if __name__ == "__main__":
    main()
