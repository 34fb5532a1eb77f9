import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hubwright_hub.roster import userlist
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.roster.userlist import LARGEST

GOOD = "boss admin\nann math\n"


@pytest.fixture
def file(tmp_path: Path) -> RosterFile:
    path = tmp_path / "userlist"
    path.write_text(GOOD)
    reader = RosterFile(path, settle=0)
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


class Turned:
    """A clock that somebody turns, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A userlist that is edited while the hub looks at it."""

    def __init__(self, directory: Path, text: str = GOOD) -> None:
        self.clock = Turned()
        self.path = directory / "userlist"
        self.path.write_text(text)
        self.file = RosterFile(self.path, clock=self.clock)
        self.file.roster()

    def sees(self, text: str | bytes | None = None, after: float = 0.0) -> list[str]:
        """The people in force, so many seconds later and right after the file was written."""
        self.clock.now += after
        if text is not None:
            self.path.write_bytes(text.encode() if isinstance(text, str) else text)
        return list(self.file.roster().people)

    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.file.diagnostics]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_roster_holds_at_once(desk: Desk):
    assert desk.sees() == ["boss", "ann"]
    assert desk.file.is_still


def test_what_an_edit_grants_holds_at_once_and_what_it_takes_once_the_file_is_still(desk: Desk):
    assert desk.sees("boss admin\nbob math\n") == ["boss", "bob", "ann"]
    assert desk.sees(after=0.4) == ["boss", "bob", "ann"]
    assert desk.sees(after=0.1) == ["boss", "bob"]


def test_a_file_that_keeps_changing_takes_nothing_away_until_it_is_still(desk: Desk):
    for number in range(5):
        assert "ann" in desk.sees(f"boss admin\n#{number}\n", after=0.4)
    assert "ann" not in desk.sees(after=0.5)


def test_a_file_that_is_touched_is_still(desk: Desk):
    desk.sees("boss admin\n")
    desk.clock.now += 0.5
    os.utime(desk.path)
    assert desk.sees() == ["boss"]


def test_a_file_that_was_written_again_within_one_tick_of_its_date_is_read_again(desk: Desk, monkeypatch):
    desk.sees("boss admin\n")
    frozen = userlist.signature_at(desk.path)
    monkeypatch.setattr(userlist, "_signature", lambda found: frozen)
    assert desk.sees("boss admin\nann  \n", after=0.5) == ["boss", "ann"]
    assert desk.sees(after=0.5) == ["boss", "ann"]


def test_a_half_written_file_of_many_people_is_no_problem_until_it_is_still(tmp_path: Path):
    desk = Desk(tmp_path, crowd(40))
    assert (len(desk.sees(crowd(5))), desk.codes()) == (41, [])
    assert (len(desk.sees(crowd(40), after=0.1)), desk.codes()) == (41, [])
    assert (len(desk.sees(after=0.5)), desk.codes()) == (41, [])


def crowd(number: int, more: str = "") -> str:
    return "boss admin\n" + "".join(f"p{index} math\n" for index in range(number)) + more


def test_a_file_that_leaves_out_many_people_changes_nothing_and_says_who_they_are(tmp_path: Path):
    desk = Desk(tmp_path, crowd(40))
    assert "cy" not in desk.sees(crowd(5, "cy math\n"))
    assert len(desk.sees(after=0.5)) == 41
    assert "cy" not in desk.sees()
    assert desk.codes() == ["roster-many-gone"]
    assert desk.file.loss == tuple(f"p{index}" for index in range(5, 40))
    message = str(desk.file.diagnostics[0])
    assert "35 of 41" in message
    assert "hubwright people accept" in message
    assert "/hub/roster" in message
    assert desk.sees(crowd(39), after=1) == [*crowd_names(39), "p39"]
    assert (desk.sees(after=1), desk.codes(), desk.file.loss) == (crowd_names(39), [], ())


def crowd_names(number: int) -> list[str]:
    return ["boss", *(f"p{index}" for index in range(number))]


