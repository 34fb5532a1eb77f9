import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import policy

from hubwright_hub.access.entry import Entry, Refusal, entry_of
from hubwright_hub.live import LOGGED, LiveHub
from hubwright_hub.roster import roster_file
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.roster.roster_state import Held, NothingToDecide


@pytest.mark.parametrize(
    ("now", "ended"),
    [
        (datetime(2027, 2, 1, 6, 59, tzinfo=UTC), False),
        (datetime(2027, 2, 1, 7, 0, tzinfo=UTC), True),
    ],
)
def test_access_ends_when_the_day_ends_in_the_hubs_time_zone(office, now, ended):
    live = office("boss admin\nann math until=2027-01-31\n")
    live.now = now
    ann = live.live.roster().person("ann")
    assert live.live.has_ended(ann) is ended


def test_a_person_whose_access_has_ended_mounts_no_folder_of_a_group(office):
    hub = office("boss admin\nann math until=2026-01-31\n")
    assert [mount.volume for mount in hub.live.mounts("ann").mounts] == ["math-user-ann"]


def test_staff_still_see_what_a_person_handed_in_whose_access_has_ended(office):
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    box = policy("inbox", "drop-box", "/{group}-in", access=access, collectAt="/{group}/{person}")
    hub = office("boss admin\nprof c:staff\nann c until=2026-01-31\n", volumes=[box])
    assert [mount.volume for mount in hub.live.mounts("prof").mounts] == ["math-shared.inbox-c.ann"]


def test_a_problem_of_the_userlist_is_logged_once(office, caplog):
    hub = office("boss admin\nann m!th\n")
    for _ in range(3):
        hub.live.roster()
    assert len(caplog.records) == 1
    assert "line 2" in caplog.text


def people(hub) -> list[str]:
    return list(hub.live.roster().people)


def later(hub, days: int):
    hub.now += timedelta(days=days)
    return hub


def test_it_tells_the_moment_in_the_time_zone_of_the_hub(office):
    hub = office()
    hub.now = datetime(2026, 12, 12, 6, 59, tzinfo=UTC)
    assert (hub.live.local_now(), hub.live.today()) == ("2026-12-11T23:59:00", date(2026, 12, 11))


def test_a_person_who_leaves_is_away_since_the_day_in_the_time_zone_of_the_hub(office):
    hub = office()
    people(hub)
    hub.now = datetime(2026, 12, 12, 6, 59, tzinfo=UTC)
    hub.writes("boss admin\n")
    assert (hub.live.has_left("ann"), hub.live.memory.left_on("ann")) == (True, date(2026, 12, 11))
    assert hub.live.has_left("Ann")


def test_a_person_who_left_while_the_hub_was_down_has_left(office, tmp_path):
    hub = office()
    people(hub)
    hub.writes("boss admin\n")
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock, hub.live.memory)
    assert again.has_left("ann")


def test_a_hub_that_starts_without_a_userlist_locks_no_one_out(office):
    hub = office()
    hub.live.memory.came(["boss", "ann"])
    hub.userlist.unlink()
    assert (hub.live.has_left("ann"), hub.live.state().is_read) == (False, False)


@pytest.mark.parametrize("strangers", ["allow", "deny"])
def test_a_person_who_a_hub_without_any_list_knows_may_stay_there(office, strangers):
    hub = office(strangers=strangers)
    hub.userlist.unlink()
    assert entry_of(hub.live, "ann", has_row=True) == Entry((), None)
    assert isinstance(entry_of(hub.live, "ann", has_row=False), Refusal)


@pytest.mark.parametrize("text", [None, "", "# nobody\n", "ann phys\n", "an\x07n math\n"])
def test_a_hub_that_starts_with_a_userlist_that_says_nothing_holds_the_last_good_one(office, text):
    hub = office("boss admin\nann math\n")
    people(hub)
    if text is None:
        hub.userlist.unlink()
    else:
        hub.writes(text)
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock, hub.live.memory)
    assert set(again.roster().people) == {"boss", "ann"}
    assert dict(again.roster().person("ann").groups) == {"math": "member"}
    assert again.state().is_read


