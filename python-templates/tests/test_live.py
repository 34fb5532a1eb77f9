from datetime import UTC, datetime

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
    ann = live.live.roster().person("ann")
    assert live.live.has_ended(ann) is ended


def test_somebody_whose_access_has_ended_mounts_no_folder_of_a_group(office):
    hub = office("boss admin\nann math until=2026-01-31\n")
    assert [mount.volume for mount in hub.live.mounts("ann").mounts] == ["math-user-ann"]


def test_staff_go_on_seeing_what_somebody_handed_in_whose_access_has_ended(office):
    from conftest import policy

    access = {"member": "rw", "staff": "ro", "admin": "none"}
    box = policy("inbox", "drop-box", "/{group}-in", access=access, collectAt="/{group}/{person}")
    hub = office("boss admin\nprof c:staff\nann c until=2026-01-31\n", volumes=[box])
    assert [mount.volume for mount in hub.live.mounts("prof").mounts] == ["math-shared.inbox-c.ann"]


def test_a_problem_of_the_userlist_is_logged_once(office, caplog):
    hub = office("boss admin\nann m!th\n")
    for _ in range(3):
        hub.live.roster()
    assert len(caplog.records) == 1
    assert "line 2" in caplog.text