def test_an_accepted_file_holds_at_the_next_look_and_no_other_with_it(tmp_path: Path):
    desk = Desk(tmp_path, crowd(40))
    desk.sees(crowd(5))
    desk.sees(after=1)
    digest = desk.file.digest
    assert desk.file.roster(accepted="0" * 64) == desk.file.roster()
    assert list(desk.file.roster(accepted=digest).people) == crowd_names(5)
    assert (desk.codes(), desk.file.loss) == ([], ())
    other = Desk(tmp_path, crowd(40))
    other.sees(crowd(5, "cy\n"))
    other.clock.now += 1
    assert len(other.file.roster(accepted=digest).people) == 41


ON = date(2026, 11, 29)


def test_an_edit_that_ends_the_only_admins_access_changes_nothing(desk: Desk):
    desk.path.write_text("boss admin until=2020-01-31\nbob math\n")
    desk.file.roster(ON)
    desk.clock.now += 1
    roster = desk.file.roster(ON)
    assert {name: person.until for name, person in roster.people.items()} == {"boss": None, "ann": None}
    assert [(problem.code, problem.severity) for problem in desk.file.diagnostics] == [("roster-admin-ended", "error")]
    desk.path.write_text("boss admin until=2020-01-31\nbob admin\n")
    desk.file.roster(ON)
    desk.clock.now += 1
    assert list(desk.file.roster(ON).people) == ["boss", "bob"]
    assert desk.codes() == []


def test_the_passing_of_a_day_blocks_no_later_removal(tmp_path: Path):
    desk = Desk(tmp_path, "boss admin until=2026-11-28\nann math\n")
    assert list(desk.file.roster(date(2026, 11, 28)).people) == ["boss", "ann"]
    assert desk.codes() == []
    desk.file.roster(ON)
    assert [(problem.code, problem.severity) for problem in desk.file.diagnostics] == [
        ("roster-admin-ended", "warning")
    ]
    desk.path.write_text("boss admin until=2026-11-28\n")
    desk.file.roster(ON)
    desk.clock.now += 1
    assert list(desk.file.roster(ON).people) == ["boss"]
    assert desk.codes() == ["roster-admin-ended"]


def test_a_hub_that_restarts_goes_by_the_same_rules_for_its_admins(tmp_path: Path):
    (tmp_path / "userlist").write_text("boss admin until=2026-11-28\n")
    for remembered, people in (
        ("boss admin until=2026-11-28\nann math\n", ["boss"]),
        ("boss admin\nann math\n", ["boss", "ann"]),
    ):
        file = RosterFile(tmp_path / "userlist", settle=0)
        file.begin_with(parse(remembered))
        assert list(file.roster(ON).people) == people


def test_a_file_with_errors_does_not_end_the_only_admins_access_either(desk: Desk):
    desk.path.write_text("boss admin until=2020-01-31\nann,math\n")
    desk.file.roster(ON)
    desk.clock.now += 1
    assert {name: person.until for name, person in desk.file.roster(ON).people.items()} == {"boss": None, "ann": None}
    assert desk.codes() == ["roster-line-malformed"]


def test_a_remembered_roster_holds_while_the_file_is_missing_and_loses_nobody_at_once(tmp_path: Path):
    clock = Turned()
    file = RosterFile(tmp_path / "userlist", clock=clock)
    file.begin_with(parse(GOOD))
    assert (list(file.roster().people), file.is_read) == (["boss", "ann"], True)
    file.path.write_text("boss admin\n")
    assert list(file.roster().people) == ["boss", "ann"]
    clock.now += 0.5
    assert list(file.roster().people) == ["boss"]


def test_an_empty_file_is_no_roster_where_none_was_read_before(tmp_path: Path):
    (tmp_path / "userlist").write_text("# nobody\n")
    file = RosterFile(tmp_path / "userlist")
    assert (file.roster().people, file.is_read) == ({}, False)


def test_a_link_inside_the_rosters_directory_is_followed(desk: Desk):
    (desk.path.parent / "terms").mkdir()
    desk.path.rename(desk.path.parent / "terms" / "winter")
    desk.path.symlink_to("terms/winter")
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], [])
    assert "bob" in desk.sees("boss admin\nann math\nbob\n")


