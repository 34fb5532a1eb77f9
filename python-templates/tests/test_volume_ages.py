import os
from pathlib import Path

from hubwright_hub.volume_ages import ages, newest_change


def changed(path: Path, when: float) -> None:
    os.utime(path, (when, when), follow_symlinks=False)


def test_is_the_newest_change_at_any_depth(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "old").write_text("")
    (tmp_path / "new").write_text("")
    changed(tmp_path / "new", 1.5e9)
    for path in (deep / "old", deep, tmp_path / "a", tmp_path):
        changed(path, 1e9)
    assert newest_change(tmp_path) == 1.5e9
    changed(deep / "old", 1.6e9)
    assert newest_change(tmp_path) == 1.6e9


def test_sees_that_something_was_removed(tmp_path: Path) -> None:
    for name in ("stays", "goes"):
        (tmp_path / name).write_text("")
        changed(tmp_path / name, 1e9)
    changed(tmp_path, 1e9)
    (tmp_path / "goes").unlink()
    assert (newest_change(tmp_path) or 0) > 1e9


def test_is_nothing_for_what_is_empty(tmp_path: Path) -> None:
    assert newest_change(tmp_path) is None


def test_looks_at_a_link_and_not_where_it_leads(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("")
    changed(outside / "file", 1.9e9)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    changed(inside / "link", 1.2e9)
    changed(inside, 1e9)
    assert newest_change(inside) == 1.2e9


def test_answers_in_the_order_of_the_numbers(tmp_path: Path) -> None:
    for number in range(12):
        volume = tmp_path / str(number)
        volume.mkdir()
        if number != 10:
            (volume / "file").write_text("")
            changed(volume / "file", 1e9 + number)
            changed(volume, 1e9)
    assert ages(tmp_path) == [None if number == 10 else 1e9 + number for number in range(12)]
