"""Starts a person's notebook server with the volumes and settings that the roster gives them at that moment."""

import asyncio
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from docker.errors import APIError
from dockerspawner import DockerSpawner
from traitlets import Any as AnyTrait
from traitlets import default

from . import stopping
from .access.mounts import Mount
from .access.rights import Rights, as_json, from_json, rights_of
from .access.roster_directory import engine_path
from .engine import labels, names
from .hub_json import Hub
from .live import LiveHub, live_hub
from .notebooks import first_answer
from .notebooks.containment import contained
from .notebooks.notebook import PersonalNotebook
from .notebooks.personal_server import PERSONAL, gpu_request, image_form, traits_of
from .notebooks.start_refused import StartRefused
from .trials import trial_mark
from .volumes.mount_points import HOME, Looked
from .volumes.volumes import prepare

# Then members of a group can change each other's files.
WITH_GROUP_WRITE = ["sh", "-c", 'umask 0002; exec "$@"', "sh"]

CACHE = "HubOAuth.cache_max_age"
ASKS_AGAIN_AFTER = 10
"""Seconds for which a notebook caches what the hub said about a visitor; five minutes by default."""
STOPS_WITHIN = 5
"""Seconds that a server has to stop by itself; with Docker's default of ten, people without access could stay too
long."""
BETWEEN_LOOKS = 0.1
LOOKS = 20
"""How many checks at most, ``BETWEEN_LOOKS`` seconds apart: a list that is saved again and again keeps nobody
waiting."""

RIGHTS = "hubwright_rights"


