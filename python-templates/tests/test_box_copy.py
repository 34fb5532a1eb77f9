"""Copies of boxes, made on a real file system: what is in them, and what nobody can do to them."""

import csv
import os
import socket
import time
from pathlib import Path

import pytest

from hubwright_hub.boxes import box_copy
from hubwright_hub.boxes.box_copy import Box, Closing, final_pass, first_pass
from hubwright_hub.volumes import tree_copy

ME = (os.getuid(), os.getgid())


class Class:
    """Boxes of a group, and the volume that their copy is made in."""

    def __init__(self, root: Path) -> None:
        self.root, self.volume = root, root / "copy"
        self.volume.mkdir()
        self.people: dict[str, Path | None] = {}

    def box(self, person: str) -> Path:
        path = self.root / "boxes" / person
        path.mkdir(parents=True, exist_ok=True)
        self.people[person] = path
        return path

    def boxes(self) -> list[Box]:
        return [Box(person, f"by-{person}/files", path) for person, path in self.people.items()]

    def first(self) -> None:
        first_pass(self.volume, self.boxes(), ME)

    def closes(self, moment: float | None = None, *, late: bool = False) -> None:
        closing = Closing("2026-12-11T23:59", time.time() if moment is None else moment, "UTC", late)
        final_pass(self.volume, self.boxes(), closing, ME)

    def copy(self, person: str) -> Path:
        return self.volume / f"by-{person}" / "files"

    def remarks(self) -> dict[tuple[str, str], str]:
        with (self.volume / "MANIFEST.csv").open(encoding="utf-8", newline="") as text:
            return {(row["person"], row["file"]): row["remark"] for row in csv.DictReader(text)}


@pytest.fixture
def group(tmp_path: Path) -> Class:
    return Class(tmp_path)


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def tick() -> float:
    """A moment that lies between what was written and what will be: file systems count in some milliseconds."""
    time.sleep(0.02)
    moment = time.time()
    time.sleep(0.02)
    return moment


def test_what_was_written_before_is_in_the_copy_and_what_is_written_after_is_not(group: Class):
    box = group.box("ann")
    (box / "sub").mkdir()
    (box / "sub" / "answer").write_text("before")
    moment = tick()
    (box / "later").write_text("after")
    group.closes(moment)
    assert (group.copy("ann") / "sub" / "answer").read_text() == "before"
    assert not (group.copy("ann") / "later").exists()
    assert group.remarks()["ann", "./later"] == "not copied: changed after the closing time"
    assert names_in(group.volume) == ["MANIFEST.csv", "by-ann"]


def test_what_is_changed_removed_or_renamed_after_the_moment_is_kept_as_it_was_before(group: Class):
    box = group.box("ann")
    for name in ("overwritten", "removed", "renamed", "untouched", "replaced"):
        (box / name).write_text("before")
    (box / "gone").mkdir()
    (box / "gone" / "inner").write_text("before")
    (box / "link").symlink_to("untouched")
    tick()
    group.first()
    moment = tick()
    (box / "overwritten").write_text("after")
    (box / "removed").unlink()
    (box / "renamed").rename(box / "new-name")
    (box / "gone" / "inner").unlink()
    (box / "gone").rmdir()
    (box / "link").unlink()
    (box / "link").symlink_to("overwritten")
    (box / "replaced").unlink()
    (box / "replaced").mkdir()
    (box / "made-after").mkdir()
    group.closes(moment)
    copy = group.copy("ann")
    found = names_in(copy)
    assert found == ["gone", "link", "overwritten", "removed", "renamed", "replaced", "untouched"]
    assert {(copy / name).read_text() for name in found if name != "gone"} == {"before"}
    assert (copy / "gone" / "inner").read_text() == "before"
    assert (copy / "link").readlink() == Path("untouched")
    remarks = group.remarks()
    assert (
        remarks["ann", "./overwritten"] == "changed after the closing time: this is the version from shortly before it"
    )
    assert remarks["ann", "./removed"] == "removed or renamed after the closing time"
    assert remarks["ann", "./untouched"] == ""


def test_what_is_removed_before_the_moment_is_not_in_the_copy(group: Class):
    box = group.box("ann")
    (box / "withdrawn").write_text("x")
    group.first()
    (box / "withdrawn").unlink()
    group.closes(tick())
    assert names_in(group.copy("ann")) == []


def test_a_folder_that_takes_the_name_of_another_before_the_moment_is_copied_with_its_own_files(group: Class):
    box = group.box("ann")
    for folder, text in (("submission", "the draft"), ("final", "the last word"), ("other", "equally long")):
        (box / folder).mkdir()
        (box / folder / "report").write_text(text)
    tick()  # Two texts of one size are told apart by their times.
    (box / "equal").mkdir()
    (box / "equal" / "report").write_text("just as long")
    tick()
    group.first()
    for old, new in (("final", "submission"), ("equal", "other")):
        (box / new / "report").unlink()
        (box / new).rmdir()
        (box / old).rename(box / new)
    group.closes(tick())
    assert (group.copy("ann") / "submission" / "report").read_text() == "the last word"
    assert (group.copy("ann") / "other" / "report").read_text() == "just as long"


def test_staff_can_read_what_its_owner_closed_and_nothing_is_set_uid(group: Class):
    box = group.box("ann")
    (box / "closed").write_text("x")
    (box / "closed").chmod(0o000 if os.getuid() == 0 else 0o400)
    (box / "tool").write_text("x")
    (box / "tool").chmod(0o6755)
    group.closes()
    modes = {name: (group.copy("ann") / name).stat().st_mode & 0o7777 for name in ("closed", "tool")}
    assert modes == {"closed": 0o644, "tool": 0o755}