def test_a_person_who_is_back_within_thirty_days_is_simply_back(office):
    hub = office()
    people(hub)
    hub.writes("boss admin\n").live.roster()
    later(hub, 30).writes("boss admin\nann phys\n")
    assert "ann" in people(hub)
    assert hub.live.memory.left_on("ann") is None


@pytest.mark.parametrize("renewed", ["ann math", "ann math until=2028-01-31"])
def test_a_line_that_ended_long_ago_is_put_on_hold_when_it_is_renewed(office, renewed):
    hub = office("boss admin\nann math until=2026-11-23\n")
    assert people(hub) == ["boss", "ann"]
    later(hub, 400).live.roster()
    hub.writes(f"boss admin\n{renewed}\n")
    assert people(hub) == ["boss"]
    assert hub.live.state().held == (Held("ann", date(2026, 11, 23)),)
    hub.live.decide("ann", "same")
    assert people(hub) == ["boss", "ann"]


@pytest.mark.parametrize(("days", "text"), [(30, "ann math"), (400, "ann math until=2026-11-24")])
def test_a_line_that_ended_lately_or_has_still_ended_is_not_put_on_hold(office, days, text):
    hub = office("boss admin\nann math until=2026-11-23\n")
    people(hub)
    later(hub, days).live.roster()
    hub.writes(f"boss admin\n{text}\n")
    assert people(hub) == ["boss", "ann"]
    assert hub.live.state().held == ()


@pytest.fixture
def returned(office):
    """A hub whose list names Ann again after 31 days."""
    hub = office("boss admin\nann math\nbob math\n")
    people(hub)
    hub.writes("boss admin\nbob math\n").live.roster()
    return later(hub, 31).writes("boss admin\nann math\nbob math\n")


def test_a_person_who_is_back_after_more_than_thirty_days_is_on_hold_and_told_why(returned, caplog):
    assert people(returned) == ["boss", "bob"]
    assert (returned.live.is_held("ann"), returned.live.has_left("ann")) == (True, True)
    assert returned.live.state().held == (Held("ann", date(2026, 11, 23)),)
    refusal = entry_of(returned.live, "ann", has_row=True)
    assert "2026-11-23" in refusal.because
    assert "same person" in refusal.because
    assert [mount.volume for mount in returned.live.mounts("ann").mounts] == ["math-user-ann"]
    assert sum("/hub/roster" in record.message for record in caplog.records) == 1


def test_staff_do_not_see_the_box_of_a_person_who_is_on_hold(office):
    box = policy("inbox", "drop-box", "/{group}-in", collectAt="/{group}/{person}")
    hub = office("boss admin\nprof c:staff\nann c\n", volumes=[box])
    people(hub)
    hub.writes("boss admin\nprof c:staff\n").live.roster()
    later(hub, 31).writes("boss admin\nprof c:staff\nann c\n")
    assert hub.live.mounts("prof").mounts == ()


@pytest.mark.parametrize("choice", ["same", "new"])
def test_a_person_on_hold_is_in_once_an_admin_has_decided(returned, choice):
    people(returned)
    returned.live.decide("ann", choice)
    assert people(returned) == ["boss", "ann", "bob"]
    assert (returned.live.is_held("ann"), returned.live.state().held) == (False, ())


def test_a_name_on_hold_stays_on_hold_over_a_restart_and_over_days(returned):
    people(returned)
    live = returned.live
    again = LiveHub(live.hub, RosterFile(returned.userlist, settle=0), live.clock, live.memory)
    later(returned, 400)
    assert list(again.roster().people) == ["boss", "bob"]
    again.decide("ann", "same")
    assert "ann" in again.roster().people


def test_a_name_on_hold_that_leaves_the_list_again_waits_for_nobody(returned):
    people(returned)
    returned.writes("boss admin\nbob math\n")
    assert (people(returned), returned.live.state().held) == (["boss", "bob"], ())
    assert returned.live.memory.left_on("ann") == date(2026, 11, 23)


