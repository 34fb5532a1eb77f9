"""What became of the container of a server that is being tried."""

from dataclasses import dataclass
from typing import Any

from docker.errors import APIError

from . import labels

WORDS = 200
"""So many last lines of a log tell why something ended, though tracebacks stand between them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A container at one moment, running or ended."""

    running: bool
    exit_code: int
    out_of_memory: bool
    words: tuple[str, ...]
    """The last lines of its log."""
    writable: dict[str, str]
    """By path, the volumes and directories that may be written."""

    def as_json(self) -> dict[str, Any]:
        return {
            "running": self.running,
            "exitCode": self.exit_code,
            "outOfMemory": self.out_of_memory,
            "words": list(self.words),
        }


def look(client: Any, name: str, hub: str) -> Seen | None:
    """The container of this name as it is now; None where this hub has none."""
    try:
        found = client.inspect_container(name)
        if (found["Config"]["Labels"] or {}).get(labels.HUB) != hub:
            return None
        said: bytes = client.logs(name, stdout=True, stderr=True, tail=WORDS)
    except APIError:
        return None
    state = found["State"]
    return Seen(
        running=bool(state["Running"]),
        exit_code=int(state["ExitCode"]),
        out_of_memory=bool(state.get("OOMKilled")),
        words=tuple(line.rstrip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()),
        writable={
            mount["Destination"]: mount.get("Name") or mount["Source"]
            for mount in sorted(found.get("Mounts", ()), key=lambda mount: str(mount["Destination"]))
            if mount["RW"]
        },
    )


def remove_ended(client: Any, name: str, hub: str) -> None:
    """Removes a container that was kept for its last words; one that runs, or is another's, is left alone."""
    seen = look(client, name, hub)
    if seen is not None and not seen.running:
        client.remove_container(name, v=True)
