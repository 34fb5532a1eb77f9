import logging
import sqlite3
import threading
from contextlib import closing
from datetime import date

import pytest
from conftest import HOSTILE
from contract import people_as_json

from hubwright_hub.known_people import known_people
from hubwright_hub.memory_file import AGAIN, PATIENCE, MemoryFile
from hubwright_hub.people.memory import Memory
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_state import NothingToDecide

DAY = date(2026, 11, 23)


@pytest.fixture
def opened(tmp_path):
    """Opens the memory of one hub, as often as it is asked to: as the hub, a command, or the hub after a restart."""
    memories: list[Memory] = []

    def open_(name: str = "memory.sqlite") -> Memory:
        memories.append(Memory(tmp_path / name))
        return memories[-1]

    yield open_
    for memory in memories:
        memory.close()


def test_a_memory_outlives_a_restart(opened):
    opened().came(HOSTILE)
    again = opened()
    assert all(name in again for name in HOSTILE)
    assert "nobody" not in again


def test_it_remembers_since_when_someone_is_away(opened):
    memory = opened()
    memory.came(["ann", "bob"])
    memory.left(["ann"], DAY)
    memory.left(["ann"], date(2026, 12, 24))
    for one in (memory, opened()):
        assert [one.left_on("ann"), one.left_on("bob"), one.left_on("zed")] == [DAY, None, None]
        assert one.present() == ["bob"]


def test_a_person_who_comes_back_is_away_no_more(opened):
    memory = opened()
    memory.left(["ann"], DAY)
    memory.came(["ann"])
    assert opened().left_on("ann") is None


def test_a_name_that_is_known_is_not_written_again(opened, tmp_path):
    memory = opened()
    memory.came(["ann"])
    before = memory.version
    memory.came(["ann"])
    assert memory.version == before


def test_a_forgotten_name_stays_forgotten(opened):
    memory = opened()
    memory.came(["ann", "bob"])
    memory.forget("ann")
    assert "ann" not in memory
    assert [name in opened() for name in ("ann", "bob")] == [False, True]


def test_a_name_on_hold_waits_until_it_is_decided(opened):
    memory = opened()
    memory.left(["ann"], DAY)
    memory.hold("ann")
    again = opened()
    assert (again.holds("ann"), again.left_on("ann")) == (True, DAY)
    again.decide("ann")
    assert (again.holds("ann"), opened().left_on("ann")) == (False, None)


def test_a_name_on_hold_that_goes_again_is_away_as_before(opened):
    memory = opened()
    memory.left(["ann"], DAY)
    memory.hold("ann")
    memory.release(["ann"])
    assert (opened().holds("ann"), opened().left_on("ann")) == (False, DAY)


def test_it_keeps_the_last_roster_whole(opened):
    text = "boss admin\nann math phys:staff until=2027-01-31 pw=3\n" + "".join(
        f"{name} math\n" for name in HOSTILE if "/" not in name
    )
    opened().roster.keep(parse(text))
    kept = opened().roster.last()
    assert people_as_json(kept) == people_as_json(parse(text))
    assert opened("other.sqlite").roster.last() is None


def test_it_remembers_what_was_accepted_and_which_boxes_were_copied(opened):
    memory = opened()
    memory.accept("abc")
    memory.note_copy("inbox", "2026-12-11T23:59")
    again = opened()
    assert (again.accepted(), again.copied()) == ("abc", {("inbox", "2026-12-11T23:59")})
    again.accept(None)
    assert opened().accepted() is None


def test_what_a_command_writes_the_hub_sees_at_its_next_look(opened):
    hub, command = opened(), opened()
    hub.came(["ann"])
    command.refresh()
    command.left(["ann"], DAY)
    command.accept("abc")
    command.note_copy("inbox", "2026-12-11T23:59")
    assert hub.left_on("ann") is None
    hub.refresh()
    assert (hub.left_on("ann"), hub.accepted(), len(hub.copied())) == (DAY, "abc", 1)


