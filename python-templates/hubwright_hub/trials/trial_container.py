"""The state of the container of a server that is being tested."""

import contextlib
from dataclasses import dataclass
from typing import Any

from docker.errors import APIError

from ..engine import labels
from ..notebooks.busy_kernels import moment

WORDS = 200
"""This many last lines of a log show why something ended, even with tracebacks in between."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A container at one moment, running or ended."""

    running: bool
    exit_code: int
    words: tuple[str, ...]
    """The last lines of its log."""
    writable: dict[str, str]
    """By path, the writable volumes and directories."""

    def as_json(self) -> dict[str, Any]:
        return {
            "running": self.running,
            "exitCode": self.exit_code,
            "words": list(self.words),
        }


def look(client: Any, name: str, hub: str) -> Seen | None:
    """The container with this name; None if this hub has none."""
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
        words=tuple(line.rstrip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()),
        writable={
            mount["Destination"]: mount.get("Name") or mount["Source"]
            for mount in sorted(found.get("Mounts", ()), key=lambda mount: str(mount["Destination"]))
            if mount["RW"]
        },
    )


def engine_time(client: Any) -> float:
    """Now in seconds since 1970, by the clock of the engine, which may be another machine."""
    return moment(client.info()["SystemTime"]).timestamp()


def ran_out_of_memory(client: Any, name: str, since: float) -> bool:
    """Whether a process in the container was killed since then because the container exceeded its memory limit.

    Older versions of Docker report this only after the container has ended, so its events are checked too.
    """
    with contextlib.suppress(APIError):
        if client.inspect_container(name)["State"].get("OOMKilled"):
            return True
    until = engine_time(client)
    events = client.events(
        since=f"{since:.6f}", until=f"{until:.6f}", filters={"event": "oom", "container": name}, decode=True
    )
    # Docker's filter matches every name that starts like this one.
    return any(event["Actor"]["Attributes"]["name"] == name for event in list(events))


def remove_ended(client: Any, name: str, hub: str) -> None:
    """Removes a container that was kept for its log; one that is running or belongs to someone else is left alone."""
    seen = look(client, name, hub)
    if seen is not None and not seen.running:
        client.remove_container(name, v=True)
