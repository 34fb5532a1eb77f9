"""Works on volumes inside a container of the hub's own image: python3 -m hubwright_hub.volume_copy JOB BOX…

JOB is JSON, {"task": "first" | "final", "copies": number, "closes", "moment", "zone", "late"} or {"task": "archive"}.
A BOX is JSON, [number of the copy, number of the box or null, person, place]. Copies are mounted at /copies/N, boxes at
/boxes/N; an archive is made from /from to /to. Exits with 0 when everything is done, 3 when another archive is in the
way.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .boxes import box_copy
from .boxes.box_copy import Box, Closing
from .volumes.volume_archive import AnotherArchiveError, archive

ANOTHER_ARCHIVE = 3


def main(words: Sequence[str], root: Path = Path("/"), owner: tuple[int, int] = box_copy.OWNER) -> int:
    """Does one job, with everything mounted below ``root``."""
    job = json.loads(words[0])
    try:
        if job["task"] == "archive":
            done = archive(root / "from", root / "to")
            print(f"{done.count} files and folders, {done.size} bytes")
        else:
            _copy_boxes(job, [json.loads(word) for word in words[1:]], root, owner)
    except AnotherArchiveError:
        return ANOTHER_ARCHIVE
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _copy_boxes(job: Any, boxes: list[Any], root: Path, owner: tuple[int, int]) -> None:
    for number in range(job["copies"]):
        volume = root / "copies" / str(number)
        own = [
            Box(person, place, None if box is None else root / "boxes" / str(box))
            for copy, box, person, place in boxes
            if copy == number
        ]
        try:
            if job["task"] == "first":
                box_copy.first_pass(volume, own, owner)
            else:
                closing = Closing(job["closes"], job["moment"], job["zone"], job["late"])
                box_copy.final_pass(volume, own, closing, owner)
        except OSError:
            box_copy.give_up(volume)
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
