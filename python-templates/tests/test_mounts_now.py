from conftest import policy

from hubwright_hub.access.mounts_now import mounts_now


def test_a_person_whose_access_has_ended_mounts_no_folder_of_a_group(office):
    hub = office("boss admin\nann math until=2026-01-31\n")
    assert [mount.volume for mount in mounts_now(hub.live, "ann").mounts] == ["math-user-ann"]


def test_staff_still_see_what_a_person_handed_in_whose_access_has_ended(office):
    access = {"member": "rw", "staff": "ro", "admin": "none"}
    box = policy("inbox", "drop-box", "/{group}-in", access=access, collectAt="/{group}/{person}")
    hub = office("boss admin\nprof c:staff\nann c until=2026-01-31\n", volumes=[box])
    assert [mount.volume for mount in mounts_now(hub.live, "prof").mounts] == ["math-shared.inbox-c.ann"]


def test_staff_do_not_see_the_box_of_a_person_who_is_on_hold(office):
    box = policy("inbox", "drop-box", "/{group}-in", collectAt="/{group}/{person}")
    hub = office("boss admin\nprof c:staff\nann c\n", volumes=[box])
    hub.people()
    hub.writes("boss admin\nprof c:staff\n").live.roster.now()
    hub.later(31).writes("boss admin\nprof c:staff\nann c\n")
    assert mounts_now(hub.live, "prof").mounts == ()


def test_staff_mount_the_copy_of_a_box_only_of_the_moment_that_was_copied(office):
    box = policy("inbox", "drop-box", "/{group}-in", collectAt="/{group}/{person}", closes="2026-12-11T23:59")
    hub = office("boss admin\nprof c:staff\nann c\n", volumes=[box])
    before = mounts_now(hub.live, "prof")
    hub.live.memory.note_copy("inbox", "2026-06-11T23:59")
    assert mounts_now(hub.live, "prof") == before
    hub.live.memory.note_copy("inbox", "2026-12-11T23:59")
    assert [mount.at for mount in mounts_now(hub.live, "prof").mounts] == ["/c"]