def test_nothing_is_decided_of_a_person_who_does_not_wait(returned):
    with pytest.raises(NothingToDecide, match="bob"):
        returned.live.decide("bob", "same")


def test_a_name_that_left_lately_becomes_a_strangers_when_an_admin_adds_it(office):
    hub = office()
    people(hub)
    later(hub.writes("boss admin\n"), 0).live.roster()
    later(hub, 30).live.add("Ann")
    assert (hub.live.has_left("ann"), entry_of(hub.live, "ann", has_row=True)) == (False, Entry((), False))


def test_a_name_that_left_long_ago_is_put_on_hold_when_an_admin_adds_it_and_a_strangers_after_the_decision(office):
    hub = office()
    people(hub)
    hub.writes("boss admin\n").live.roster()
    later(hub, 31).live.add("ann")
    assert hub.live.is_held("ann")
    assert isinstance(entry_of(hub.live, "ann", has_row=True), Refusal)
    hub.writes("boss admin\nbob\n").live.roster()
    assert hub.live.is_held("ann")
    hub.live.decide("ann", "new")
    assert entry_of(hub.live, "ann", has_row=True) == Entry((), False)
    assert people(hub) == ["boss", "bob"]


def test_adding_a_person_who_is_on_the_list_or_was_never_changes_nothing(office):
    hub = office()
    people(hub)
    before = hub.live.memory.version
    for name in ("ann", "zed"):
        hub.live.add(name)
    assert (hub.live.memory.version, "zed" in hub.live.memory) == (before, False)


CROWD = [f"p{number}" for number in range(20)]


def crowd(*names: str) -> str:
    return "boss admin\n" + "".join(f"{name} math\n" for name in names)


def test_a_loss_of_many_people_waits_until_an_admin_accepts_it(office, caplog):
    hub = office(crowd(*CROWD))
    people(hub)
    hub.writes(crowd("new"))
    assert people(hub) == ["boss", *CROWD]
    state = hub.live.state()
    assert (state.loss, state.people, [problem.code for problem in state.diagnostics]) == (
        tuple(CROWD),
        21,
        ["roster-many-gone"],
    )
    assert len(caplog.records) == 1
    assert hub.live.accept(state.digest) == tuple(CROWD)
    assert people(hub) == ["boss", "new"]
    assert all(hub.live.has_left(name) for name in CROWD)


def test_an_accepted_file_still_holds_after_a_restart(office):
    hub = office(crowd(*CROWD))
    people(hub)
    hub.writes(crowd())
    hub.live.accept()
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock, hub.live.memory)
    assert list(again.roster().people) == ["boss"]


def test_a_new_edit_needs_a_new_acceptance_also_of_a_file_that_was_accepted_once(office):
    hub = office(crowd(*CROWD))
    people(hub)
    hub.writes(crowd("new"))
    hub.live.accept()
    people(hub)
    hub.writes(crowd(*CROWD))
    assert len(people(hub)) == 21
    hub.writes(crowd("new"))
    assert len(people(hub)) == 21
    hub.writes(crowd("other"))
    assert len(people(hub)) == 21


def test_an_acceptance_of_a_file_that_has_changed_since_is_refused(office):
    hub = office(crowd(*CROWD))
    people(hub)
    shown = hub.writes(crowd("new")).live.state().digest
    hub.writes(crowd("other"))
    with pytest.raises(NothingToDecide, match="changed since"):
        hub.live.accept(shown)
    assert len(people(hub)) == 21


def test_where_nothing_waits_nothing_is_accepted(office):
    with pytest.raises(NothingToDecide):
        office().live.accept()


def test_what_is_in_force_is_the_same_value_as_long_as_nothing_changes(returned):
    assert returned.live.roster() is returned.live.roster()


