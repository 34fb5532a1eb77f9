"""Runs work on volumes in a container of the hub's own image, which has no network and few rights."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docker.types import Mount as DockerMount

from ..hub_json import Hub
from . import labels
from .preparation import created

PATIENCE = 6 * 3600
"""How long one task may take, in seconds."""
RIGHTS = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"]
"""To read files that only their owner can read, and to set the owners of copies."""


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    output: str
    """The last lines that it printed."""


def volume(name: str, at: str, *, read_only: bool = False) -> Any:
    """A volume as it is, without copying anything from the image into it."""
    return DockerMount(at, name, type="volume", read_only=read_only, no_copy=True)


def work_on(client: Any, hub: Hub, work: labels.Work, mounts: list[Any], job: Any, *more: Any) -> Ended:
    """Runs a job of volume_copy to its end; two jobs with the same ``work`` never run at the same time."""
    words: Sequence[str] = [json.dumps(part) for part in (job, *more)]
    command = ["python3", "-m", "hubwright_hub.volume_copy", *words]
    limits = {"cap_drop": ["ALL"], "cap_add": RIGHTS, "read_only": True, "security_opt": ["no-new-privileges"]}
    with created(client, hub.name, hub.images.hub, mounts, work=work, command=command, **limits) as container:
        client.start(container)
        code = client.wait(container, timeout=PATIENCE)["StatusCode"]
        return Ended(code, client.logs(container, tail=20).decode(errors="replace").strip())
