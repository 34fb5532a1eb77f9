"""What a kind of volume is for, and who has which access."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..engine import names
from ..roster.group_map import Standing

Access = Literal["rw", "ro", "none"]
Per = Literal["person", "group", "hub", "drop-box"]
Scope = Literal["hub", "server"]

STRENGTH: Mapping[Access, int] = {"none": 0, "ro": 1, "rw": 2}


@dataclass(frozen=True, slots=True)
class AccessByStanding:
    member: Access = "rw"
    staff: Access = "rw"
    admin: Access = "rw"

    def of(self, standing: Standing) -> Access:
        return self.staff if standing == "staff" else self.member


@dataclass(frozen=True, slots=True)
class VolumePolicy:
    """One entry of ``volumes`` in hub.json; it names no Docker volume unless the definition does."""

    key: str
    per: Per
    at: str
    groups: tuple[str, ...] | None = None
    access: AccessByStanding = AccessByStanding()
    scope: Scope = "hub"
    volume_name: str | None = None
    collect_at: str | None = None
    closes: str | None = None
    """When a drop-box closes, in the hub's time zone: ``2026-12-11T23:59``, or with seconds."""

    @property
    def chosen_by_name(self) -> bool:
        """Whether the definition uses a volume no matter who created it: it needs no label of ours."""
        return self.volume_name is not None or self.scope == "server"

    @property
    def copy_at(self) -> str:
        """Where staff see the copy of closed boxes: the directory that contains the part with ``{person}``."""
        parts = (self.collect_at or "").split("/")
        return "/".join(parts[: self._person_part(parts)])

    @property
    def in_copy(self) -> str:
        """Where a member's box is in that copy: the rest of the path, with ``{person}`` in it."""
        parts = (self.collect_at or "").split("/")
        return "/".join(parts[self._person_part(parts) :])

    def _person_part(self, parts: list[str]) -> int:
        return next((index for index, part in enumerate(parts) if "{person}" in part), len(parts))

    def volume(self, hub: str, *, group: str | None = None, person: str | None = None) -> str:
        """The Docker volume of this policy for one group, one person, or both."""
        if self.volume_name is not None:
            return names.pattern_volume(self.volume_name, group, person)
        prefix = "" if self.scope == "server" else f"{hub}-"
        if self.per == "person":
            return names.person_volume(prefix, self.key, person or "")
        if self.per == "group":
            return names.group_volume(prefix, self.key, group or "")
        if self.per == "drop-box":
            return names.box_volume(prefix, self.key, group or "", person or "")
        return names.hub_volume(prefix, self.key)
