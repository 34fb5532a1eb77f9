"""What a hub knows about changed passwords, even after it was killed at any point, and while its file cannot be
read."""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubwright_hub.memory_file import MemoryFile
from hubwright_hub.people.memory import Memory
from hubwright_hub.people.password_memory import PasswordMemory
from hubwright_hub.roster.roster import parse

MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite"


def opened(path: Path | None, **before: int) -> PasswordMemory:
    file = None if path is None else MemoryFile(path, logging.getLogger("test"))
    return PasswordMemory(file, threading.RLock(), before)


def test_a_first_look_changes_nobodys_password():
    memory = opened(None)
    memory.note({"ann": 1, "bob": 3})
    assert memory.waiting() == {}


@pytest.mark.parametrize("pw", [2, 1])
def test_a_change_is_one_in_both_directions(pw):
    memory = opened(None, ann=3 - pw)
    memory.note({"ann": pw, "bob": 1})
    memory.note({"ann": pw})
    assert list(memory.waiting()) == ["ann"]


def test_a_change_is_kept_until_it_is_done(path):
    memory = opened(path)
    memory.note({"ann": 1, "bob": 1})
    memory.note({"ann": 2, "bob": 1})
    memory = opened(path)
    assert (list(memory.waiting()), memory.ended()) == (["ann"], {})
    memory.end("ann", 2, MOMENT)
    memory = opened(path)
    assert (list(memory.waiting()), memory.ended()) == ([], {"ann": MOMENT})
    memory.done("ann")
    memory = opened(path)
    assert (list(memory.waiting()), memory.ended()) == ([], {})
    memory.note({"ann": 2, "bob": 1})
    assert memory.waiting() == {}


def test_a_person_who_was_away_and_comes_back_with_another_password_has_another(path):
    memory = opened(path)
    memory.note({"ann": 1})
    memory.note({"bob": 1})
    memory.note({"ann": 2})
    assert opened(path).waiting() == {"ann": 2}


def test_a_change_while_an_older_version_was_upgraded_is_one(path):
    memory = opened(path, ann=1)
    memory.note({"ann": 2})
    assert opened(path).waiting() == {"ann": 2}


def test_what_the_file_has_counts_more_than_the_previous_roster(path):
    opened(path).note({"ann": 2})
    memory = opened(path, ann=1)
    memory.note({"ann": 2})
    assert memory.waiting() == {}


def test_a_second_change_before_the_first_is_done_begins_again(path):
    memory = opened(path, ann=1)
    memory.note({"ann": 2})
    memory.end("ann", 2, MOMENT)
    memory.note({"ann": 3})
    assert (list(memory.waiting()), memory.ended()) == (["ann"], {})


def test_a_change_that_comes_while_another_is_acted_on_is_not_lost(path):
    memory = opened(path, ann=1)
    memory.note({"ann": 2})
    memory.note({"ann": 3})
    memory.end("ann", 2, MOMENT)
    assert opened(path).waiting() == {"ann": 3}
    memory.end("ann", 3, MOMENT)
    memory.note({"ann": 4})
    memory.done("ann")
    assert opened(path).waiting() == {"ann": 4}


def test_a_file_that_cannot_be_read_at_first_loses_nothing(path, monkeypatch):
    before = opened(path)
    before.note({"ann": 1, "bob": 1, "cat": 1})
    before.note({"cat": 2})
    rows = MemoryFile.rows
    monkeypatch.setattr(MemoryFile, "rows", lambda *given: None)
    memory = opened(path)
    memory.note({"ann": 2, "bob": 1})
    monkeypatch.setattr(MemoryFile, "rows", rows)
    memory.note({"bob": 1})
    assert sorted(memory.waiting()) == ["ann", "cat"]
    assert sorted(opened(path).waiting()) == ["ann", "cat"]


def test_the_memory_of_a_hub_takes_the_roster_that_it_kept_for_what_was_before(path):
    memory = Memory(path)
    memory.roster.keep(parse("ann math\nbob math pw=4\n"))
    memory.close()
    memory = Memory(path)
    memory.passwords.note({"ann": 2, "bob": 4, "cat": 2})
    assert memory.passwords.waiting() == {"ann": 2}