class HubwrightSpawner(DockerSpawner):
    """DockerSpawner with this hub's names and labels; a person's mounts are set again at each start.

    It uses the roster and not JupyterHub's groups: an admin may start the server of a person who never signed in.
    """

    _looked = Looked()  # of the process, as DockerSpawner's client is
    mounts: Any
    object_name: Any
    extra_create_kwargs: Any
    extra_host_config: Any
    user_options: Any
    live = AnyTrait(help="The hub and its roster: those of this process, unless given.")
    rights_of_start: Rights | None = None
    """What the running server mounts; None if none is running, or one that an older version started."""

    @default("live")
    def _live(self) -> LiveHub:
        return live_hub()

    @default("image")
    def _image(self) -> str:
        return self._notebook.image

    @default("allowed_images")
    def _allowed_images(self) -> Callable[[Any], dict[str, str]]:
        # Computed each time, like the form: an admin may have moved the person to another group.
        return lambda spawner: dict(spawner._notebook.images)

    @default("options_form")
    def _options_form(self) -> Callable[[Any], str]:
        return lambda spawner: image_form(spawner._get_allowed_images(), spawner.user_options.get("image"))

    @default("network_name")
    def _network_name(self) -> str:
        return self._hub.network

    @default("mem_limit")
    def _mem_limit(self) -> int | None:
        return self._notebook.limits.memory

    @default("cpu_limit")
    def _cpu_limit(self) -> float | None:
        return self._notebook.limits.cpus

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
        # The root of the file browser: everything that it can save is in the person's volumes.
        return HOME

    @default("format_volume_name")
    def _format_volume_name(self) -> Callable[[str, Any], str]:
        # Names and paths are final; braces in them are literal.
        return lambda name, spawner: name

    @default("object_name")
    def _object_name_default(self) -> str:
        return names.notebook(self._hub.name, self.user.name, self.name)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._mounts_of_config = list(self.mounts)
        self._create_kwargs_of_config = self.extra_create_kwargs
        self.extra_create_kwargs = self._with_labels
        self._host_config_of_config = self.extra_host_config
        self.extra_host_config = self._with_host_config
        self._pulls = not self.trait_has_value("pull_policy")
        # The configuration's values are kept; this early, a trait has a value only if it was configured.
        self._traits_of_config = {trait for trait in PERSONAL if self.trait_has_value(trait)}
        self._name_is_taken = False

    @property
    def is_recognized(self) -> bool:
        """Whether this server's requests to the hub come from the address that the hub knows."""
        given = self._host_config_of_config
        is_elsewhere = callable(given) or "network_mode" in given or self.network_name != self._hub.network
        return bool(self.use_internal_ip) and not is_elsewhere

    @property
    def _hub(self) -> Hub:
        hub: Hub = self.live.hub
        return hub

    @property
    def _notebook(self) -> PersonalNotebook:
        found: PersonalNotebook = self.live.notebook(self.user.name)
        return found

    async def start(self) -> Any:
        """Starts the server; StartRefused with a message for the person if something does not belong to this hub."""
        await self._until_the_list_is_still()
        await self._renew_traits()
        found = self.live.mounts(self.user.name)
        self.rights_of_start = rights_of(found.mounts, self.user.name)
        for lost in found.lost:
            self.log.warning("%s does not get %s: %s is at %s.", self.user.name, lost.volume, lost.taken_by, lost.at)
        # In DockerSpawner's own thread: its client is not thread-safe.
        preparing = self.executor.submit(prepare, self.client, self._hub, found.mounts, self._looked)
        put = await asyncio.wrap_future(preparing)
        for mount in put.obstructed:
            self.log.warning("%s does not get %s: a file of theirs is at %s.", self.user.name, mount.volume, mount.at)
        for mount in put.covering:
            self.log.warning("%s hides files that %s has at %s.", mount.volume, self.user.name, mount.at)
        mounts = [mount for mount in found.mounts if mount not in put.obstructed]
        self.mounts = self._mounts_of_config + [_as_docker(mount) for mount in await self._as_engine_sees(mounts)]
        place = await super().start()
        if self.server is not None:
            self.server.wait_up = first_answer.ends_with(self.server.wait_up, self.poll, self.user.name)
        return place

    async def _until_the_list_is_still(self) -> None:
        """Waits for a list that was saved a moment ago: a server with folders that it takes away would be stopped right
        away."""
        for _ in range(LOOKS):
            if not self.live.is_settling():
                return
            await asyncio.sleep(BETWEEN_LOOKS)

    async def _renew_traits(self) -> None:
        """Sets limits and image from the roster.

        Raises tornado's HTTPError 400 if the person chooses an image that is not offered to them.
        """
        for trait, value in traits_of(self._notebook).items():
            if trait not in self._traits_of_config:
                setattr(self, trait, value)
        if chosen := self.user_options.get("image"):
            try:
                await self.check_allowed(chosen)
            except Exception:
                # Otherwise JupyterHub would reuse the choice for a next start without one.
                self.user_options = self.orm_spawner.user_options = {}
                raise

    async def _as_engine_sees(self, mounts: Sequence[Mount]) -> list[Mount]:
        """The mounts with the directories' paths on the engine's machine: the hub only knows its own paths."""
        if not any(mount.is_directory for mount in mounts):
            return list(mounts)
        own = await self.docker("inspect_container", self._hub.name)
        seen: list[Mount] = []
        for mount in mounts:
            place = engine_path(own, mount.volume) if mount.is_directory else mount.volume
            if place is None:
                self.log.warning("%s does not get %s: the hub mounts no directory there.", self.user.name, mount.volume)
            else:
                seen.append(replace(mount, volume=place))
        return seen

    async def pull_image(self, image: str) -> None:
        """Pulls an image that is not the hub's own, if it does not exist yet."""
        if self._pulls:
            self.pull_policy = "skip" if image == self._hub.images.notebook else "ifnotpresent"
        try:
            await super().pull_image(image)
        except APIError as error:
            raise StartRefused(
                f"The image {image} could not be pulled, so your server was not started: {error.explanation} "
                "An admin can pull it with docker pull."
            ) from error

    async def start_object(self) -> None:
        try:
            await super().start_object()
        except APIError as error:
            if "device driver" not in (error.explanation or ""):
                raise
            raise StartRefused(
                "Your server was not started: it is set up to use a GPU, but Docker has none on this machine. "
                "An admin can install the NVIDIA Container Toolkit there, or set gpus to 0 in hub.ts."
            ) from error

    def get_args(self) -> list[str]:
        given: list[str] = super().get_args()
        return given if any(CACHE in argument for argument in given) else [*given, f"--{CACHE}={ASKS_AGAIN_AFTER}"]

    def get_state(self) -> dict[str, Any]:
        """For a running server, also the rights that it started with: they survive the hub's process."""
        state: dict[str, Any] = super().get_state()
        return state if self.rights_of_start is None else {**state, RIGHTS: as_json(self.rights_of_start)}

    def load_state(self, state: dict[str, Any]) -> None:
        super().load_state(state)
        self.rights_of_start = from_json(state.get(RIGHTS))
        own = self._object_name_default()
        if self.object_name != own:
            # From when the hub had another name: that server was stopped, and the next one is this hub's.
            self.object_name, self.object_id, self.rights_of_start = own, "", None

    def clear_state(self) -> None:
        super().clear_state()
        self.rights_of_start = None
        self.live.visits.forget(self.user.name, self.name)

    async def get_command(self) -> list[str]:
        return [*WITH_GROUP_WRITE, *await super().get_command()]

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


def _as_docker(mount: Mount) -> dict[str, Any]:
    return {
        "type": "bind" if mount.is_directory else "volume",
        "source": mount.volume,
        "target": mount.at,
        "read_only": mount.access == "ro",
        **({} if mount.is_directory else {"no_copy": mount.nocopy}),
    }
