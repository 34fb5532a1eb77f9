"""Reads hub.json: the parts of the definition that the hub needs while it runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from .access.policy import AccessByStanding, VolumePolicy
from .notebooks.notebook import GroupNotebook, Limits, Notebook

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class DerivedPasswords:
    """Sign-in with a password that is derived from the name."""

    length: int


@dataclass(frozen=True, slots=True)
class CustomSignIn:
    """Sign-in with a class from the definition, ``module.Class``."""

    authenticator: str


@dataclass(frozen=True, slots=True)
class Images:
    hub: str
    notebook: str


@dataclass(frozen=True, slots=True)
class Admins:
    """What the hub's admins may do beyond running the hub."""

    access: bool
    """Whether they may open other people's servers."""
    roster: Literal["none", "ro", "rw"]
    """How the roster's directory is mounted in their own."""


@dataclass(frozen=True, slots=True)
class Staff:
    """What the staff of groups may do."""

    open: Literal["own-group", "members"] = "own-group"
    """Whose servers they may open: only those without folders of another group, or every member's."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database of PostgreSQL."""

    kind: Literal["postgres", "external"]
    adopt: bool
    """Whether a hub takes over existing data in a person's own database."""


@dataclass(frozen=True, slots=True)
class Hub:
    name: str
    id: str | None
    """Which of the hubs that have had this name; None for one that was created before hubs had ids."""
    jupyterhub: str
    timezone: str
    roster: Path
    network: str
    is_behind: bool
    """Whether only its own machine can reach the hub, because a web server is in front of it."""
    images: Images
    sign_in: DerivedPasswords | CustomSignIn
    strangers: Literal["allow", "deny"]
    admins: Admins
    staff: Staff
    metrics: bool
    """Whether there is a service for Prometheus."""
    database: Database | None
    """None for SQLite."""
    notebook: Notebook
    volumes: tuple[VolumePolicy, ...]


def load_hub(path: Path) -> Hub:
    """The hub that a hub.json describes; ValueError if it was made for another version of this package."""
    return hub_of(json.loads(path.read_text(encoding="utf-8")))


def hub_of(data: Mapping[str, Any]) -> Hub:
    if data["schema"] != SCHEMA:
        raise ValueError(f"hub.json has schema {data['schema']!r}, not {SCHEMA}. Run hubwright build hub.")
    return Hub(
        name=data["hub"],
        id=data.get("id"),
        jupyterhub=data["jupyterhub"],
        timezone=data["timezone"],
        roster=Path(data["roster"]),
        network=data["network"],
        is_behind=ip_address(data.get("listen", "127.0.0.1")).is_loopback,
        images=Images(data["images"]["hub"], data["images"]["notebook"]),
        sign_in=_sign_in(data["signIn"]),
        strangers=data["strangers"],
        admins=Admins(data["admins"]["access"], data["admins"]["roster"]),
        staff=staff_from(data.get("staff")),
        metrics=data.get("metrics", False),
        database=_database(data.get("database")),
        notebook=notebook_from(data["notebook"]),
        volumes=policies_of(data["volumes"]),
    )


def notebook_from(entry: Mapping[str, Any]) -> Notebook:
    return Notebook(
        limits=Limits(entry["memory"], entry["cpus"], entry["gpus"]),
        idle_after=entry["idleAfter"],
        max_age=entry["maxAge"],
        images=entry["images"],
        groups={
            group: GroupNotebook(given["limits"], given["image"], given["images"])
            for group, given in entry["groups"].items()
        },
        has_privileges=_has_privileges(entry.get("privileges")),
    )


def _has_privileges(entry: str | None) -> bool:
    if entry not in (None, "none"):
        raise ValueError(f"hub.json has notebook.privileges {entry!r}, not none.")
    return entry is None


def policies_of(entries: list[Mapping[str, Any]]) -> tuple[VolumePolicy, ...]:
    """The policies in the order of the definition."""
    return tuple(_policy(entry) for entry in entries)


def _policy(entry: Mapping[str, Any]) -> VolumePolicy:
    groups, access = entry["groups"], entry["access"]
    return VolumePolicy(
        key=entry["key"],
        per=entry["per"],
        at=entry["at"],
        groups=None if groups is None else tuple(groups),
        access=AccessByStanding(access["member"], access["staff"], access["admin"]),
        scope=entry["scope"],
        volume_name=entry["volumeName"],
        collect_at=entry["collectAt"],
        closes=entry["closes"],
    )


def staff_from(entry: Mapping[str, Any] | None) -> Staff:
    """The default if hub.json has no such entry."""
    if entry is None:
        return Staff()
    if entry["open"] not in ("own-group", "members"):
        raise ValueError(f"hub.json has staff.open {entry['open']!r}, not own-group or members.")
    return Staff(entry["open"])


def _database(entry: Mapping[str, Any] | None) -> Database | None:
    if entry is None:
        return None
    if entry["kind"] not in ("postgres", "external"):
        raise ValueError(f"hub.json has database.kind {entry['kind']!r}, not postgres or external.")
    return Database(entry["kind"], entry.get("adopt", False))


def _sign_in(entry: Mapping[str, Any]) -> DerivedPasswords | CustomSignIn:
    if entry["kind"] == "derived-password":
        return DerivedPasswords(entry["length"])
    if entry["kind"] == "custom":
        return CustomSignIn(entry["authenticator"])
    raise ValueError(f"hub.json has signIn.kind {entry['kind']!r}, not derived-password or custom.")
