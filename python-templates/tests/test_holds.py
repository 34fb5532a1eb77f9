from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from hubwright_hub.access.entry import Entry, Refusal, entry_of
from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.live import LiveHub
from hubwright_hub.people.absence import has_left, is_held
from hubwright_hub.people.decisions import add, decide
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.roster.roster_state import Held, NothingToDecide


def test_a_person_who_leaves_is_away_since_the_day_in_the_time_zone_of_the_hub(office):
    hub = office()
    hub.people()
    hub.now = datetime(2026, 12, 12, 6, 59, tzinfo=UTC)
    hub.writes("boss admin\n")
    assert (has_left(hub.live, "ann"), hub.live.memory.left_on("ann")) == (True, date(2026, 12, 11))
    assert has_left(hub.live, "Ann")


def test_a_person_who_left_while_the_hub_was_down_has_left(office, tmp_path):
    hub = office()
    hub.people()
    hub.writes("boss admin\n")
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, hub.live.memory)
    assert has_left(again, "ann")


def test_a_hub_that_starts_without_a_userlist_locks_no_one_out(office):
    hub = office()
    hub.live.memory.came(["boss", "ann"])
    hub.userlist.unlink()
    assert (has_left(hub.live, "ann"), hub.live.roster.state().is_read) == (False, False)


@pytest.mark.parametrize("strangers", ["allow", "deny"])
def test_a_person_who_a_hub_without_any_list_knows_may_stay_there(office, strangers):
    hub = office(strangers=strangers)
    hub.userlist.unlink()
    assert entry_of(hub.live, "ann", has_row=True) == Entry((), None)
    assert isinstance(entry_of(hub.live, "ann", has_row=False), Refusal)


def test_a_person_who_is_back_within_thirty_days_is_simply_back(office):
    hub = office()
    hub.people()
    hub.writes("boss admin\n").live.roster.now()
    hub.later(30).writes("boss admin\nann phys\n")
    assert "ann" in hub.people()
    assert hub.live.memory.left_on("ann") is None


@pytest.mark.parametrize("renewed", ["ann math", "ann math until=2028-01-31"])
def test_a_line_that_ended_long_ago_is_put_on_hold_when_it_is_renewed(office, renewed):
    hub = office("boss admin\nann math until=2026-11-23\n")
    assert hub.people() == ["boss", "ann"]
    hub.later(400).live.roster.now()
    hub.writes(f"boss admin\n{renewed}\n")
    assert hub.people() == ["boss"]
    assert hub.live.roster.state().held == (Held("ann", date(2026, 11, 23)),)
    decide(hub.live, "ann", "same")
    assert hub.people() == ["boss", "ann"]


@pytest.mark.parametrize(("days", "text"), [(30, "ann math"), (400, "ann math until=2026-11-24")])
def test_a_line_that_ended_lately_or_has_still_ended_is_not_put_on_hold(office, days, text):
    hub = office("boss admin\nann math until=2026-11-23\n")
    hub.people()
    hub.later(days).live.roster.now()
    hub.writes(f"boss admin\n{text}\n")
    assert hub.people() == ["boss", "ann"]
    assert hub.live.roster.state().held == ()


@pytest.fixture
def returned(office):
    """A hub whose list names Ann again after 31 days."""
    hub = office("boss admin\nann math\nbob math\n")
    hub.people()
    hub.writes("boss admin\nbob math\n").live.roster.now()
    return hub.later(31).writes("boss admin\nann math\nbob math\n")


def test_a_person_who_is_back_after_more_than_thirty_days_is_on_hold_and_told_why(returned, caplog):
    assert returned.people() == ["boss", "bob"]
    assert (is_held(returned.live, "ann"), has_left(returned.live, "ann")) == (True, True)
    assert returned.live.roster.state().held == (Held("ann", date(2026, 11, 23)),)
    refusal = entry_of(returned.live, "ann", has_row=True)
    assert "2026-11-23" in refusal.because
    assert "same person" in refusal.because
    assert [mount.volume for mount in mounts_now(returned.live, "ann").mounts] == ["math-user-ann"]
    assert sum("/hub/roster" in record.message for record in caplog.records) == 1


@pytest.mark.parametrize("choice", ["same", "new"])
def test_a_person_on_hold_is_in_once_an_admin_has_decided(returned, choice):
    returned.people()
    decide(returned.live, "ann", choice)
    assert returned.people() == ["boss", "ann", "bob"]
    assert (is_held(returned.live, "ann"), returned.live.roster.state().held) == (False, ())


def test_a_name_on_hold_stays_on_hold_over_a_restart_and_over_days(returned):
    returned.people()
    live = returned.live
    again = LiveHub(live.hub, RosterFile(returned.userlist, settle=0), live.clock.now, live.memory)
    returned.later(400)
    assert list(again.roster.now().people) == ["boss", "bob"]
    decide(again, "ann", "same")
    assert "ann" in again.roster.now().people


def test_a_name_on_hold_that_leaves_the_list_again_waits_for_nobody(returned):
    returned.people()
    returned.writes("boss admin\nbob math\n")
    assert (returned.people(), returned.live.roster.state().held) == (["boss", "bob"], ())
    assert returned.live.memory.left_on("ann") == date(2026, 11, 23)


def test_what_is_in_force_is_the_same_value_as_long_as_nothing_changes(returned):
    assert returned.live.roster.now() is returned.live.roster.now()


def test_nothing_is_decided_of_a_person_who_does_not_wait(returned):
    with pytest.raises(NothingToDecide, match="bob"):
        decide(returned.live, "bob", "same")


def test_a_name_that_left_lately_becomes_a_strangers_when_an_admin_adds_it(office):
    hub = office()
    hub.people()
    hub.writes("boss admin\n").live.roster.now()
    add(hub.later(30).live, "Ann")
    assert (has_left(hub.live, "ann"), entry_of(hub.live, "ann", has_row=True)) == (False, Entry((), False))


def test_a_name_that_left_long_ago_is_put_on_hold_when_an_admin_adds_it_and_a_strangers_after_the_decision(office):
    hub = office()
    hub.people()
    hub.writes("boss admin\n").live.roster.now()
    add(hub.later(31).live, "ann")
    assert is_held(hub.live, "ann")
    assert isinstance(entry_of(hub.live, "ann", has_row=True), Refusal)
    hub.writes("boss admin\nbob\n").live.roster.now()
    assert is_held(hub.live, "ann")
    decide(hub.live, "ann", "new")
    assert entry_of(hub.live, "ann", has_row=True) == Entry((), False)
    assert hub.people() == ["boss", "bob"]


def test_adding_a_person_who_is_on_the_list_or_was_never_changes_nothing(office):
    hub = office()
    hub.people()
    before = hub.live.memory.version
    for name in ("ann", "zed"):
        add(hub.live, name)
    assert (hub.live.memory.version, "zed" in hub.live.memory) == (before, False)


def test_a_stranger_who_is_put_on_the_list_is_at_no_moment_a_person_who_has_left(office, monkeypatch):
    hub = office("boss admin\n")
    hub.people()
    told: list[bool] = []
    came = hub.live.memory.came

    def looked(names):
        names = list(names)
        with ThreadPoolExecutor(1) as thread:
            told.append(thread.submit(has_left, hub.live, "zed").result())
            came(names)
            told.append(thread.submit(has_left, hub.live, "zed").result())

    monkeypatch.setattr(hub.live.memory, "came", looked)
    hub.writes("boss admin\nzed math\n")
    assert "zed" in hub.people()
    assert told == [False, False]
