import os
from pathlib import Path

import pytest

from hubwright_hub.roster_file import LARGEST, RosterFile

GOOD = "boss admin\nann math\n"


@pytest.fixture
def file(tmp_path: Path) -> RosterFile:
    path = tmp_path / "userlist"
    path.write_text(GOOD)
    reader = RosterFile(path)
    assert list(reader.roster().people) == ["boss", "ann"]
    return reader


def codes(file: RosterFile) -> list[str]:
    assert list(file.roster().people) == ["boss", "ann"], "the last good roster holds"
    return [diagnostic.code for diagnostic in file.diagnostics]


def test_a_missing_file_changes_nothing_until_it_is_back(file: RosterFile):
    file.path.unlink()
    assert codes(file) == ["roster-missing"]
    file.path.write_text("boss admin\n")
    assert list(file.roster().people) == ["boss"]
    assert file.diagnostics == ()


def test_the_same_file_put_back_is_read_again(file: RosterFile):
    elsewhere = file.path.rename(file.path.with_name("elsewhere"))
    assert codes(file) == ["roster-missing"]
    elsewhere.rename(file.path)
    assert codes(file) == []


def test_an_empty_file_changes_nothing(file: RosterFile):
    file.path.write_text("")
    assert codes(file) == ["roster-empty"]


def test_a_file_that_is_not_utf8_changes_nothing_and_names_the_line(file: RosterFile):
    file.path.write_bytes(b"boss admin\n\xe9va math\n")
    assert codes(file) == ["roster-not-utf8"]
    assert "line 2" in file.diagnostics[0].message


def test_a_file_of_more_than_a_mebibyte_changes_nothing(file: RosterFile):
    file.path.write_text("boss admin\n#" + "x" * (LARGEST - 11))
    assert codes(file) == ["roster-too-large"]


def test_a_file_of_a_mebibyte_is_read(file: RosterFile):
    file.path.write_text("boss admin\n#" + "x" * (LARGEST - 12))
    assert list(file.roster().people) == ["boss"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_regular_file_changes_nothing_and_holds_nobody_up(file: RosterFile, make):
    file.path.unlink()
    make(file.path)
    assert codes(file) == ["roster-not-a-file"]


def test_a_file_without_an_admin_changes_nothing(file: RosterFile):
    file.path.write_text("ann phys\nboss\n")
    assert codes(file) == ["roster-no-admin"]


def test_a_save_by_rename_with_the_same_date_and_size_is_seen(file: RosterFile):
    fresh = file.path.with_name("fresh")
    fresh.write_text(GOOD.replace("ann", "bob"))
    date = file.path.stat().st_mtime_ns
    os.utime(fresh, ns=(date, date))
    fresh.replace(file.path)
    assert list(file.roster().people) == ["boss", "bob"]


def test_an_unchanged_file_is_not_read_again(file: RosterFile):
    assert file.roster() is file.roster()


def test_where_there_never_was_a_file_there_is_nobody(tmp_path: Path):
    assert RosterFile(tmp_path / "userlist").roster().people == {}