def test_staff_mount_the_copy_of_a_box_only_of_the_moment_that_was_copied(office):
    box = policy("inbox", "drop-box", "/{group}-in", collectAt="/{group}/{person}", closes="2026-12-11T23:59")
    hub = office("boss admin\nprof c:staff\nann c\n", volumes=[box])
    before = hub.live.mounts("prof")
    hub.live.memory.note_copy("inbox", "2026-06-11T23:59")
    assert hub.live.mounts("prof") == before
    hub.live.memory.note_copy("inbox", "2026-12-11T23:59")
    assert [mount.at for mount in hub.live.mounts("prof").mounts] == ["/c"]


def test_a_command_beside_the_hub_notes_nobody(office):
    hub = office()
    people(hub)
    beside = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock, hub.live.memory, records=False)
    hub.writes("boss admin\nbob\n")
    before = hub.live.memory.version
    assert list(beside.roster().people) == ["boss", "bob"]
    assert (hub.live.memory.version, hub.live.memory.left_on("ann"), "bob" in hub.live.memory) == (before, None, False)
    assert list(hub.live.memory.roster.last().people) == ["boss", "ann"]


def test_a_file_of_nothing_but_problems_does_not_fill_the_log(office, caplog):
    hub = office("boss admin\n")
    people(hub)
    hub.writes("boss admin\n" + "a/b\n" * 1000)
    people(hub)
    assert len(hub.live.state().diagnostics) == 1000
    assert len(caplog.records) == LOGGED + 1
    assert "1000 problems" in caplog.text


def test_nobody_waits_while_a_thread_reads_a_long_file(office, monkeypatch):
    hub = office()
    people(hub)
    hub.writes("boss admin\nbob math\n")
    reads, may_end = threading.Event(), threading.Event()

    def slowly(text: str):
        reads.set()
        assert may_end.wait(10)
        return parse(text)

    monkeypatch.setattr(roster_file, "parse", slowly)
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(hub.live.roster)
        assert reads.wait(10)
        assert people(hub) == ["boss", "ann"]
        assert (hub.live.has_left("ann"), hub.live.has_left("bob")) == (False, False)
        assert isinstance(entry_of(hub.live, "ann", has_row=True), Entry)
        may_end.set()
        assert list(reading.result().people) == ["boss", "bob"]
    assert people(hub) == ["boss", "bob"]


def test_a_stranger_who_is_put_on_the_list_is_at_no_moment_a_person_who_has_left(office, monkeypatch):
    hub = office("boss admin\n")
    people(hub)
    told: list[bool] = []
    came = hub.live.memory.came

    def looked(names):
        names = list(names)
        with ThreadPoolExecutor(1) as thread:
            told.append(thread.submit(hub.live.has_left, "zed").result())
            came(names)
            told.append(thread.submit(hub.live.has_left, "zed").result())

    monkeypatch.setattr(hub.live.memory, "came", looked)
    hub.writes("boss admin\nzed math\n")
    assert "zed" in people(hub)
    assert told == [False, False]


async def test_a_long_list_is_left_to_the_reconcilers_thread_and_is_in_force_once_it_has_looked(office):
    hub = office("boss admin\nann math\n")
    hub.live.roster()
    hub.live.is_reconciled = True
    hub.writes("boss admin\nann math\n" + "".join(f"p{number} math\n" for number in range(10_000)))
    assert len(hub.live.roster().people) == 2
    assert hub.live.is_settling()
    await asyncio.to_thread(hub.live.roster)
    assert len(hub.live.roster().people) == 10_002
    assert not hub.live.is_settling()


async def test_a_short_list_is_in_force_at_once(office):
    hub = office("boss admin\nann math\n")
    hub.live.roster()
    hub.live.is_reconciled = True
    hub.writes("boss admin\nann math\nbob\n")
    assert hub.live.roster().person("bob") is not None


async def test_a_page_that_shows_the_roster_does_not_wait_for_a_thread_that_reads_it(office):
    hub = office("boss admin\nann math\n")
    before = hub.live.state()
    with ThreadPoolExecutor(1) as thread, hub.live._lock:
        assert thread.submit(hub.live.state).result(timeout=60) is before
