"""When boxes are copied, by whom, and the requests to Docker for it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Office, policy
from volume_engine import VolumeEngine

from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.boxes.box_keeper import AGAIN, BoxKeeper

ME = (os.getuid(), os.getgid())
CLOSES = "2026-12-11T23:59"
MOMENT = datetime(2026, 12, 11, 23, 59, tzinfo=ZoneInfo("America/Denver"))
PEOPLE = "boss admin\nprof c:staff\nann c\nbob c\ncy d\n"
COPY = "math-shared.inbox-c..2026-12-11T23_3a59"


def inbox(closes: str | None = CLOSES, **given: Any) -> dict[str, Any]:
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    return policy(
        "inbox", "drop-box", "/in/{group}", access=access, collectAt="/all/{group}/{person}", closes=closes, **given
    )


class Term:
    """A hub before, at and after the closing of its boxes, with an engine below it."""

    def __init__(self, make: Callable[..., Office], root: Path, **given: Any) -> None:
        self.office = make(PEOPLE, **{"volumes": [inbox()], **given})
        self.engine = VolumeEngine(root / "engine", ME)
        for group, person in (("c", "ann"), ("d", "cy")):
            volume = f"math-shared.inbox-{group}.{person}"
            (self.engine.make(volume, hub="math", person=person) / "answer").write_text(f"by {person}")
        self.keeper = self.restarted()

    def restarted(self) -> BoxKeeper:
        self.keeper = BoxKeeper(self.office.live, lambda: self.engine)
        return self.keeper

    async def at(self, seconds: float) -> list[str]:
        """What is done at a moment, in seconds from the closing."""
        self.office.now = MOMENT + timedelta(seconds=seconds)
        before = len(self.engine.jobs)
        await self.keeper.tick()
        await self.keeper.finish()
        return [job["task"] for job in self.engine.jobs[before:]]

    def staff_see(self) -> dict[str, str]:
        return {mount.at: mount.volume for mount in mounts_now(self.office.live, "prof").mounts}


@pytest.fixture
def term(office: Callable[..., Office], tmp_path: Path) -> Callable[..., Term]:
    return lambda **given: Term(office, tmp_path, **given)


BOXES = {"/all/c/ann": "math-shared.inbox-c.ann", "/all/c/bob": "math-shared.inbox-c.bob"}


async def test_one_pass_is_made_shortly_before_and_one_at_the_moment(term: Callable[..., Term]):
    at = term().at
    assert [await at(seconds) for seconds in (-3600, -31, -30, -29, -1, 0, 1, 3600)] == [
        [], [], ["first"], [], [], ["final"], [], [],
    ]  # fmt: skip


async def test_staff_see_the_boxes_until_the_copy_is_complete_and_the_copy_then(term: Callable[..., Term]):
    class_ = term()
    assert class_.staff_see() == BOXES
    await class_.at(-20)
    assert class_.staff_see() == BOXES
    await class_.at(0)
    assert class_.staff_see() == {"/all/c": COPY}
    assert (class_.engine.directory(COPY) / "ann" / "answer").read_text() == "by ann"


async def test_each_group_has_a_copy_of_its_own_with_its_labels(term: Callable[..., Term]):
    class_ = term()
    await class_.at(0)
    other = "math-shared.inbox-d..2026-12-11T23_3a59"
    assert sorted(path.name for path in class_.engine.directory(other).iterdir()) == ["MANIFEST.csv", "cy"]
    assert class_.engine.existing[other] == {
        "hubwright.hub": "math",
        "hubwright.kind": "box-copy",
        "hubwright.policy": "inbox",
        "hubwright.group": "d",
    }


async def test_a_box_that_nobody_ever_opened_is_not_made_for_the_copy(term: Callable[..., Term]):
    class_ = term()
    await class_.at(0)
    assert "math-shared.inbox-c.bob" not in class_.engine.existing
    assert list((class_.engine.directory(COPY) / "bob").iterdir()) == []


async def test_another_hubs_volume_of_a_boxs_name_is_never_read(term: Callable[..., Term]):
    class_ = term()
    (class_.engine.make("math-shared.inbox-c.bob", hub="physics") / "secret").touch()
    await class_.at(0)
    assert not any("math-shared.inbox-c.bob" in job["mounts"] for job in class_.engine.jobs)


async def test_a_hub_that_was_away_copies_when_it_is_back_and_says_so(term: Callable[..., Term]):
    class_ = term()
    assert await class_.at(7200) == ["final"]
    assert "late: the hub was not running" in (class_.engine.directory(COPY) / "MANIFEST.csv").read_text()


async def test_a_hub_that_was_there_is_not_called_late(term: Callable[..., Term]):
    class_ = term()
    await class_.at(1)
    assert "late" not in (class_.engine.directory(COPY) / "MANIFEST.csv").read_text()


async def test_a_copy_that_fails_is_reported_and_tried_again_after_a_minute_and_staff_see_nothing_of_it(
    term: Callable[..., Term], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    class_ = term()
    running = 1000.0
    monkeypatch.setattr("hubwright_hub.boxes.box_keeper.time.monotonic", lambda: running)
    class_.engine.fails = "[Errno 28] No space left on device"
    assert await class_.at(0) == ["final"]
    assert "inbox could not be copied ([Errno 28] No space left on device)" in caplog.text
    assert class_.staff_see() == BOXES
    class_.engine.fails = None
    running += AGAIN - 1
    assert await class_.at(AGAIN - 1) == []
    running += 1
    assert await class_.at(AGAIN) == ["final"]
    assert class_.staff_see() == {"/all/c": COPY}


async def test_a_copy_of_a_hub_that_crashed_in_it_is_begun_again(term: Callable[..., Term]):
    class_ = term()
    labels = {"hubwright.hub": "math", "hubwright.kind": "box-copy"}
    class_.engine.there["math.box-copy"] = {"Config": {"Labels": labels}}
    assert await class_.at(0) == ["final"]
    assert class_.engine.there == {}


async def test_a_hub_that_restarts_does_not_copy_twice(term: Callable[..., Term]):
    class_ = term()
    await class_.at(0)
    class_.restarted()
    assert await class_.at(60) == []


async def test_a_later_moment_opens_the_boxes_again_and_has_a_copy_of_its_own(
    term: Callable[..., Term], office: Callable[..., Office], tmp_path: Path
):
    class_ = term()
    await class_.at(0)
    memory = class_.office.live.memory
    class_.office = office(PEOPLE, memory=memory, volumes=[inbox("2026-12-12T23:59")])
    class_.restarted()
    assert class_.staff_see() == BOXES
    assert await class_.at(3600) == []
    assert await class_.at(86400) == ["final"]
    assert class_.staff_see() == {"/all/c": "math-shared.inbox-c..2026-12-12T23_3a59"}
    assert (class_.engine.directory(COPY) / "ann" / "answer").exists()


async def test_seconds_count_and_so_does_the_hubs_time_zone(term: Callable[..., Term]):
    class_ = term(volumes=[inbox("2026-12-11T23:59:40")], timezone="Asia/Kolkata")
    off = (datetime(2026, 12, 11, 23, 59, 40, tzinfo=ZoneInfo("Asia/Kolkata")) - MOMENT).total_seconds()
    assert [await class_.at(off + seconds) for seconds in (-31, -1, 0)] == [[], ["first"], ["final"]]


async def test_a_class_of_700_is_copied_by_one_container_and_many_groups_by_a_few(
    office: Callable[..., Office], tmp_path: Path
):
    people = "boss admin\n" + "".join(f"p{n} big\nq{n} g{n % 40}\n" for n in range(700))
    class_ = Term(office, tmp_path)
    class_.office.writes(people)
    assert await class_.at(0) == ["final"] * 3
    copies = [path for path in (class_.engine.root / "volumes").iterdir() if (path / "MANIFEST.csv").exists()]
    assert len(copies) == 41


async def test_a_hub_without_closing_boxes_asks_nothing_of_docker(term: Callable[..., Term]):
    class_ = term(volumes=[inbox(None)])
    assert [await class_.at(seconds) for seconds in (-10, 0, 10)] == [[], [], []]


async def test_a_tick_returns_while_boxes_are_copied(term: Callable[..., Term]):
    class_ = term()
    class_.office.now = MOMENT
    await class_.keeper.tick()
    assert class_.engine.jobs == []
    await class_.keeper.tick()
    await class_.keeper.finish()
    assert [job["task"] for job in class_.engine.jobs] == ["final"]