def test_where_nothing_was_written_nothing_is_read_again(opened):
    hub = opened()
    before = hub.version
    for _ in range(3):
        hub.refresh()
    assert hub.version == before


class Turned:
    """A clock that somebody turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_full_disk_is_reported_once_and_what_was_learnt_is_written_when_there_is_room(tmp_path, caplog):
    clock = Turned()
    file = MemoryFile(tmp_path / "memory.sqlite", logging.getLogger("hubwright"), clock)
    pages = file.rows("PRAGMA page_count")
    file.rows(f"PRAGMA max_page_count = {pages[0][0]}")
    for number in range(3):
        file.write(("INSERT INTO people VALUES (?, NULL, NULL)", [(f"{number}{'x' * 9000}",)]))
    assert file.is_written is False
    assert len(caplog.records) == 1
    assert "full" in caplog.text
    file._connection.execute("PRAGMA max_page_count = 100000")
    clock.now += AGAIN
    file.has_changed()
    assert file.is_written is True
    assert "can be used again" in caplog.text
    file.close()
    with closing(sqlite3.connect(tmp_path / "memory.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (3,)


def test_a_memory_that_cannot_be_opened_holds_up_nobody_and_forgets_nothing_while_the_hub_runs(tmp_path, caplog):
    memory = Memory(tmp_path / "not there" / "memory.sqlite")
    memory.came(["ann", "bob"])
    memory.left(["ann"], DAY)
    memory.roster.keep(parse("boss admin\n"))
    memory.refresh()
    assert (memory.left_on("ann"), "bob" in memory, list(memory.roster.last().people)) == (DAY, True, ["boss"])
    assert len(caplog.records) == 1
    with pytest.raises(NothingToDecide, match="cannot be written"):
        memory.check_written()


def test_what_another_process_forgot_or_wrote_before_is_not_lost_where_the_file_could_not_be_opened(tmp_path, opened):
    opened("memory.sqlite").left(["old"], DAY)
    hidden = (tmp_path / "memory.sqlite").rename(tmp_path / "away")
    (tmp_path / "memory.sqlite").mkdir()
    hub = opened()
    hub.came(["ann"])
    (tmp_path / "memory.sqlite").rmdir()
    hidden.rename(tmp_path / "memory.sqlite")
    hub.came(["bob"])
    hub.refresh()
    for one in (hub, opened()):
        assert {name: one.left_on(name) for name in ("old", "ann", "bob")} == {"old": DAY, "ann": None, "bob": None}
        assert "old" in one


def test_a_command_beside_the_hub_waits_until_the_hub_has_written(tmp_path, opened):
    path = tmp_path / "memory.sqlite"
    opened()
    beside = Memory(path, patience=10)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as hub:
        hub.execute("BEGIN IMMEDIATE")
        writing = threading.Timer(2 * PATIENCE, hub.execute, ["COMMIT"])
        writing.start()
        beside.came(["ann"])
        writing.join()
    assert beside.is_written


def test_a_damaged_file_is_reported_and_left_as_it_is(tmp_path, caplog):
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database " * 100)
    memory = Memory(path)
    memory.came(["ann"])
    assert "ann" in memory
    assert len(caplog.records) == 1
    assert path.read_bytes() == b"no database " * 100


def test_people_of_the_admin_page_are_those_who_were_never_on_the_list(tmp_path, opened):
    with closing(sqlite3.connect(tmp_path / "jupyterhub.sqlite")) as database:
        database.execute("CREATE TABLE users (name TEXT)")
        database.executemany("INSERT INTO users VALUES (?)", [("zed",), ("ann",), ("boss",)])
        database.commit()
    opened().came(["boss", "ann"])
    assert known_people(tmp_path / "jupyterhub.sqlite", tmp_path / "memory.sqlite") == ["zed"]


def test_nobody_is_known_before_the_first_start(tmp_path):
    assert known_people(tmp_path / "jupyterhub.sqlite", tmp_path / "memory.sqlite") == []
