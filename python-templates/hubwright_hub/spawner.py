"""Starts a person's notebook server with the volumes and settings that the roster gives them at that moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from docker.errors import APIError

from .access.mounts import Mount
from .access.mounts_now import mounts_now
from .access.rights import Rights, as_json, from_json, rights_of
from .access.roster_directory import engine_path
from .notebooks import first_answer
from .notebooks.personal_server import PERSONAL, traits_of
from .notebooks.spawner_container import SpawnerContainer
from .notebooks.start_refused import StartRefused
from .volumes.mount_points import Looked
from .volumes.volumes import prepare

# Then members of a group can change each other's files.
WITH_GROUP_WRITE = ["sh", "-c", 'umask 0002; exec "$@"', "sh"]

CACHE = "HubOAuth.cache_max_age"
ASKS_AGAIN_AFTER = 10
"""Seconds for which a notebook caches what the hub said about a visitor; five minutes by default."""
BETWEEN_LOOKS = 0.1
LOOKS = 20
"""How many checks at most, ``BETWEEN_LOOKS`` seconds apart: a list that is saved again and again keeps nobody
waiting."""

RIGHTS = "hubwright_rights"


class HubwrightSpawner(SpawnerContainer):
    """A person's mounts, limits and image are set again at each start.

    It uses the roster and not JupyterHub's groups: an admin may start the server of a person who never signed in.
    """

    _looked = Looked()  # of the process, as DockerSpawner's client is
    mounts: Any
    rights_of_start: Rights | None = None
    """What the running server mounts; None if none is running, or one that an older version started."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._mounts_of_config = list(self.mounts)
        self._pulls = not self.trait_has_value("pull_policy")
        # The configuration's values are kept; this early, a trait has a value only if it was configured.
        self._traits_of_config = {trait for trait in PERSONAL if self.trait_has_value(trait)}

    async def start(self) -> Any:
        """Starts the server; StartRefused with a message for the person if something does not belong to this hub."""
        await self._until_the_list_is_still()
        await self._renew_traits()
        found = mounts_now(self.live, self.user.name)
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
            if not self.live.roster.is_settling():
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


def _as_docker(mount: Mount) -> dict[str, Any]:
    return {
        "type": "bind" if mount.is_directory else "volume",
        "source": mount.volume,
        "target": mount.at,
        "read_only": mount.access == "ro",
        **({} if mount.is_directory else {"no_copy": mount.nocopy}),
    }
