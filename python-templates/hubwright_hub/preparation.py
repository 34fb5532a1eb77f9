"""A container that is created, used for what Docker does at creation, and removed: it never runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docker.errors import APIError

from . import labels
from .start_refused import StartRefused


@contextmanager
def created(client: Any, hub: str, image: str, mounts: list[Any]) -> Iterator[str]:
    """The id of a container that exists as long as the block.

    Its name is always the same, so that one left behind by a crash is found and removed by the next.
    No object that holds a person's data can have this name: only people and groups come after a dot.
    """
    name = f"{hub}.preparation"
    try:
        container = _create(client, hub, name, image, mounts)
    except APIError as error:
        if error.status_code != 409:
            raise
        if client.inspect_container(name)["Config"]["Labels"].get(labels.HUB) != hub:
            raise StartRefused(f"A container called {name} is in the way. An admin can remove it.") from error
        client.remove_container(name, v=True, force=True)
        container = _create(client, hub, name, image, mounts)
    try:
        yield container
    finally:
        # v: the anonymous volumes that the image declares.
        client.remove_container(container, v=True)


def _create(client: Any, hub: str, name: str, image: str, mounts: list[Any]) -> str:
    made = client.create_container(
        image,
        command=["true"],
        name=name,
        labels={labels.HUB: hub, labels.KIND: "preparation"},
        host_config=client.create_host_config(mounts=mounts, network_mode="none"),
    )
    return str(made["Id"])
