"""A Docker client that remembers: for tests of decisions. What Docker itself does is tested on an engine."""

import io
import tarfile
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from docker.errors import APIError, NotFound

HUB = "math"
NETWORK = "math-network"
MISSING = SimpleNamespace(status_code=404, reason="Not Found", url="")


class FakeDocker:
    """The calls of one client: volumes and containers by name, and every call in order."""

    base_url = "http+docker://localhost"
    api_version = "1.41"
    timeout = 60

    def __init__(self) -> None:
        self.existing: dict[str, dict[str, str] | None] = {}
        self.containers: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.networks: list[str] = ["the only one"]
        """The ids of all networks of the hub's name. The hub is in the first."""
        self.obstructed: set[str] = set()

    def volumes(self, filters: dict[str, str]) -> dict[str, Any]:
        self.calls.append("list volumes")
        key, _, value = filters["label"].partition("=")
        found = [name for name, labels in self.existing.items() if (labels or {}).get(key) == value]
        return {"Volumes": [{"Name": name} for name in found] or None}

    def create_volume(self, name: str, labels: dict[str, str]) -> dict[str, Any]:
        self.calls.append(f"create volume {name}")
        return {"Labels": self.existing.setdefault(name, labels)}

    def create_host_config(self, **given: Any) -> dict[str, Any]:
        return given

    def create_container(self, image: str, **given: Any) -> dict[str, Any]:
        mounts = given["host_config"]["mounts"]
        self.calls.append(f"create {given['name']} from {image} with {', '.join(mount['Source'] for mount in mounts)}")
        self.containers[given["name"]] = {
            "Id": given["name"],
            "Config": {"Labels": given["labels"], "StopTimeout": given.get("stop_timeout")},
            "State": {"Running": True},
            "NetworkSettings": {"Networks": {NETWORK: {"IPAddress": "10.0.0.7"}}},
            "Given": given,
        }
        return {"Id": given["name"]}

    def inspect_container(self, name: str) -> dict[str, Any]:
        if name == HUB:
            own = {"NetworkSettings": {"Networks": {NETWORK: {"NetworkID": self.networks[0]}}}}
            return {**own, **self.containers.get(name, {})}
        if name not in self.containers:
            raise NotFound("no such container", response=MISSING)
        return self.containers[name]

    def start(self, name: str) -> None:
        given = self.containers[name]["Given"]
        place = given.get("networking_config", {}).get("EndpointsConfig", {}).get(NETWORK, {})
        if len(self.networks) > 1 and place.get("NetworkID") not in self.networks:
            raise APIError(f"network {NETWORK} is ambiguous ({len(self.networks)} matches found on name)")
        self.calls.append(f"start {name}")

    def kill(self, name: str, signal: str) -> None:
        self.calls.append(f"{signal} {name}")
        self.containers[name]["State"] = {"Running": False}

    def remove_container(self, name: str, **given: Any) -> None:
        self.calls.append(f"remove {name}")
        del self.containers[name]

    def get(self, url: str, **given: Any) -> Any:
        return nullcontext(SimpleNamespace(status_code=404))

    def put(self, url: str, **given: Any) -> Any:
        with tarfile.open(fileobj=io.BytesIO(given["data"])) as archive:
            names = archive.getnames()
        self.calls.append(f"put {' '.join(names)}")
        bad = self.obstructed & set(names)
        text = "cannot overwrite non-directory with directory" if bad else ""
        return SimpleNamespace(status_code=400 if bad else 200, text=text)
