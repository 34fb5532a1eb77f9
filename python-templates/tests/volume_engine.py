"""A Docker client whose volumes are directories and whose work on them is really done, in this process."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docker.errors import APIError

from hubwright_hub import volume_copy

IN_USE = SimpleNamespace(status_code=409, reason="Conflict", url="")


class VolumeEngine:
    """Volumes below a directory; a container of volume_copy sees those that it mounts, and no other."""

    def __init__(self, root: Path, owner: tuple[int, int]) -> None:
        self.root, self.owner = root, owner
        self.existing: dict[str, dict[str, str]] = {}
        self.users: dict[str, list[dict[str, Any]]] = {}
        self.there: dict[str, dict[str, Any]] = {}
        self.jobs: list[dict[str, Any]] = []
        self.fails: str | None = None
        """What the work prints, and ends badly with."""

    def make(self, volume: str, **labels: str) -> Path:
        self.existing[volume] = {f"hubwright.{key}": value for key, value in labels.items()}
        return self.directory(volume)

    def directory(self, volume: str) -> Path:
        path = self.root / "volumes" / volume
        path.mkdir(parents=True, exist_ok=True)
        return path

    def volumes(self, filters: dict[str, Any] | None = None) -> dict[str, Any]:
        pairs = [label.partition("=") for label in (filters or {}).get("label", [])]
        found = [
            {"Name": name, "Labels": labels}
            for name, labels in self.existing.items()
            if all(labels.get(key) == value for key, _, value in pairs)
        ]
        return {"Volumes": found or None}

    def create_volume(self, name: str, labels: dict[str, str]) -> dict[str, Any]:
        self.directory(name)
        return {"Labels": self.existing.setdefault(name, labels)}

    def remove_volume(self, name: str) -> None:
        if self.users.get(name):
            raise APIError("volume is in use", response=IN_USE)
        del self.existing[name]
        self.directory(name).rename(self.root / f"removed-{len(self.jobs)}-{name}")

    def containers(self, all: bool, filters: dict[str, str]) -> list[dict[str, Any]]:
        return list(self.users.get(filters["volume"], []))

    def create_host_config(self, **given: Any) -> dict[str, Any]:
        return given

    def create_container(self, image: str, name: str, **given: Any) -> dict[str, Any]:
        if name in self.there:
            raise APIError("the name is taken", response=IN_USE)
        self.there[name] = {"Config": {"Labels": given["labels"]}, **given}
        return {"Id": name}

    def inspect_container(self, name: str) -> dict[str, Any]:
        return self.there[name]

    def start(self, name: str) -> None:
        assert name in self.there

    def wait(self, name: str, timeout: int) -> dict[str, int]:
        given = self.there[name]
        assert given["host_config"]["network_mode"] == "none"
        place = self.root / f"container-{len(self.jobs)}"
        for mount in given["host_config"]["mounts"]:
            at = place / mount["Target"].lstrip("/")
            at.parent.mkdir(parents=True, exist_ok=True)
            at.symlink_to(self.directory(mount["Source"]))
        words = given["command"][3:]
        self.jobs.append(
            json.loads(words[0]) | {"mounts": [mount["Source"] for mount in given["host_config"]["mounts"]]}
        )
        return {"StatusCode": 1 if self.fails is not None else volume_copy.main(words, place, self.owner)}

    def logs(self, name: str, tail: int) -> bytes:
        return (self.fails or "").encode()

    def remove_container(self, name: str, **given: Any) -> None:
        for users in self.users.values():
            users[:] = [user for user in users if user["Id"] != name]
        self.there.pop(name, None)

    def close(self) -> None:
        pass
