"""A name that is added to the list may belong to a different person than the stranger who had it before."""

from datetime import datetime, timedelta

import pytest

from hubwright_hub.access.entry import Entry, Refusal, entry_of
from hubwright_hub.live import LiveHub
from hubwright_hub.long_away import long_away
from hubwright_hub.people.decisions import decide
from hubwright_hub.people.last_here import note_strangers
from hubwright_hub.people.memory import Memory
from hubwright_hub.roster.roster_file import RosterFile

WITHOUT, WITH = "boss admin\n", "boss admin\nsam math\n"


@pytest.fixture
def hub(office, tmp_path):
    """A hub with a memory in a file, whose admin has added sam on the admin page."""
    found = office(WITHOUT, memory=Memory(tmp_path / "memory.sqlite"))
    found.live.roster.now()
    yield found
    found.live.memory.close()


def was_here(hub, days: int | None, *names: str) -> None:
    """Has the reconciler look at everybody's last activity, as JupyterHub keeps it: in UTC, without a time zone."""
    moment = None if days is None else hub.now.replace(tzinfo=None) - timedelta(days=days)
    note_strangers(hub.live, dict.fromkeys(names or ("boss", "sam"), moment))


def on_list(hub) -> list[str]:
    return list(hub.live.roster.now().people)


@pytest.mark.parametrize(("days", "held"), [(0, False), (30, False), (31, True), (400, True), (None, False)])
def test_a_name_that_a_stranger_has_not_used_for_long_is_put_on_hold(hub, days, held):
    was_here(hub, days)
    hub.writes(WITH)
    assert on_list(hub) == (["boss"] if held else ["boss", "sam"])
    assert [one.name for one in hub.live.roster.state().held] == (["sam"] if held else [])
    entry = entry_of(hub.live, "sam", has_row=True)
    assert isinstance(entry, Refusal if held else Entry)


def test_it_is_said_until_when_the_name_was_in_use(hub, caplog):
    was_here(hub, 40)
    hub.writes(WITH)
    entry = entry_of(hub.live, "sam", has_row=True)
    assert isinstance(entry, Refusal)
    assert "used this hub until 2026-10-14" in entry.because
    assert '"sam" used this hub until 2026-10-14 and is on the list now' in caplog.text


def test_it_is_the_day_in_the_time_zone_of_the_hub(hub):
    note_strangers(hub.live, {"sam": datetime(2026, 10, 24, 5, 59)})  # noqa: DTZ001  as JupyterHub keeps it
    assert str(hub.live.memory.strangers.last_here("sam")) == "2026-10-23"


def test_a_stranger_whose_row_was_deleted_is_remembered_by_a_hub_that_starts_again(hub, tmp_path):
    was_here(hub, 40)
    was_here(hub, 0, "boss")
    hub.writes(WITH)
    memory = Memory(tmp_path / "memory.sqlite")
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, memory)
    assert list(again.roster.now().people) == ["boss"]
    assert [one.name for one in again.roster.state().held] == ["sam"]
    memory.close()


@pytest.mark.parametrize("choice", ["same", "new"])
def test_an_admin_decides_once(hub, choice):
    was_here(hub, 40)
    hub.writes(WITH).live.roster.now()
    decide(hub.live, "sam", choice)
    assert on_list(hub) == ["boss", "sam"]
    was_here(hub, 40)
    assert on_list(hub) == ["boss", "sam"]
    assert hub.live.memory.strangers.last_here("sam") is None


def test_a_line_that_is_taken_back_leaves_a_stranger_who_is_on_hold_the_next_time(hub):
    was_here(hub, 40)
    hub.writes(WITH).live.roster.now()
    hub.writes(WITHOUT).live.roster.now()
    assert hub.live.roster.state().held == ()
    assert entry_of(hub.live, "sam", has_row=True) == Entry((), False)
    hub.writes(WITH)
    assert on_list(hub) == ["boss"]


def test_who_was_on_the_list_is_no_stranger(hub):
    hub.writes(WITH).live.roster.now()
    was_here(hub, 40)
    hub.writes(WITHOUT).live.roster.now()
    was_here(hub, 40)
    hub.writes(WITH)
    assert on_list(hub) == ["boss", "sam"]


def test_without_a_list_nobody_is_known_to_be_a_stranger(office):
    hub = office(WITHOUT)
    hub.userlist.unlink()
    was_here(hub, 40)
    hub.writes(WITH)
    assert on_list(hub) == ["boss", "sam"]


def test_a_rename_to_a_name_that_would_be_put_on_hold_is_known_beforehand(hub, tmp_path):
    was_here(hub, 40)
    today = hub.live.clock.today()
    assert long_away(tmp_path / "memory.sqlite", ["sam", "boss"], today) == {"sam": "2026-10-14"}
    assert long_away(tmp_path / "memory.sqlite", ["sam"], today - timedelta(days=10)) == {}


def test_a_memory_from_before_strangers_were_noted_is_read(hub, tmp_path):
    hub.live.memory._file._opened().executescript("DROP TABLE strangers")
    assert long_away(tmp_path / "memory.sqlite", ["sam"], hub.live.clock.today()) == {}


def test_it_is_written_only_where_there_is_something_new(hub):
    written = []
    write = hub.live.memory._file.write
    hub.live.memory._file.write = lambda *statements: (written.append(statements), write(*statements))
    for _ in range(3):
        was_here(hub, 40)
    assert len(written) == 1
