"""Archives a person's data when their name comes back as a different person."""

import logging
from datetime import date
from itertools import count
from typing import Any

from docker.errors import DockerException

from ..engine import labels, names
from ..engine.left_over import users_of
from ..engine.volume_work import volume, work_on
from ..hub_json import Hub
from ..notebooks.start_refused import StartRefused
from ..volume_copy import ANOTHER_ARCHIVE

ARCHIVE: labels.Work = "archive"
log = logging.getLogger("hubwright")


class NotArchived(Exception):
    """Why nothing more was archived; the rest was not changed."""


def archive_volumes(client: Any, hub: Hub, name: str, day: date) -> tuple[str, ...]:
    """Copies every volume of this person to one of its own, and removes the original once the copy is verified.

    Blocks until it is done. Can be repeated after a crash. Volumes that the definition uses whoever created them may
    also be used by others: they stay, and the log names them. Raises NotArchived.

    :return: the archives, in the order of their volumes.
    """
    listed = client.volumes(filters={"label": [f"{labels.HUB}={hub.name}", f"{labels.PERSON}={name}"]})["Volumes"] or []
    own = sorted(
        (entry for entry in listed if entry["Labels"].get(labels.KIND) != ARCHIVE), key=lambda v: str(v["Name"])
    )
    shared = {policy.key for policy in hub.volumes if policy.chosen_by_name}
    # For policies that no longer exist, only the name helps: ours start with the hub's name.
    others = [v for v in own if _policy(v) in shared or not v["Name"].startswith(f"{hub.name}-")]
    for entry in others:
        log.warning("%s was not archived: hub.ts refers to it by name, and others may use it.", entry["Name"])
    theirs = [entry for entry in own if entry not in others]
    try:
        for entry in theirs:
            _check_unused(client, hub, entry["Name"])
        labelled = [(entry["Name"], labels.of_archive(hub, entry["Labels"])) for entry in theirs]
        return tuple(_archive(client, hub, original, given, day) for original, given in labelled)
    except (DockerException, StartRefused) as error:
        raise NotArchived(f"Docker could not archive the data of {name}: {error}") from error


def _policy(entry: Any) -> str:
    return str(entry["Labels"].get(labels.POLICY, ""))


def _check_unused(client: Any, hub: Hub, original: str) -> None:
    # Our own container, left over from a crash, is removed when the next one is created, even if it is running.
    users = [user for user in users_of(client, hub.name, original) if user["Labels"].get(labels.KIND) != ARCHIVE]
    if users:
        is_temporary = users[0]["Labels"].get(labels.KIND) in labels.TEMPORARY
        then = "Wait until it has finished" if is_temporary else "Stop it"
        raise NotArchived(f"{original} is used by {users[0]['Names'][0].lstrip('/')}. {then}, then decide again.")


def _archive(client: Any, hub: Hub, original: str, labelled: dict[str, str], day: date) -> str:
    _check_unused(client, hub, original)
    for number in count(1):
        target = names.archive(original, day.isoformat(), number)
        made = client.create_volume(target, labels=labelled)
        if (made["Labels"] or {}).get(labels.HUB) != hub.name:
            raise NotArchived(f"The volume {target} does not belong to this hub. Rename it, then decide again.")
        mounts = [volume(original, "/from", read_only=True), volume(target, "/to")]
        ended = work_on(client, hub, ARCHIVE, mounts, {"task": "archive"})
        if ended.code == ANOTHER_ARCHIVE:
            continue
        if ended.code != 0:
            raise NotArchived(
                f"{original} could not be copied: {ended.output or f'the copy exited with code {ended.code}'}"
            )
        client.remove_volume(original)
        log.info("Archived %s as %s (%s).", original, target, ended.output)
        return target
    raise AssertionError("count() ends")
