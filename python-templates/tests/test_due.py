import json
import os
import stat
from pathlib import Path

from hubwright_hub.due import Due, DueFile, Remove, Server, Stop, due_of, read_due

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


def test_every_server_of_somebody_who_may_not_be_in_stops():
    servers = [Server("ann", "", "1"), Server("ann", "gpu", "2")]
    assert [stop.server for stop in due_of(servers, {"ann": "It ended."}, {}, always).stop] == ["", "gpu"]


def test_a_server_with_a_right_that_was_lost_stops_and_says_which():
    due = due_of([Server("ann", "", "1", (("shared", "math", "own"),))], {}, {}, always)
    assert due.stop[0].because == 'It started with its access of shared in math, which "ann" lost.'


def test_a_server_stops_into_which_somebody_may_look_no_longer():
    due = due_of([ANN, BOB], {}, {("ann", ""): ["prof"]}, never)
    assert due.stop == (Stop("ann", "", "1", '"prof" is in it and may not access it any more.'),)


def test_a_server_stops_into_which_somebody_who_left_can_look_and_they_are_removed_after_it():
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
