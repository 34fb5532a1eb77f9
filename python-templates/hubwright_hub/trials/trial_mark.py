"""Records the running trial: what must be cleaned up if it is interrupted."""

import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from pathlib import Path

MARK = Path("/srv/jupyterhub/trial.json")
"""In the data volume, which outlives the container, as may what was started."""
LIVES = 300
"""Seconds for which a trial's token is valid and for which it keeps a server running."""
LONGEST = 600.0
"""Seconds after which no trial can still be running, whatever its mark says."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A trial, and whether it has requested a server."""

    person: str
    began: float
    """Seconds since 1970."""
    process: int
    host: str
    """The container that the process is in."""
    started: bool = False
    """Set before the server is requested, so that anything that may have been started is looked for."""

    @property
    def is_at_work(self) -> bool:
        """Whether its process is still running and will clean up by itself."""
        if self.host != socket.gethostname() or time.time() - self.began > LONGEST:
            return False
        try:
            command = Path(f"/proc/{self.process}/cmdline").read_bytes()
        except OSError:
            return False
        return b"hubwright_hub.trial" in command


def new(person: str) -> Mark:
    return Mark(person, time.time(), os.getpid(), socket.gethostname())


def read(path: Path | None = None) -> Mark | None:
    try:
        return Mark(**json.loads((path or MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(mark: Mark, path: Path | None = None) -> None:
    """Writes it atomically."""
    path = path or MARK
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    fresh.replace(path)


def remove(path: Path | None = None) -> None:
    (path or MARK).unlink(missing_ok=True)


def is_on(person: str, path: Path | None = None) -> bool:
    """Whether a trial requested this person's server a moment ago."""
    mark = read(path)
    return mark is not None and mark.started and mark.person == person and time.time() - mark.began < LONGEST
