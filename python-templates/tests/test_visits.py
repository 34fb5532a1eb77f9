import json
import logging
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hubwright_hub.access.visits import Visit, Visits

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
EARLIER, LATER = ((NOON + timedelta(hours=hours)).isoformat().replace("+00:00", "Z") for hours in (-1, 1))
VISIT = Visit("prof", "ann", "", LATER)
RUNNING = [("ann", "", LATER)]


def at(moment: datetime = NOON):
    return lambda: moment


def begun(path: Path | None, *assumed: Visit) -> Visits:
    visits = Visits(path, clock=at())
    visits.begin(assumed)
    return visits


def test_a_visit_is_in_the_file_when_it_has_been_noted(tmp_path):
    path = tmp_path / "visits.json"
    begun(path).note([VISIT])
    again = Visits(path, clock=at(NOON + timedelta(days=1)))
    assert (again.is_begun, again.of(RUNNING), again.covers(LATER)) == (True, [VISIT], True)


def test_nobody_else_may_read_the_file(tmp_path):
    path = tmp_path / "visits.json"
    begun(path, VISIT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_record_covers_the_servers_that_are_younger_than_it(tmp_path):
    visits = Visits(tmp_path / "visits.json", clock=at())
    assert [visits.covers(started) for started in (EARLIER, LATER)] == [False, True]


def test_a_record_that_has_not_begun_leaves_no_file_that_would_say_so(tmp_path):
    path = tmp_path / "visits.json"
    visits = Visits(path, clock=at())
    visits.note([VISIT])
    assert not path.exists()
    visits.begin([Visit("boss", "bob", "", EARLIER)])
    assert Visits(path).of([*RUNNING, ("bob", "", EARLIER)]) == [Visit("boss", "bob", "", EARLIER), VISIT]


def test_only_visits_to_servers_that_run_count():
    visits = begun(None, VISIT, Visit("prof", "ann", "gpu", LATER), Visit("prof", "bob", "", EARLIER))
    assert visits.of([*RUNNING, ("bob", "", LATER)]) == [VISIT]
    visits.forget("ann", "")
    assert visits.of(RUNNING) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"since": "yesterday", "visits": []}', '{"visits": []}', '{"since": 1, "visits": [1]}']
)
def test_a_file_that_cannot_be_read_is_no_record(tmp_path, text, caplog):
    path = tmp_path / "visits.json"
    path.write_text(text, encoding="utf-8")
    visits = Visits(path, clock=at())
    assert (visits.is_begun, visits.covers(EARLIER)) == (False, False)
    assert "cannot be read" in caplog.text
    visits.begin([])
    assert json.loads(path.read_text(encoding="utf-8"))["visits"] == []


def test_a_visit_that_cannot_be_written_leaves_no_file_that_lacks_it_and_is_written_later(tmp_path, caplog):
    path = tmp_path / "visits.json"
    visits = begun(path)
    # What a full disk does: the file can be made and removed, and takes no byte.
    fresh = path.with_name("visits.json.new")
    real, full = Path.write_text, True

    def write(self: Path, *given: object, **named: object) -> int:
        if full and self == fresh:
            raise OSError(28, "No space left on device")
        return real(self, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_text", write)
        with caplog.at_level(logging.ERROR):
            visits.note([VISIT])
            visits.keep()
        assert (list(tmp_path.iterdir()), visits.of(RUNNING)) == ([], [VISIT])
        assert caplog.text.count("disk is full") == 1
        full = False
        visits.keep()
    assert Visits(path).of(RUNNING) == [VISIT]