@pytest.mark.parametrize("way", ["absolute", "relative", "through a folder"])
def test_a_link_that_leads_out_of_the_directory_is_not_read_and_nothing_of_it_is_shown(tmp_path: Path, way):
    roster = tmp_path / "roster"
    roster.mkdir()
    secret = tmp_path / "oauth.env"
    secret.write_text("HASH_SECRET_KEY=5ec12e7 admin\n")
    desk = Desk(roster)
    desk.path.unlink()
    if way == "through a folder":
        (roster / "inner").symlink_to(tmp_path)
        desk.path.symlink_to("inner/oauth.env")
    else:
        desk.path.symlink_to(secret if way == "absolute" else "../oauth.env")
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-not-a-file"])
    assert "5ec12e7" not in "".join(map(str, desk.file.diagnostics))
    assert desk.sees(after=1) == ["boss", "ann"]


@pytest.mark.parametrize("to", ["/nowhere/userlist", "../nowhere", "../../roster/other", "inner/../../nowhere"])
def test_a_link_that_leads_out_to_nothing_is_refused_in_the_same_words(tmp_path: Path, to: str):
    (tmp_path / "inner").mkdir()
    desk = Desk(tmp_path)
    desk.path.unlink()
    desk.path.symlink_to(to)
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-not-a-file"])
    assert desk.file.diagnostics[0].message == "The user list is a link that leads out of its directory."
    desk.path.unlink()
    desk.path.write_text("boss admin\nbob\n")
    assert "bob" in desk.sees()
    assert desk.codes() == []


def test_an_absolute_link_is_refused_even_inside_because_the_directory_has_another_path_outside(desk: Desk):
    other = desk.path.rename(desk.path.parent / "winter")
    desk.path.symlink_to(other)
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-not-a-file"])


def test_a_link_to_nothing_inside_is_a_missing_file(desk: Desk):
    desk.path.unlink()
    desk.path.symlink_to("winter")
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-missing"])


def test_links_in_a_circle_are_no_list(desk: Desk):
    desk.path.unlink()
    desk.path.symlink_to("winter")
    (desk.path.parent / "winter").symlink_to("userlist")
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-not-a-file"])


def test_a_file_that_is_swapped_for_a_link_while_it_is_opened_is_not_followed(tmp_path: Path, monkeypatch):
    (tmp_path / "secret").write_text("hidden admin\n")
    (tmp_path / "roster").mkdir()
    desk = Desk(tmp_path / "roster")
    real = os.path.realpath

    def swapped(path: Path) -> str:
        answer = real(path)
        if Path(path) == desk.path:
            desk.path.unlink()
            desk.path.symlink_to("../secret")
        return answer

    desk.path.write_text("boss admin\nann math\nbob\n")
    monkeypatch.setattr(os.path, "realpath", swapped)
    assert desk.sees() == ["boss", "ann"]


def test_a_file_that_is_written_while_it_is_read_is_read_again_at_the_next_look(desk: Desk, monkeypatch):
    real, sizes = os.fstat, iter([1, 2])

    def growing(descriptor: int) -> Any:
        found = real(descriptor)
        size = next(sizes, found.st_size)
        return SimpleNamespace(
            **{key: getattr(found, key) for key in dir(found) if key[:3] == "st_"} | {"st_size": size}
        )

    monkeypatch.setattr(os, "fstat", growing)
    assert desk.sees("boss admin\nbob\n") == ["boss", "ann"]
    assert desk.sees() == ["boss", "bob", "ann"]


@pytest.mark.parametrize("data", [b"\x00" * 4096, b"boss admin\n" + b"a" * 500_000, b"\xff\xfe" * 9, b"x " * 300_000])
def test_no_content_takes_anybody_away(desk: Desk, data: bytes):
    assert {"boss", "ann"} <= set(desk.sees(data))
    assert {"boss", "ann"} <= set(desk.sees(after=1)) or not desk.file.roster().has_errors


def test_a_device_is_never_opened(desk: Desk):
    desk.path.unlink()
    desk.path.symlink_to("/dev/zero")
    assert (desk.sees(), desk.codes()) == (["boss", "ann"], ["roster-not-a-file"])
