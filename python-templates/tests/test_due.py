import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from hubwright_hub.reconcile.due import Due, DueFile, Remove, Server, Stop, due_of, read_due, runs_since_before

MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)
ANN, BOB = Server("ann", "", "1"), Server("bob", "", "2")


def never(*token: str) -> bool:
    return False


def always(*token: str) -> bool:
    return True


def test_nothing_is_due_where_everybody_may_stay():
    assert due_of([ANN, BOB], {}, {("ann", ""): ["prof"]}, always) == Due()


def test_a_server_stops_before_its_owner_is_removed():
    due = due_of([ANN], {"ann": "It ended."}, {}, always)
    assert [(stop.name, stop.started) for stop in due.stop] == [("ann", "1")]
    assert due.remove == ()
    assert [remove.name for remove in due_of([], {"ann": "It ended."}, {}, always).remove] == ["ann"]


def test_every_server_of_a_person_who_may_not_be_in_stops():
    servers = [Server("ann", "", "1"), Server("ann", "gpu", "2")]
    assert [stop.server for stop in due_of(servers, {"ann": "It ended."}, {}, always).stop] == ["", "gpu"]


def test_a_server_with_a_right_that_was_lost_stops_and_says_which():
    due = due_of([Server("ann", "", "1", (("shared", "math", "own"),))], {}, {}, always)
    assert due.stop[0].because == 'It started with access to shared in math, which "ann" has lost.'


def test_a_server_stops_into_which_someone_may_look_no_longer():
    due = due_of([ANN, BOB], {}, {("ann", ""): ["prof"]}, never)
    assert due.stop == (Stop("ann", "", "1", '"prof" is using it but no longer has access to it.'),)


def test_a_server_stops_into_which_a_person_who_left_can_look_and_they_are_removed_after_it():
    due = due_of([ANN], {"prof": "Left."}, {("ann", ""): ["prof"]}, always)
    assert [stop.name for stop in due.stop] == ["ann"]
    assert due.remove == ()


def test_others_are_not_kept_by_a_server_that_must_stop_first():
    due = due_of([ANN], {"ann": "Left.", "bob": "Left."}, {}, always)
    assert [remove.name for remove in due.remove] == ["bob"]


def test_the_file_is_written_when_it_changes_and_nobody_else_may_read_it(tmp_path: Path):
    path = tmp_path / "due.json"
    file, due = DueFile(path), Due((Stop("ann", "", "1", "x"),), (Remove("bob", "y"),))
    before = os.umask(0)
    file.write(due)
    os.umask(before)
    first = path.stat()
    file.write(due)
    assert path.stat().st_ino == first.st_ino
    assert stat.S_IMODE(first.st_mode) == 0o600
    assert json.loads(path.read_text())["remove"] == [{"name": "bob", "because": "y"}]
    assert read_due(path) == due


def test_nothing_is_due_where_no_file_is(tmp_path: Path):
    assert read_due(tmp_path / "due.json") == Due()


def test_a_server_from_before_a_change_of_its_owners_password_stops_and_a_later_one_keeps_running():
    servers = [Server("ann", "", "2026-11-30T11:59:59.5Z"), Server("ann", "new", "2026-11-30T12:00:00Z")]
    due = due_of([*servers, BOB], {}, {}, always, {"ann": MOMENT})
    assert [(stop.server, stop.because) for stop in due.stop] == [
        ("", 'It started before the password of "ann" changed.')
    ]
    assert runs_since_before(servers, {}, {"ann": MOMENT}) == {"ann"}
    assert runs_since_before(servers[1:], {}, {"ann": MOMENT, "bob": MOMENT}) == set()


def test_a_server_that_someone_is_in_whose_password_has_changed_stops():
    servers = [Server("ann", "", "2026-11-30T11:00:00Z"), Server("bob", "", "2026-11-30T12:00:01Z")]
    inside = {("ann", ""): ["prof"], ("bob", ""): ["prof"]}
    due = due_of(servers, {}, inside, always, {"prof": MOMENT})
    assert [(stop.name, stop.because) for stop in due.stop] == [
        ("ann", '"prof", whose password has changed, is using it.')
    ]
    assert runs_since_before(servers, inside, {"prof": MOMENT}) == {"prof"}
