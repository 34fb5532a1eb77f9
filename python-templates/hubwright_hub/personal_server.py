"""The traits of DockerSpawner that follow from a person's limits and images."""

from collections.abc import Mapping
from html import escape
from typing import Any

from .notebook import Gpus, PersonalNotebook

ALL = -1
"""What Docker takes for every GPU of the machine."""


PERSONAL = ("image", "mem_limit", "cpu_limit")


def traits_of(notebook: PersonalNotebook) -> dict[str, Any]:
    return dict(zip(PERSONAL, (notebook.image, notebook.limits.memory, notebook.limits.cpus), strict=True))


def gpu_request(gpus: Gpus) -> dict[str, Any]:
    """What Docker's GPUs are asked for with; empty where there shall be none."""
    if gpus == 0:
        return {}
    return {"device_requests": [{"count": ALL if gpus == "all" else gpus, "capabilities": [["gpu"]]}]}


def image_form(images: Mapping[str, str], chosen: str | None) -> str:
    """The question which image a server shall have; empty where there is nothing to choose."""
    if len(images) < 2:
        return ""
    chosen = chosen if chosen in images else next(iter(images))
    options = "\n".join(
        f'<option value="{escape(label)}"{" selected" if label == chosen else ""}>{escape(label)}</option>'
        for label in images
    )
    select = f'<select class="form-control" id="image" name="image" required autofocus>\n{options}\n</select>'
    return f'<label for="image">Image of your server</label>\n{select}\n'
