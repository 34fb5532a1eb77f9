import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hubwright_hub.access.entry import Entry, entry_of
from hubwright_hub.live import LiveHub
from hubwright_hub.people.absence import has_left
from hubwright_hub.people.decisions import accept
from hubwright_hub.roster import roster_file
from hubwright_hub.roster.problem_log import LOGGED
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.roster.roster_state import NothingToDecide


def test_a_problem_of_the_userlist_is_logged_once(office, caplog):
    hub = office("boss admin\nann m!th\n")
    for _ in range(3):
        hub.live.roster.now()
    assert len(caplog.records) == 1
    assert "line 2" in caplog.text


@pytest.mark.parametrize("text", [None, "", "# nobody\n", "ann phys\n", "an\x07n math\n"])
def test_a_hub_that_starts_with_a_userlist_that_says_nothing_holds_the_last_good_one(office, text):
    hub = office("boss admin\nann math\n")
    hub.people()
    if text is None:
        hub.userlist.unlink()
    else:
        hub.writes(text)
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, hub.live.memory)
    assert set(again.roster.now().people) == {"boss", "ann"}
    assert dict(again.roster.now().person("ann").groups) == {"math": "member"}
    assert again.roster.state().is_read


CROWD = [f"p{number}" for number in range(20)]


def crowd(*names: str) -> str:
    return "boss admin\n" + "".join(f"{name} math\n" for name in names)


def test_a_loss_of_many_people_waits_until_an_admin_accepts_it(office, caplog):
    hub = office(crowd(*CROWD))
    hub.people()
    hub.writes(crowd("new"))
    assert hub.people() == ["boss", *CROWD]
    state = hub.live.roster.state()
    assert (state.loss, state.people, [problem.code for problem in state.diagnostics]) == (
        tuple(CROWD),
        21,
        ["roster-many-gone"],
    )
    assert len(caplog.records) == 1
    assert accept(hub.live, state.digest) == tuple(CROWD)
    assert hub.people() == ["boss", "new"]
    assert all(has_left(hub.live, name) for name in CROWD)


def test_an_accepted_file_still_holds_after_a_restart(office):
    hub = office(crowd(*CROWD))
    hub.people()
    hub.writes(crowd())
    accept(hub.live)
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, hub.live.memory)
    assert list(again.roster.now().people) == ["boss"]


def test_a_new_edit_needs_a_new_acceptance_also_of_a_file_that_was_accepted_once(office):
    hub = office(crowd(*CROWD))
    hub.people()
    hub.writes(crowd("new"))
    accept(hub.live)
    hub.people()
    hub.writes(crowd(*CROWD))
    assert len(hub.people()) == 21
    hub.writes(crowd("new"))
    assert len(hub.people()) == 21
    hub.writes(crowd("other"))
    assert len(hub.people()) == 21


def test_an_acceptance_of_a_file_that_has_changed_since_is_refused(office):
    hub = office(crowd(*CROWD))
    hub.people()
    shown = hub.writes(crowd("new")).live.roster.state().digest
    hub.writes(crowd("other"))
    with pytest.raises(NothingToDecide, match="changed since"):
        accept(hub.live, shown)
    assert len(hub.people()) == 21


def test_where_nothing_waits_nothing_is_accepted(office):
    with pytest.raises(NothingToDecide):
        accept(office().live)


def test_a_command_beside_the_hub_notes_nobody(office):
    hub = office()
    hub.people()
    beside = LiveHub(
        hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, hub.live.memory, records=False
    )
    hub.writes("boss admin\nbob\n")
    before = hub.live.memory.version
    assert list(beside.roster.now().people) == ["boss", "bob"]
    assert (hub.live.memory.version, hub.live.memory.left_on("ann"), "bob" in hub.live.memory) == (before, None, False)
    assert list(hub.live.memory.roster.last().people) == ["boss", "ann"]


def test_a_file_of_nothing_but_problems_does_not_fill_the_log(office, caplog):
    hub = office("boss admin\n")
    hub.people()
    hub.writes("boss admin\n" + "a/b\n" * 1000)
    hub.people()
    assert len(hub.live.roster.state().diagnostics) == 1000
    assert len(caplog.records) == LOGGED + 1
    assert "1000 problems" in caplog.text


def test_nobody_waits_while_a_thread_reads_a_long_file(office, monkeypatch):
    hub = office()
    hub.people()
    hub.writes("boss admin\nbob math\n")
    reads, may_end = threading.Event(), threading.Event()

    def slowly(text: str):
        reads.set()
        assert may_end.wait(10)
        return parse(text)

    monkeypatch.setattr(roster_file, "parse", slowly)
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(hub.live.roster.now)
        assert reads.wait(10)
        assert hub.people() == ["boss", "ann"]
        assert (has_left(hub.live, "ann"), has_left(hub.live, "bob")) == (False, False)
        assert isinstance(entry_of(hub.live, "ann", has_row=True), Entry)
        may_end.set()
        assert list(reading.result().people) == ["boss", "bob"]
    assert hub.people() == ["boss", "bob"]


async def test_a_long_list_is_left_to_the_reconcilers_thread_and_is_in_force_once_it_has_looked(office):
    hub = office("boss admin\nann math\n")
    hub.live.roster.now()
    hub.live.roster.is_reconciled = True
    hub.writes("boss admin\nann math\n" + "".join(f"p{number} math\n" for number in range(10_000)))
    assert len(hub.live.roster.now().people) == 2
    assert hub.live.roster.is_settling()
    await asyncio.to_thread(hub.live.roster.now)
    assert len(hub.live.roster.now().people) == 10_002
    assert not hub.live.roster.is_settling()


async def test_a_short_list_is_in_force_at_once(office):
    hub = office("boss admin\nann math\n")
    hub.live.roster.now()
    hub.live.roster.is_reconciled = True
    hub.writes("boss admin\nann math\nbob\n")
    assert hub.live.roster.now().person("bob") is not None


async def test_a_page_that_shows_the_roster_does_not_wait_for_a_thread_that_reads_it(office):
    hub = office("boss admin\nann math\n")
    before = hub.live.roster.state()
    with ThreadPoolExecutor(1) as thread, hub.live.roster.lock:
        assert thread.submit(hub.live.roster.state).result(timeout=60) is before
