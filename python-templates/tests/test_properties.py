"""What is true for every roster and every name, tested with random ones made of words that could do harm."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hubwright_hub.access.policy import VolumePolicy
from hubwright_hub.engine import names
from hubwright_hub.roster.in_force import in_force, meanwhile
from hubwright_hub.roster.roster import parse

OURS = ["user", "shared", "db", "data", "home", "math", "h", "a", "b", "-", ".", "_", "_h", "_2e", "{group}", "😀", "é"]
parts = st.lists(st.sampled_from(OURS), min_size=1, max_size=5).map("".join)
hubs = st.sampled_from(["math", "math-a", "a", "math-math", "h", "home"])
keys = st.sampled_from(["home", "shared", "user", "data", "a", "math"])
pers = st.sampled_from(["person", "group", "hub", "drop-box", "notebook", "copy", "archive", "box-archive"])
things = st.tuples(hubs, pers, keys, parts, parts)


def meaning(thing: tuple[str, str, str, str, str]) -> tuple[str, ...]:
    """What makes two things the same thing."""
    hub, per, key, group, person = thing
    return {
        "person": (hub, per, key, person),
        "group": (hub, per, key, group),
        "hub": (hub, per, key),
        "drop-box": (hub, per, key, group, person),
        "notebook": (hub, per, person, group),
        "copy": (hub, per, key, group),
        "archive": (hub, per, key, person),
        "box-archive": (hub, per, key, group, person),
    }[per]


def name(thing: tuple[str, str, str, str, str]) -> tuple[str, str]:
    hub, per, key, group, person = thing
    if per == "notebook":
        return "container", names.notebook(hub, person, group)
    if per == "copy":
        return "volume", names.box_copy(hub, key, group, "2026-12-11T23:59")
    if per == "archive":
        return "volume", names.archive(VolumePolicy(key, "person", "/x").volume(hub, person=person), "2026-12-11", 1)
    if per == "box-archive":
        box = VolumePolicy(key, "drop-box", "/x").volume(hub, group=group, person=person)
        return "volume", names.archive(box, "2026-12-11", 2)
    return "volume", VolumePolicy(key, per, "/x").volume(hub, group=group, person=person)  # type: ignore[arg-type]


@settings(max_examples=1000, deadline=None)
@given(things, things)
def test_different_things_have_different_names(one, other):
    assert (name(one) == name(other)) == (meaning(one) == meaning(other))


@settings(max_examples=300, deadline=None)
@given(things)
def test_docker_takes_every_name(thing):
    import re

    assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{1,119}", name(thing)[1])


@settings(max_examples=500, deadline=None)
@given(things, hubs)
def test_nothing_of_people_is_called_like_what_a_hub_keeps_for_itself(thing, hub):
    kept = {f"{hub}-data{part}" for part in ("", ".roster", ".secrets", ".proxy", ".db")} | {f"{hub}-db-data"}
    assert name(thing)[1] not in kept


words = st.one_of(
    st.sampled_from(["admin", "math", "Math", "phys:staff", "x:y", "until=2027-01-31", "until=x", "pw=2", "pw=x", "#"]),
    st.text(max_size=6),
)
lines = st.lists(words, max_size=5).map(" ".join)
rosters = st.lists(lines, max_size=8).map("\n".join)


@settings(max_examples=500, deadline=None)
@given(st.one_of(rosters, st.text(max_size=200)))
def test_no_text_is_too_strange_to_read(text):
    roster = parse(text)
    for person in roster.people.values():
        assert person.lines
        assert person.name == person.name.lower()
    assert bool(roster.people) == all(problem.code != "roster-empty" for problem in roster.diagnostics)


@settings(max_examples=500, deadline=None)
@given(rosters, rosters)
def test_a_file_with_errors_takes_nothing_away(before, after):
    earlier, later = parse(before), parse(after)
    held = in_force(earlier, later)
    if not later.has_errors:
        assert held is later
        return
    for name, person in earlier.people.items():
        now = held.people[name]
        assert set(person.groups) <= set(now.groups)
        assert now.admin or not person.admin
        assert now.until is None if person.until is None else now.until is None or now.until >= person.until


@settings(max_examples=500, deadline=None)
@given(rosters, rosters, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_a_file_with_errors_lets_nobody_in_whose_access_has_ended(before, after, today):
    earlier, later = parse(before), parse(after)
    if not later.has_errors:
        return
    for held in (in_force(earlier, later, today), meanwhile(earlier, later, today)):
        for name, person in earlier.people.items():
            if person.until is not None and person.until < today:
                assert held.people[name].until == person.until
