from conftest import policy

from hubwright_hub.access_now import access_of


def test_everybody_on_the_roster_has_their_folders(office):
    found = access_of(office("boss admin\nann math\n").live)
    assert found["closed"] == []
    assert found["people"]["ann"] == [
        ["math-user-ann", "/home/jovyan", "rw", "home", None, "ann", "person"],
        ["math-shared-math", "/home/jovyan/math", "rw", "shared", "math", None, "group"],
    ]
    assert found["people"]["boss"] == [["math-user-boss", "/home/jovyan", "rw", "home", None, "boss", "person"]]


def test_it_is_of_the_roster_at_this_moment(office):
    at_work = office("boss admin\nann math\n")
    assert "ann" in access_of(at_work.live)["people"]
    at_work.writes("boss admin\n")
    assert "ann" not in access_of(at_work.live)["people"]


def test_it_says_whose_servers_staff_may_open(office):
    found = access_of(office("boss admin\ntom math:staff\npia phys:staff math\nann math\nbob math phys\n").live)
    assert found["open"] == {"math": ["ann"], "phys": []}


def test_boxes_that_are_copied_are_named(office):
    box = policy(
        "inbox",
        "drop-box",
        "/home/jovyan/{group}-submit",
        collectAt="/home/jovyan/{group}-in/{person}",
        closes="2026-11-01T12:00",
    )
    at_work = office("boss admin\nann math\ntom math:staff\n", volumes=[box])
    at_work.live.memory.note_copy("inbox", "2026-11-01T12:00")
    found = access_of(at_work.live)
    assert (found["closed"], found["copied"]) == (["inbox"], [("inbox", "2026-11-01T12:00")])
    at_work.live.memory.note_copy("inbox", "2026-06-01T12:00")
    again = access_of(office("boss admin\nann math\ntom math:staff\n", volumes=[{**box, "closes": None}]).live)
    assert again["closed"] == []
