import json
import os
from hashlib import sha256

import pytest

from hubwright_hub.receive import HOLDS_ANOTHER, HoldsAnother, main, receive

MARK = ".hubwright-sent-0123-"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def volume(tmp_path):
    (tmp_path / f"{MARK}userlist").write_text("new\n")
    return tmp_path


def names(directory):
    return sorted(path.name for path in directory.iterdir())


def test_a_list_that_was_not_there_is_put_in_its_place(volume):
    receive(volume, MARK, ["userlist"], [])
    assert (volume / "userlist").read_text() == "new\n"
    assert names(volume) == ["userlist"]


def test_a_list_that_was_sent_before_is_replaced_by_a_rename(volume):
    (volume / "userlist").write_text("old\n")
    before = (volume / f"{MARK}userlist").stat().st_ino
    receive(volume, MARK, ["userlist"], [digest("older\n"), digest("old\n")])
    assert (volume / "userlist").read_text() == "new\n"
    assert (volume / "userlist").stat().st_ino == before


def test_a_list_that_someone_edited_stays(volume):
    (volume / "userlist").write_text("edited\n")
    (volume / "notes.txt").write_text("mine\n")
    with pytest.raises(HoldsAnother):
        receive(volume, MARK, ["userlist"], [digest("old\n")])
    assert (volume / "userlist").read_text() == "edited\n"
    assert names(volume) == ["notes.txt", "userlist"]


def test_the_same_list_is_no_obstacle(volume):
    (volume / "userlist").write_text("new\n")
    receive(volume, MARK, ["userlist"], [])
    assert (volume / "userlist").read_text() == "new\n"


@pytest.mark.parametrize("make", [lambda place: place.mkdir(), lambda place: place.symlink_to("/etc/passwd")])
def test_what_is_no_file_stays(volume, make):
    make(volume / "userlist")
    with pytest.raises(HoldsAnother):
        receive(volume, MARK, ["userlist"], [])
    assert (volume / "userlist").is_dir() or (volume / "userlist").is_symlink()


def test_what_else_admins_keep_beside_the_list_stays(volume):
    (volume / "notes.txt").write_text("mine\n")
    receive(volume, MARK, ["userlist"], [])
    assert names(volume) == ["notes.txt", "userlist"]


def test_keys_replace_everything_that_was_there(tmp_path):
    for name in ("oauth.env", "metrics.env", ".hubwright-sent-dead-oauth.env"):
        (tmp_path / name).write_text("old\n")
    (tmp_path / "made").mkdir()
    (tmp_path / f"{MARK}oauth.env").write_text("new\n")
    receive(tmp_path, MARK, ["oauth.env"], "everything")
    assert names(tmp_path) == ["oauth.env"]
    assert (tmp_path / "oauth.env").read_text() == "new\n"


def test_the_command_says_by_its_exit_code_that_something_else_is_there(volume, monkeypatch):
    monkeypatch.setattr(os, "chown", lambda *_: None)
    job = {"mark": MARK, "files": ["userlist"], "replaces": [], "directory": {"mode": 0o2770, "group": 100}}
    assert main(str(volume), json.dumps(job)) == 0
    assert oct(volume.stat().st_mode & 0o7777) == "0o2770"
    (volume / f"{MARK}userlist").write_text("newer\n")
    assert main(str(volume), json.dumps(job)) == HOLDS_ANOTHER
