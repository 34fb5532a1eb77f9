"""The traits of DockerSpawner that follow from a person's limits and images."""

from collections.abc import Mapping
from html import escape
from typing import Any

from .notebook import Gpus, PersonalNotebook

ALL = -1
"""Docker's value for all GPUs of the machine."""


PERSONAL = ("image", "mem_limit", "cpu_limit")


def traits_of(notebook: PersonalNotebook) -> dict[str, Any]:
    return dict(zip(PERSONAL, (notebook.image, notebook.limits.memory, notebook.limits.cpus), strict=True))


def gpu_request(gpus: Gpus) -> dict[str, Any]:
    """The request for Docker's GPUs; empty if there should be none."""
    if gpus == 0:
        return {}
    return {"device_requests": [{"count": ALL if gpus == "all" else gpus, "capabilities": [["gpu"]]}]}


def image_form(images: Mapping[str, str], chosen: str | None) -> str:
    """The form that asks for a server's image; empty if there is nothing to choose."""
    if len(images) < 2:
        return ""
    chosen = chosen if chosen in images else next(iter(images))
    options = "\n".join(
        f'<option value="{escape(label)}"{" selected" if label == chosen else ""}>{escape(label)}</option>'
        for label in images
    )
    select = f'<select class="form-control" id="image" name="image" required autofocus>\n{options}\n</select>'
    return f'<label for="image">Image of your server</label>\n{select}\n'
