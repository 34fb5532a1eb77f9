"""What scripts can learn about a userlist that they saved: which one the hub has acted on, and what is still due."""

import json
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.access.rights import rights_of
from hubwright_hub.reconcile import reconciler as module
from hubwright_hub.reconcile.acted_on import ActedOnFile
from hubwright_hub.reconcile.due import DueFile
from hubwright_hub.reconcile.reconciler import Reconciler

ROSTER = "boss admin\nann math\nbob math\n"


class Watch:
    """A hub's reconciler, and the file that scripts read."""

    def __init__(self, session: Any, directory: Path, office: Any) -> None:
        self.office, self.file, self.seconds = office, directory / "run" / "userlist", 0.0
        office.live.file.clock = lambda: self.seconds
        self.users: dict[str, Any] = {}
        app = SimpleNamespace(db=session, http_server=object(), users=self.users)
        self.due = directory / "due.json"
        files = {"due": DueFile(self.due), "acted_on_file": ActedOnFile(self.file)}
        self.reconciler = Reconciler(app, office.live, **files)

    async def passes(self) -> dict[str, Any]:
        await self.reconciler.once()
        return self.read()

    def read(self) -> dict[str, Any]:
        return dict(json.loads(self.file.read_text()))

    def saved(self) -> str:
        return str(self.office.userlist.stat().st_mtime_ns)


@pytest.fixture
def watch(session: Any, tmp_path: Path, office: Any) -> Any:
    watch = Watch(session, tmp_path, office(ROSTER, settle=0.5))
    yield watch
    watch.reconciler._thread.shutdown()


async def test_a_list_in_force_is_named_by_its_date_and_digest(watch):
    assert await watch.passes() == {
        "modified": watch.saved(),
        "sha256": sha256(ROSTER.encode()).hexdigest(),
        "settling": False,
        "people": 3,
        "problems": 0,
        "waiting": 0,
        "due": 0,
    }


async def test_a_list_saved_a_moment_ago_is_settling_and_then_due(watch):
    await watch.passes()
    rights = rights_of(mounts_now(watch.office.live, "ann").mounts, "ann")
    started = SimpleNamespace(started=datetime(2026, 11, 23, 12, tzinfo=UTC).replace(tzinfo=None))
    runs = SimpleNamespace(active=True, orm_spawner=started, rights_of_start=rights)
    watch.users["ann"] = SimpleNamespace(name="ann", spawners={"": runs})
    watch.office.writes("boss admin\nbob math\n")
    found = await watch.passes()
    assert (found["modified"], found["settling"], found["people"], found["due"]) == (watch.saved(), True, 3, 0)
    watch.seconds = 0.5
    found = await watch.passes()
    assert (found["modified"], found["settling"], found["people"], found["due"]) == (watch.saved(), False, 2, 1)


@pytest.mark.parametrize("data", [b"", b"boss admin\nann \xff\n", b"boss\nann math\nbob math\n"])
async def test_a_list_that_changes_nothing_was_acted_on_too(watch, data):
    await watch.passes()
    watch.office.userlist.write_bytes(data)
    await watch.passes()
    watch.seconds = 0.5
    found = await watch.passes()
    assert (found["modified"], found["settling"]) == (watch.saved(), False)
    assert (found["people"], found["problems"], found["waiting"], found["due"]) == (3, 1, 0, 0)


async def test_a_list_that_waits_to_be_accepted_says_for_how_many(watch):
    everybody = "".join(f"e{number}\n" for number in range(12))
    watch.office.writes(f"{ROSTER}{everybody}")
    await watch.passes()
    watch.office.writes(ROSTER)
    await watch.passes()
    watch.seconds = 0.5
    found = await watch.passes()
    assert (found["people"], found["problems"], found["waiting"]) == (15, 1, 12)


async def test_a_list_that_is_not_there_has_no_date(watch):
    await watch.passes()
    watch.office.userlist.unlink()
    found = await watch.passes()
    assert (found["modified"], found["sha256"], found["people"], found["problems"]) == (None, None, 3, 1)


async def test_a_list_that_could_not_be_brought_into_the_database_was_not_acted_on(watch, monkeypatch):
    before = await watch.passes()

    def full(*given: Any) -> None:
        raise OSError("database or disk is full")

    monkeypatch.setattr(module.row_writer, "write", full)
    watch.office.writes(f"{ROSTER}eve\n")
    with pytest.raises(OSError, match="full"):
        await watch.reconciler.once()
    assert watch.read() == before


async def test_a_file_that_cannot_be_written_keeps_nothing_from_being_due(watch, monkeypatch, caplog):
    def full(*given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(watch.reconciler._acted_on, "write", full)
    await watch.reconciler.once()
    assert "could not record which userlist" in caplog.text
    assert watch.due.exists()


async def test_it_is_for_the_hub_alone_and_written_only_where_it_is_new(watch):
    await watch.passes()
    assert stat.S_IMODE(watch.file.parent.stat().st_mode) == 0o700
    number = watch.file.stat().st_ino
    await watch.passes()
    assert watch.file.stat().st_ino == number
