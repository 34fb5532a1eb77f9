"""The settings of a person's server: its limits, and the images to choose from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Literal

from ..roster.group_map import GroupMap

STANDARD = "standard"
"""The label of the hub's own image when people choose an image."""

Gpus = int | Literal["all"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one server may use; None means no limit."""

    memory: int | None = None
    """In bytes."""
    cpus: float | None = None
    gpus: Gpus = 0


@dataclass(frozen=True, slots=True)
class GroupNotebook:
    """Settings for the people of a group."""

    limits: Mapping[str, Any]
    """By the names in ``Limits``; limits that are left out are as for everybody."""
    image: str | None
    images: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notebook:
    """Everybody's servers, and those of certain groups; ``admin`` means the hub's admins."""

    limits: Limits
    idle_after: int | None
    """In seconds; None: idle servers keep running."""
    max_age: int | None
    """In seconds; None: old servers keep running."""
    images: Mapping[str, str]
    """Label to image, besides the hub's own."""
    groups: Mapping[str, GroupNotebook]
    has_privileges: bool = True
    """Whether servers have the privileges that Docker gives every container; otherwise none."""


@dataclass(frozen=True, slots=True)
class PersonalNotebook:
    limits: Limits
    images: Mapping[str, str]
    """Label to image; the first is what the person gets without a choice."""

    @property
    def image(self) -> str:
        return next(iter(self.images.values()))


def notebook_of(notebook: Notebook, own_image: str, roster: GroupMap, name: str) -> PersonalNotebook:
    """The limits and images of a person's next server.

    If several of their groups set a limit, the most generous one counts, above all None (no limit); limits that none of
    them sets are as for everybody. The first image is that of the alphabetically first group that has one, otherwise
    the hub's own.
    """
    groups = _groups_of(notebook, roster, name)
    limits = Limits(
        memory=_strongest(groups, "memory", notebook.limits.memory, lambda size: inf if size is None else size),
        cpus=_strongest(groups, "cpus", notebook.limits.cpus, lambda count: inf if count is None else count),
        gpus=_strongest(groups, "gpus", notebook.limits.gpus, lambda count: inf if count == "all" else count),
    )
    return PersonalNotebook(limits, _choices(own_image, notebook.images, groups))


def _groups_of(notebook: Notebook, roster: GroupMap, name: str) -> list[GroupNotebook]:
    person = roster.person(name)
    if person is None:
        return []
    theirs = {*person.groups, *(["admin"] if person.admin else [])}
    return [notebook.groups[group] for group in sorted(theirs & notebook.groups.keys())]


def _strongest(groups: list[GroupNotebook], limit: str, everybody: Any, strength: Callable[[Any], float]) -> Any:
    named = [group.limits[limit] for group in groups if limit in group.limits]
    return max(named, key=strength) if named else everybody


def _choices(own: str, images: Mapping[str, str], groups: list[GroupNotebook]) -> dict[str, str]:
    """All images to choose from; if a label appears twice, the first one counts."""
    choices = {STANDARD: own}
    named = [group.image for group in groups if group.image is not None]
    offered = list(images.items())
    for group in groups:
        offered += [] if group.image is None else [(group.image, group.image)]
        offered += group.images.items()
    for label, image in offered:
        choices.setdefault(label, image)
    usual = named[0] if named else STANDARD
    return {usual: choices[usual], **choices}
