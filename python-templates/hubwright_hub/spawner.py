"""Starts a person's notebook server with what the roster gives them at that moment."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from dockerspawner import DockerSpawner
from traitlets import Any as AnyTrait
from traitlets import default

from . import labels, names
from .hub_json import Hub
from .live import LiveHub, live_hub
from .mount_points import HOME, Looked
from .mounts import Mount
from .start_refused import StartRefused
from .volumes import prepare

# Files that one member of a group makes can then be changed by the others.
WITH_GROUP_WRITE = ["sh", "-c", 'umask 0002; exec "$@"', "sh"]


class HubwrightSpawner(DockerSpawner):
    """DockerSpawner under this hub's names and labels; what a person mounts is set anew at each start.

    The roster is asked and not JupyterHub's groups: an admin may start the server of somebody who never signed in.
    """

    _looked = Looked()  # of the process, as DockerSpawner's client is
    mounts: Any
    extra_create_kwargs: Any
    live = AnyTrait(help="The hub and its roster: those of this process, unless given.")

    @default("live")
    def _live(self) -> LiveHub:
        return live_hub()

    @default("image")
    def _image(self) -> str:
        return self._hub.images.notebook

    @default("network_name")
    def _network_name(self) -> str:
        return self._hub.network

    @default("mem_limit")
    def _mem_limit(self) -> int | None:
        return self._hub.notebook.memory

    @default("cpu_limit")
    def _cpu_limit(self) -> float | None:
        return self._hub.notebook.cpus

    @default("remove")
    def _remove(self) -> bool:
        return True

    @default("use_internal_ip")
    def _use_internal_ip(self) -> bool:
        return True

    @default("pull_policy")
    def _pull_policy(self) -> str:
        return "skip"

    @default("cmd")
    def _default_cmd(self) -> list[str]:
        return ["jupyterhub-singleuser"]

    @default("notebook_dir")
    def _notebook_dir(self) -> str:
        # The root of the file browser: nothing that the browser can save lies outside the person's volumes.
        return HOME

    @default("format_volume_name")
    def _format_volume_name(self) -> Callable[[str, Any], str]:
        # Names and paths are final; a brace in one of them is a brace.
        return lambda name, spawner: name

    @default("object_name")
    def _object_name_default(self) -> str:
        return names.notebook(self._hub.name, self.user.name, self.name)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._mounts_of_config = list(self.mounts)
        self._create_kwargs_of_config = self.extra_create_kwargs
        self.extra_create_kwargs = self._with_labels
        self._name_is_taken = False

    @property
    def _hub(self) -> Hub:
        hub: Hub = self.live.hub
        return hub

    async def start(self) -> Any:
        """Starts the server; StartRefused with a sentence for the person where something is not this hub's."""
        found = self.live.mounts(self.user.name)
        for lost in found.lost:
            self.log.warning("%s has no %s: %s is at %s.", self.user.name, lost.volume, lost.taken_by, lost.at)
        # In DockerSpawner's own thread: its client is not made for two.
        preparing = self.executor.submit(prepare, self.client, self._hub, found.mounts, self._looked)
        put = await asyncio.wrap_future(preparing)
        for mount in put.obstructed:
            self.log.warning("%s has no %s: a file of theirs is at %s.", self.user.name, mount.volume, mount.at)
        for mount in put.covering:
            self.log.warning("%s hides files that %s has at %s.", mount.volume, self.user.name, mount.at)
        self.mounts = self._mounts_of_config + [_as_docker(m) for m in found.mounts if m not in put.obstructed]
        return await super().start()

    async def get_command(self) -> list[str]:
        return [*WITH_GROUP_WRITE, *await super().get_command()]

    async def get_object(self) -> Any:
        """This server's container; one that another hub or person made under its name is not it."""
        container = await super().get_object()
        self._name_is_taken = container is not None and not self._is_ours(container)
        if self._name_is_taken:
            # JupyterHub stops and removes what this id names when a start fails.
            self.object_id = ""
            return None
        return container

    async def create_object(self) -> Any:
        if self._name_is_taken:
            raise StartRefused(
                f"A container called {self.object_name} exists and is not this hub's, so your server was not started. "
                "An admin can rename or remove it."
            )
        return await super().create_object()

    async def stop_object(self) -> None:
        if self.object_id:
            await super().stop_object()

    async def remove_object(self) -> None:
        if self.object_id:
            await super().remove_object()

    def _is_ours(self, container: Any) -> bool:
        owner: str | None = (container["Config"]["Labels"] or {}).get(labels.HUB)
        return owner == self._hub.name

    async def _with_labels(self, spawner: Any) -> dict[str, Any]:
        given = self._eval_if_callable(self._create_kwargs_of_config)
        if inspect.isawaitable(given):
            given = await given
        own = {key: _literal(value) for key, value in labels.of_notebook(self._hub.name, self.user.name).items()}
        return {**given, "labels": {**given.get("labels", {}), **own}}


def _literal(value: str) -> str:
    """The value such that DockerSpawner's templating gives it back: a person may be called ``{username}``."""
    return value.replace("{", "{{").replace("}", "}}")


def _as_docker(mount: Mount) -> dict[str, Any]:
    return {
        "type": "volume",
        "source": mount.volume,
        "target": mount.at,
        "read_only": mount.access == "ro",
        "no_copy": mount.nocopy,
    }
