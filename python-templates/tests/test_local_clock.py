from datetime import UTC, date, datetime

import pytest


@pytest.mark.parametrize(
    ("now", "ended"),
    [
        (datetime(2027, 2, 1, 6, 59, tzinfo=UTC), False),
        (datetime(2027, 2, 1, 7, 0, tzinfo=UTC), True),
    ],
)
def test_access_ends_when_the_day_ends_in_the_hubs_time_zone(office, now, ended):
    live = office("boss admin\nann math until=2027-01-31\n")
    live.now = now
    ann = live.live.roster.now().person("ann")
    assert live.live.clock.has_ended(ann) is ended


def test_the_day_is_that_of_the_time_zone_of_the_hub(office):
    hub = office()
    hub.now = datetime(2026, 12, 12, 6, 59, tzinfo=UTC)
    assert hub.live.clock.today() == date(2026, 12, 11)
