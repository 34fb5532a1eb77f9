"""A temporary container of the hub for one task."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docker.errors import APIError

from ..notebooks.start_refused import StartRefused
from . import labels


@contextmanager
def created(
    client: Any,
    hub: str,
    image: str,
    mounts: list[Any],
    *,
    work: labels.Work = "preparation",
    command: Sequence[str] = ("true",),
    **limits: Any,
) -> Iterator[str]:
    """The id of a container that exists during the block; ``limits`` are options of Docker's host configuration.

    Its name is always the same for the same ``work``, so a container left over from a crash is found and removed by the
    next one. No object with a person's data can have this name: only people and groups come after a dot.
    """
    name = f"{hub}.{work}"
    config = client.create_host_config(mounts=mounts, network_mode="none", **limits)
    given = {"command": list(command), "labels": {labels.HUB: hub, labels.KIND: work}, "host_config": config}
    try:
        container = _create(client, name, image, given)
    except APIError as error:
        if error.status_code != 409:
            raise
        if client.inspect_container(name)["Config"]["Labels"].get(labels.HUB) != hub:
            raise StartRefused(f"A container called {name} is in the way. An admin can remove it.") from error
        client.remove_container(name, v=True, force=True)
        container = _create(client, name, image, given)
    try:
        yield container
    finally:
        # v: the anonymous volumes that the image declares.
        client.remove_container(container, v=True, force=True)


def _create(client: Any, name: str, image: str, given: dict[str, Any]) -> str:
    return str(client.create_container(image, name=name, **given)["Id"])
