"""What DockerSpawner's settings are in every hub, unless its configuration says otherwise."""

from collections.abc import Callable
from typing import Any

from dockerspawner import DockerSpawner
from traitlets import Any as AnyTrait
from traitlets import default

from ..engine import names
from ..hub_json import Hub
from ..live import LiveHub, live_hub
from ..volumes.mount_points import HOME
from .notebook import PersonalNotebook, notebook_of
from .personal_server import image_form


class SpawnerDefaults(DockerSpawner):
    """DockerSpawner with this hub's names, network and images, and with the limits of the person whose server it is."""

    user_options: Any
    live = AnyTrait(help="The hub and its roster: those of this process, unless given.")

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

    @default("http_timeout")
    def _http_timeout(self) -> int:
        # A busy machine may need longer than JupyterHub's 30 seconds. A server that has ended is not waited for.
        return 120

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

    @property
    def _hub(self) -> Hub:
        hub: Hub = self.live.hub
        return hub

    @property
    def _notebook(self) -> PersonalNotebook:
        return notebook_of(self._hub.notebook, self._hub.images.notebook, self.live.roster.now(), self.user.name)
