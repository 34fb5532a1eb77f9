"""Copies drop-boxes at the moment they close, while the hub keeps running."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..engine import labels, names
from ..engine.volume_work import volume, work_on
from ..hub_json import Hub
from ..live import LiveHub
from ..roster.group_map import GroupMap
from .closings import LATE, GroupOfBoxes, Pass, due, groups_of

AGAIN = 60
"""Seconds between a failed copy and the next attempt."""
MOST_BOXES = 500
"""Volumes in one container; Docker allows 1000."""
COPY: labels.Work = "box-copy"


class NotCopied(Exception):
    """Why a copy could not be made; staff see the boxes until it is."""


class BoxKeeper:
    """Called every second by the hub; returns immediately, whatever must be copied."""

    def __init__(self, live: LiveHub, client: Callable[[], Any]) -> None:
        self._live, self._client = live, client
        self._log = logging.getLogger("hubwright")
        self._first_done: set[tuple[str, str]] = set()
        self._not_before: dict[tuple[str, str], float] = {}
        self._work: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Starts what is due, unless something is already being copied."""
        if self._work is not None and not self._work.done():
            return
        for wanted in due(self._live.hub, self._live.memory.copied(), self._live.clock.now()):
            if wanted.kind == "first" and wanted.key in self._first_done:
                continue
            if time.monotonic() >= self._not_before.get(wanted.key, 0):
                self._work = asyncio.create_task(self._do(wanted))
                return

    async def finish(self) -> None:
        """Waits for what is being copied."""
        if self._work is not None:
            await self._work

    async def _do(self, wanted: Pass) -> None:
        late = (self._live.clock.now() - wanted.moment).total_seconds() > LATE
        try:
            roster = self._live.roster.now()
            await asyncio.to_thread(copy_boxes, self._client, self._live.hub, roster, wanted, late=late)
        except Exception as error:
            # Whatever it was, the next attempt may work: a full disk, an engine that restarts.
            self._not_before[wanted.key] = time.monotonic() + AGAIN
            self._log.error(
                "The drop-box %s could not be copied (%s). Trying again in a minute.", wanted.policy.key, error
            )
            return
        if wanted.kind == "first":
            self._first_done.add(wanted.key)
        else:
            self._live.memory.note_copy(*wanted.key)
            self._log.info("The drop-box %s closed at %s and was copied.", *wanted.key)


def copy_boxes(client: Callable[[], Any], hub: Hub, roster: GroupMap, wanted: Pass, *, late: bool) -> None:
    """One pass over every box of a policy. Blocks; can be repeated after a crash. Raises NotCopied."""
    engine = client()
    try:
        there = {entry["Name"]: entry["Labels"] or {} for entry in engine.volumes()["Volumes"] or []}
        for groups in _batches(groups_of(hub.name, wanted.policy, roster)):
            _copy(engine, hub, wanted, groups, there, late=late)
    finally:
        engine.close()


def _copy(
    engine: Any, hub: Hub, wanted: Pass, groups: Sequence[GroupOfBoxes], there: dict[str, Any], *, late: bool
) -> None:
    mounts: list[Any] = []
    boxes: list[Any] = []
    for number, of in enumerate(groups):
        copy = names.box_copy(hub.name, wanted.policy.key, of.group, wanted.closes)
        made = engine.create_volume(copy, labels=labels.of_box_copy(hub, wanted.policy.key, of.group))
        if (made["Labels"] or {}).get(labels.HUB) != hub.name:
            raise NotCopied(f"the volume {copy} does not belong to this hub; rename it")
        mounts.append(volume(copy, f"/copies/{number}"))
        for person, box, place in of.boxes:
            # A box that nobody ever had is not created for the copy, and another hub's is not read.
            ours = box in there and (wanted.policy.chosen_by_name or there[box].get(labels.HUB) == hub.name)
            boxes.append([number, len(boxes) if ours else None, person, place])
            if ours:
                mounts.append(volume(box, f"/boxes/{len(boxes) - 1}", read_only=True))
    job = {
        "task": wanted.kind,
        "copies": len(groups),
        "closes": wanted.closes,
        "moment": wanted.moment.timestamp(),
        "zone": hub.timezone,
        "late": late,
    }
    ended = work_on(engine, hub, COPY, mounts, job, *boxes)
    if ended.code != 0:
        raise NotCopied(ended.output or f"the copy exited with code {ended.code}")


def _batches(groups: Sequence[GroupOfBoxes]) -> Iterator[list[GroupOfBoxes]]:
    """As many groups as one container can see; at least one, however large it is."""
    batch: list[GroupOfBoxes] = []
    size = 0
    for group in groups:
        if batch and size + len(group.boxes) + 1 > MOST_BOXES:
            yield batch
            batch, size = [], 0
        batch.append(group)
        size += len(group.boxes) + 1
    if batch:
        yield batch
