"""Creates the directories for group folders in a person's home, before Docker would create them as root."""

import io
import tarfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from docker.errors import APIError
from docker.types import Mount as DockerMount

from ..access.mounts import Mount
from ..engine.preparation import created
from ..hub_json import Hub

HOME = "/home/jovyan"


@dataclass(frozen=True, slots=True)
class Put:
    """The person's own files where mounts appear; they are never changed."""

    obstructed: tuple[Mount, ...] = ()
    """A file or a link is there: this cannot be mounted."""
    covering: tuple[Mount, ...] = ()
    """A non-empty directory is there: it is hidden while this is mounted."""


class Looked:
    """What this process has already done, because every check and every preparation takes Docker some time.

    Where it has checked for files that a mount would hide, and which volumes it has prepared.
    """

    MOST_AT_ONCE = 8

    def __init__(self) -> None:
        self._places: set[tuple[str, str]] = set()
        self.prepared: set[str] = set()
        """Volumes into which Docker copies nothing when they are mounted: they stay as prepared."""

    def new(self, home: Mount, mounts: Sequence[Mount]) -> list[Mount]:
        """The mounts to check now, without the boxes that staff collect, because nobody saves files there."""
        unseen = [m for m in mounts if m.per != "drop-box" and (home.volume, m.at) not in self._places]
        unseen = unseen[: self.MOST_AT_ONCE]
        self._places.update((home.volume, mount.at) for mount in unseen)
        return unseen


def put_mount_points(client: Any, hub: Hub, home: Mount, mounts: Sequence[Mount], looked: Looked) -> Put:
    """Makes the mount points inside the home.

    A person's own directory with the same name stays with its content, and is visible again when the
    person leaves the group. The image's skeleton is copied first, while the home is still empty.
    """
    inside = [mount for mount in mounts if mount.at.startswith(f"{HOME}/")]
    if not inside:
        return Put()
    with created(client, hub.name, hub.images.notebook, [DockerMount(HOME, home.volume, type="volume")]) as container:
        covering = tuple(m for m in looked.new(home, inside) if _holds_something(client, container, m.at))
        if _put(client, container, [mount.at for mount in inside]):
            return Put(covering=covering)
        obstructed = tuple(mount for mount in inside if not _put(client, container, [mount.at]))
        return Put(obstructed, tuple(mount for mount in covering if mount not in obstructed))


def _holds_something(client: Any, container: str, path: str) -> bool:
    """Whether a directory has an entry; Docker streams it, and we stop after the first one."""
    plain = {"Accept-Encoding": "identity"}
    url, place = _archive(client, container), {"path": path}
    with client.get(url, params=place, headers=plain, stream=True, timeout=client.timeout) as answer:
        if answer.status_code != 200:
            return False
        with tarfile.open(fileobj=answer.raw, mode="r|") as archive:
            return len(list(islice(archive, 2))) > 1


def _archive(client: Any, container: str) -> str:
    return f"{client.base_url}/v{client.api_version}/containers/{container}/archive"


def _put(client: Any, container: str, paths: Sequence[str]) -> bool:
    # Without this flag, which the SDK's put_archive() lacks, Docker would replace a file with our directory.
    options = {"path": HOME, "noOverwriteDirNonDir": "1"}
    answer = client.put(_archive(client, container), params=options, data=archive_of(paths), timeout=client.timeout)
    if answer.status_code == 200:
        return True
    if "non-directory" in answer.text or "not a directory" in answer.text:
        return False
    raise APIError(answer.text, response=answer)


def archive_of(paths: Sequence[str]) -> bytes:
    """A tar of the directories of these paths below the home, parents first, owned as the notebooks run."""
    below = {path.removeprefix(f"{HOME}/") for path in paths}
    directories = {"/".join(parts[: depth + 1]) for parts in map(split, below) for depth in range(len(parts))}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for directory in sorted(directories):
            entry = tarfile.TarInfo(directory)
            entry.type, entry.mode, entry.uid, entry.gid = tarfile.DIRTYPE, 0o2775, 1000, 100
            entry.mtime = int(time.time())
            archive.addfile(entry)
    return out.getvalue()


def split(path: str) -> list[str]:
    return path.split("/")
