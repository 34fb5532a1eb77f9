"""Creates the container of a person's server with this hub's labels and limits, and leaves other containers alone."""

import inspect
from typing import Any, cast

from ..engine import labels
from ..trials import trial_mark
from . import stopping
from .containment import contained
from .personal_server import gpu_request
from .spawner_defaults import SpawnerDefaults
from .start_refused import StartRefused

STOPS_WITHIN = 5
"""Seconds that a server has to stop by itself; with Docker's default of ten, people without access could stay too
long."""


class SpawnerContainer(SpawnerDefaults):
    """DockerSpawner whose container is in this hub's network, labeled and contained; the configuration's own options
    for Docker take precedence."""

    object_name: Any
    extra_create_kwargs: Any
    extra_host_config: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._create_kwargs_of_config = self.extra_create_kwargs
        self.extra_create_kwargs = self._with_labels
        self._host_config_of_config = self.extra_host_config
        self.extra_host_config = self._with_host_config
        self._name_is_taken = False

    @property
    def is_recognized(self) -> bool:
        """Whether this server's requests to the hub come from the address that the hub knows."""
        given = self._host_config_of_config
        is_elsewhere = callable(given) or "network_mode" in given or self.network_name != self._hub.network
        return bool(self.use_internal_ip) and not is_elsewhere

    async def get_object(self) -> Any:
        """This server's container, but not one with its name that another hub or person created."""
        container = await super().get_object()
        self._name_is_taken = container is not None and not self._is_ours(container)
        if self._name_is_taken:
            # JupyterHub stops and removes the container with this id when a start fails.
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
            await stopping.end(self.docker, self.object_id)

    async def remove_object(self) -> None:
        if self.object_id:
            await super().remove_object()

    def _is_ours(self, container: Any) -> bool:
        owner: str | None = (container["Config"]["Labels"] or {}).get(labels.HUB)
        return owner == self._hub.name

    async def _with_labels(self, spawner: Any) -> dict[str, Any]:
        given = await self._computed(self._create_kwargs_of_config)
        own = {key: _literal(value) for key, value in labels.of_notebook(self._hub, self.user.name).items()}
        place = await self._place_in_network()
        return {"stop_timeout": STOPS_WITHIN, **place, **given, "labels": {**given.get("labels", {}), **own}}

    async def _place_in_network(self) -> dict[str, Any]:
        """The hub's network, by its id: Docker does not start a container with a network name that two networks
        have."""
        if "network_mode" in await self._computed(self._host_config_of_config):
            return {}
        own = await self.docker("inspect_container", self._hub.name)
        endpoint = own["NetworkSettings"]["Networks"].get(self.network_name)
        if endpoint is None:
            return {}
        return {"networking_config": {"EndpointsConfig": {self.network_name: {"NetworkID": endpoint["NetworkID"]}}}}

    async def _with_host_config(self, spawner: Any) -> dict[str, Any]:
        given = await self._computed(self._host_config_of_config)
        # Otherwise Docker would remove a container and its log as soon as it ends.
        kept = {"auto_remove": False} if trial_mark.is_on(self.user.name) else {}
        # Swap depends on the memory limit, which the definition's own configuration may set elsewhere.
        memory = None if "mem_limit" in given else self.mem_limit
        own = contained(memory, has_privileges=self._hub.notebook.has_privileges)
        return {**own, **gpu_request(self._notebook.limits.gpus), **kept, **given}

    async def _computed(self, of_config: Any) -> dict[str, Any]:
        given = self._eval_if_callable(of_config)
        if inspect.isawaitable(given):
            given = await given
        return cast("dict[str, Any]", given)


def _literal(value: str) -> str:
    """The value escaped for DockerSpawner's templating: a person may be called ``{username}``."""
    return value.replace("{", "{{").replace("}", "}}")
