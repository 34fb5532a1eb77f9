"""Archives of whole volumes, made on a real file system."""

import os
from pathlib import Path

import pytest

from hubwright_hub.volumes import volume_archive
from hubwright_hub.volumes.volume_archive import AnotherArchiveError, archive


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "work").mkdir(parents=True)
    (home / "work" / "notes").write_text("mine")
    (home / "work" / "notes").chmod(0o600)
    os.link(home / "work" / "notes", home / "again")
    (home / "link").symlink_to("/etc/passwd")
    os.mkfifo(home / "pipe", 0o620)
    for name in ("link", "pipe"):
        os.utime(home / name, ns=(10**18, 10**18), follow_symlinks=False)
    home.chmod(0o2770)
    (tmp_path / "to").mkdir()
    return home


def test_an_archive_is_the_volume_as_it_was(home: Path, tmp_path: Path):
    done = archive(home, tmp_path / "to")
    assert (done.count, done.size) == (5, 8)
    copy = tmp_path / "to"
    assert (copy / "work" / "notes").read_text() == "mine"
    assert (copy / "work" / "notes").stat().st_mode & 0o777 == 0o600
    assert (copy / "work" / "notes").stat().st_mtime_ns == (home / "work" / "notes").stat().st_mtime_ns
    assert (copy / "again").stat().st_ino == (copy / "work" / "notes").stat().st_ino
    assert (copy / "link").readlink() == Path("/etc/passwd")
    assert (copy / "pipe").is_fifo()
    assert (copy / "pipe").stat().st_mode == (home / "pipe").stat().st_mode
    assert [(copy / name).lstat().st_mtime_ns for name in ("link", "pipe")] == [10**18, 10**18]
    assert copy.stat().st_mode & 0o7777 == 0o2770


def test_a_second_time_changes_nothing(home: Path, tmp_path: Path):
    archive(home, tmp_path / "to")
    before = (tmp_path / "to" / "work" / "notes").stat().st_ino
    archive(home, tmp_path / "to")
    assert (tmp_path / "to" / "work" / "notes").stat().st_ino == before


def test_a_half_done_copy_is_started_again(home: Path, tmp_path: Path):
    to = tmp_path / "to"
    (to / "half" / "done").mkdir(parents=True)
    (to / "file").write_text("x")
    to.chmod(volume_archive.UNFINISHED)
    archive(home, to)
    assert names_in(to) == names_in(home)


def test_another_persons_archive_is_never_written_to(home: Path, tmp_path: Path):
    archive(home, tmp_path / "to")
    (home / "work" / "new").write_text("of somebody else")
    with pytest.raises(AnotherArchiveError):
        archive(home, tmp_path / "to")
    assert not (tmp_path / "to" / "work" / "new").exists()


@pytest.mark.parametrize("name", ["link", "pipe"])
def test_another_link_or_pipe_is_another_volume(home: Path, tmp_path: Path, name: str):
    archive(home, tmp_path / "to")
    os.utime(home / name, ns=(10**18, 10**18 + 1), follow_symlinks=False)
    with pytest.raises(AnotherArchiveError):
        archive(home, tmp_path / "to")


@pytest.mark.parametrize("file", ["work/notes", "again", "top"])
def test_a_change_that_leaves_every_size_is_another_volume(home: Path, tmp_path: Path, file: str):
    (home / "top").write_text("42")
    archive(home, tmp_path / "to")
    (home / file).write_text("x" * len((home / file).read_text()))
    with pytest.raises(AnotherArchiveError):
        archive(home, tmp_path / "to")


def test_a_file_that_took_anothers_place_is_another_volume(home: Path, tmp_path: Path):
    archive(home, tmp_path / "to")
    (home / "work" / "new").write_text("ours")
    (home / "work" / "new").chmod(0o600)
    (home / "work" / "new").replace(home / "work" / "notes")
    with pytest.raises(AnotherArchiveError):
        archive(home, tmp_path / "to")


def test_another_owner_or_mode_is_another_volume(home: Path, tmp_path: Path):
    archive(home, tmp_path / "to")
    (home / "work" / "notes").chmod(0o644)
    with pytest.raises(AnotherArchiveError):
        archive(home, tmp_path / "to")


def test_a_copy_that_lacks_something_is_never_called_done(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hubwright_hub.volumes.tree_copy.DEEPEST", 0)
    with pytest.raises(OSError, match="Not copied"):
        archive(home, tmp_path / "to")
    assert (tmp_path / "to").stat().st_mode & 0o7777 == volume_archive.UNFINISHED
