from datetime import date

import pytest

from hubwright_hub.long_away import long_away
from hubwright_hub.people.memory import Memory

LEFT = date(2026, 11, 23)


@pytest.fixture
def memory(tmp_path):
    """Of a hub that Ann and Zed left on one day, and that Cy was never on the list of."""
    path = tmp_path / "memory.sqlite"
    kept = Memory(path)
    kept.came(["ann", "bob", "zed"])
    kept.left(["ann", "zed"], LEFT)
    yield path, kept
    kept.close()


def test_a_name_belongs_to_a_person_who_left_long_ago_from_the_31st_day_on(memory):
    path, _ = memory
    assert long_away(path, ["ann", "bob", "cy"], date(2026, 12, 23)) == {}
    assert long_away(path, ["Ann", "bob", "cy"], date(2026, 12, 24)) == {"ann": "2026-11-23"}


def test_a_name_that_is_on_hold_stays_so_however_long_ago(memory):
    path, kept = memory
    kept.hold("ann")
    assert long_away(path, ["ann"], LEFT) == {"ann": "2026-11-23"}
    kept.decide("ann")
    assert long_away(path, ["ann"], date(2030, 1, 1)) == {}


def test_nobody_is_asked_about_who_was_not_named_and_nothing_is_written(memory, tmp_path):
    path, _ = memory
    path.chmod(0o400)
    before = path.read_bytes()
    assert long_away(path, [], date(2030, 1, 1)) == {}
    assert list(long_away(path, ["zed"], date(2030, 1, 1))) == ["zed"]
    assert path.read_bytes() == before
    assert long_away(tmp_path / "none", ["zed"], date(2030, 1, 1)) == {}
    assert not (tmp_path / "none").exists()
