from types import SimpleNamespace
from typing import Any

from conftest import policy

from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.access.rights import as_json, from_json, gained, gained_by, lost, lost_by, rights_of

INBOX = policy(
    "inbox",
    "drop-box",
    "/home/jovyan/{group}-inbox",
    access={"member": "rw", "staff": "ro", "admin": "none"},
    collectAt="/home/jovyan/{group}-inboxes/{person}",
)
SHARED = policy("shared", "group", "/home/jovyan/{group}", access={"member": "ro", "staff": "rw", "admin": "rw"})
HOME = policy("home", "person", "/home/jovyan")


def rights(live: Any, name: str) -> Any:
    return rights_of(mounts_now(live, name).mounts, name)


def running(live: Any, name: str) -> Any:
    return SimpleNamespace(rights_of_start=rights(live, name), user=SimpleNamespace(name=name))


def test_boxes_of_one_group_are_one_right(office):
    live = office("boss admin\nprof math:staff\nann math\nbob math\n", volumes=[HOME, SHARED, INBOX]).live
    assert rights(live, "prof") == {
        ("home", None, "own"): "rw",
        ("shared", "math", "own"): "rw",
        ("inbox", "math", "collected"): "ro",
    }
    assert rights(live, "ann")["inbox", "math", "own"] == "rw"


def test_a_group_that_was_left_is_a_lost_right(office):
    hub = office("boss admin\nann math phys\n")
    before = rights(hub.live, "ann")
    hub.writes("boss admin\nann phys\n")
    assert lost_by(hub.live, "ann", before) == [("shared", "math", "own")]


def test_reading_where_one_wrote_is_a_lost_right(office):
    hub = office("boss admin\nann math:staff\n", volumes=[SHARED])
    before = rights(hub.live, "ann")
    hub.writes("boss admin\nann math\n")
    assert lost_by(hub.live, "ann", before) == [("shared", "math", "own")]


def test_members_who_leave_cost_the_staffs_server_nothing(office):
    hub = office("boss admin\nprof math:staff\nann math\nbob math\n", volumes=[INBOX])
    before = rights(hub.live, "prof")
    hub.writes("boss admin\nprof math:staff\nbob math\n")
    assert lost_by(hub.live, "prof", before) == []
    hub.writes("boss admin\nprof math:staff\n")
    assert lost_by(hub.live, "prof", before) == []


def test_staff_who_are_staff_no_longer_lose_what_they_collect(office):
    hub = office("boss admin\nprof math:staff\nann math\n", volumes=[INBOX])
    before = rights(hub.live, "prof")
    hub.writes("boss admin\nprof math\nann math\n")
    assert lost_by(hub.live, "prof", before) == [("inbox", "math", "collected")]
    hub.writes("boss admin\nprof phys:staff\nann math\n")
    assert lost_by(hub.live, "prof", before) == [("inbox", "math", "collected")]


def test_what_was_gained_is_named_by_its_folder(office):
    hub = office("boss admin\nann math\n", volumes=[HOME, SHARED])
    spawner = running(hub.live, "ann")
    assert gained_by(hub.live, spawner) == ()
    hub.writes("boss admin\nann math:staff phys\n")
    assert gained_by(hub.live, spawner) == ("/home/jovyan/math", "/home/jovyan/phys")


def test_boxes_to_collect_are_named_by_the_folder_that_they_are_in(office):
    hub = office("boss admin\nprof math\nann math\nbob math\n", volumes=[HOME, INBOX])
    spawner = running(hub.live, "prof")
    hub.writes("boss admin\nprof math:staff\nann math\nbob math\n")
    assert gained_by(hub.live, spawner) == ("/home/jovyan/math-inboxes",)


def test_the_copy_of_closed_boxes_and_open_boxes_are_each_gained_with_the_next_start(office):
    moment = "2026-06-11T23:59"
    hub = office("boss admin\nprof math:staff\nann math\n", volumes=[{**INBOX, "closes": moment}])
    begun_before = running(hub.live, "prof")
    hub.live.memory.note_copy("inbox", moment)
    begun_after = running(hub.live, "prof")
    assert begun_after.rights_of_start == {("inbox", "math", "copy"): "ro"}
    assert gained_by(hub.live, begun_before) == ("/home/jovyan/math-inboxes",)
    assert gained_by(hub.live, begun_after) == ()
    hub.live.hub = office(volumes=[{**INBOX, "closes": "2026-12-11T23:59"}]).live.hub
    hub.writes("boss admin\nprof math:staff\nann math\n")
    assert gained_by(hub.live, begun_before) == ()
    assert gained_by(hub.live, begun_after) == ("/home/jovyan/math-inboxes",)
    assert lost_by(hub.live, "prof", begun_after.rights_of_start) == []


def test_a_server_that_an_earlier_version_started_with_a_copy_keeps_running_while_boxes_are_closed(office):
    moment = "2026-06-11T23:59"
    hub = office("boss admin\nprof math:staff\nann math\n", volumes=[{**INBOX, "closes": moment}])
    hub.live.memory.note_copy("inbox", moment)
    before = from_json([["inbox", "math", "collected", "rw"]])
    assert before is not None
    assert lost_by(hub.live, "prof", before) == []


def test_a_server_of_which_nothing_is_known_gains_nothing(office):
    spawner = SimpleNamespace(rights_of_start=None, user=SimpleNamespace(name="ann"))
    assert gained_by(office().live, spawner) == ()


def test_more_is_gained_and_less_is_lost():
    before, now = {("a", None, "own"): "ro"}, {("a", None, "own"): "rw"}
    assert (lost(before, now), gained(before, now)) == ([], [("a", None, "own")])
    assert (lost(now, before), gained(now, before)) == ([("a", None, "own")], [])


def test_rights_outlive_the_process(office):
    before = rights(office().live, "ann")
    assert from_json(as_json(before)) == before
    assert from_json(None) is None