def test_links_are_copied_as_links_and_nothing_outside_is_read(group: Class):
    outside = group.root / "secret"
    outside.mkdir()
    (outside / "key").write_text("secret")
    box = group.box("eve")
    (box / "dir").symlink_to(outside)
    (box / "file").symlink_to(outside / "key")
    (box / "root").symlink_to("/")
    group.first()
    group.closes()
    copy = group.copy("eve")
    assert [(copy / name).is_symlink() for name in ("dir", "file", "root")] == [True] * 3
    assert not any(path.is_file() and not path.is_symlink() for path in copy.iterdir())


def test_pipes_and_sockets_hang_nothing_and_are_listed(group: Class, monkeypatch: pytest.MonkeyPatch):
    box = group.box("eve")
    os.mkfifo(box / "pipe")
    monkeypatch.chdir(box)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        group.first()
        group.closes()
    remarks = group.remarks()
    assert (remarks["eve", "./pipe"], remarks["eve", "./socket"]) == ("not copied: a pipe", "not copied: a socket")
    assert names_in(group.copy("eve")) == []


def test_names_of_every_kind_are_copied_and_listed(group: Class):
    box = group.box("=1+1")
    names = ["new\nline", "=cmd()", 'quo"te, comma', "😀", "-rf", "MANIFEST.csv", ".partial", ".first"]
    for name in names:
        (box / name).write_text("x")
    (box / os.fsdecode(b"not-utf8-\xff")).write_text("x")
    group.first()
    group.closes()
    assert names_in(group.copy("=1+1")) == sorted([*names, os.fsdecode(b"not-utf8-\xff")])
    rows = group.remarks()
    assert {("'=1+1", f"./{name}") for name in names} <= set(rows)
    assert ("'=1+1", "./not-utf8-\\udcff") in rows


def test_a_file_of_many_names_or_of_holes_fills_no_disk(group: Class):
    box = group.box("eve")
    (box / "0").write_bytes(os.urandom(1 << 20))
    for number in range(1, 300):
        os.link(box / "0", box / str(number))
    with (box / "holes").open("wb") as hole:
        hole.truncate(1 << 43)
    group.closes()
    blocks = {path.stat().st_ino: path.stat().st_blocks for path in group.copy("eve").iterdir()}
    assert sum(blocks.values()) * 512 < 4 << 20
    assert (group.copy("eve") / "holes").stat().st_size == 1 << 43


def test_folders_deeper_than_any_work_needs_are_listed_and_not_followed(group: Class):
    here = os.open(group.box("eve"), tree_copy.DIRECTORY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", tree_copy.DIRECTORY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    group.first()
    group.closes()
    assert [remark for remark in group.remarks().values() if "nested folders" in remark]


def test_ten_thousand_files_are_copied(group: Class):
    box = group.box("ann")
    for number in range(10_000):
        (box / str(number)).touch()
    group.first()
    group.closes(tick())
    assert len(names_in(group.copy("ann"))) == 10_000


def test_who_handed_in_nothing_is_listed(group: Class):
    group.box("ann")
    group.people["bob"] = None
    group.closes()
    assert group.remarks()["bob", ""] == group.remarks()["ann", ""] == "nothing was handed in"


def test_a_hub_that_was_away_says_so(group: Class):
    (group.box("ann") / "x").touch()
    group.closes(late=True)
    assert "late: the hub was not running" in group.remarks()["", ""]


@pytest.mark.parametrize("crash_at", range(40))
def test_after_a_crash_at_any_point_a_repeat_ends_in_the_same(
    group: Class, monkeypatch: pytest.MonkeyPatch, crash_at: int
):
    for person in ("ann", "bob"):
        (group.box(person) / "kept").write_text("before")
        (group.box(person) / "changed").write_text("before")
    tick()
    group.first()
    moment = tick()
    for person in ("ann", "bob"):
        (group.box(person) / "changed").write_text("after")
    crash(monkeypatch, crash_at)
    try:
        group.closes(moment)
    except Crash:
        monkeypatch.undo()
        if (group.volume / "MANIFEST.csv").exists():
            assert (group.copy("bob") / "kept").exists()
        group.closes(moment)
    monkeypatch.undo()
    assert names_in(group.volume) == ["MANIFEST.csv", "by-ann", "by-bob"]
    for person in ("ann", "bob"):
        assert {(group.copy(person) / name).read_text() for name in ("kept", "changed")} == {"before"}


def test_a_full_disk_shows_nothing_and_leaves_no_half_copy(group: Class, monkeypatch: pytest.MonkeyPatch):
    (group.box("ann") / "x").write_text("x")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(OSError, match="No space"):
        group.closes()
    box_copy.give_up(group.volume)
    monkeypatch.undo()
    assert names_in(group.volume) == []
    group.closes()
    assert (group.copy("ann") / "x").read_text() == "x"


def test_a_complete_copy_is_never_touched_again(group: Class):
    (group.box("ann") / "x").write_text("x")
    group.closes()
    (group.box("ann") / "x").write_text("y")
    group.first()
    group.closes()
    assert (group.copy("ann") / "x").read_text() == "x"


class Crash(BaseException):
    """The machine goes off."""


def crash(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Ends the process, so to say, at one of the calls that change the disk."""
    left = [after]

    def counted(name: str) -> None:
        real = getattr(os, name)

        def call(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Crash
            return real(*given, **named)

        monkeypatch.setattr(os, name, call)

    for name in ("mkdir", "rename", "link", "pwrite", "chown", "utime", "rmdir", "unlink", "sync"):
        counted(name)
