from datetime import date

import pytest

from hubwright_hub.roster.group_map import GroupMap
from hubwright_hub.roster.in_force import ManyGone, in_force, many_gone, many_gone_problem, meanwhile
from hubwright_hub.roster.roster import parse


def after(*texts: str) -> GroupMap:
    """The roster in force after these files, one after another."""
    roster: GroupMap | None = None
    for text in texts:
        roster = in_force(roster, parse(text))
    assert roster is not None
    return roster


def shown(roster: GroupMap) -> list[str]:
    return [
        " ".join(
            [
                person.name,
                *(["admin"] if person.admin else []),
                *(group if standing == "member" else f"{group}:staff" for group, standing in person.groups.items()),
                *([f"until={person.until}"] if person.until else []),
                *([f"pw={person.pw}"] if person.pw > 1 else []),
            ]
        )
        for person in roster.people.values()
    ]


GOOD = "boss admin\nann math until=2027-01-31 pw=3\nbob math:staff phys\n"


def test_a_good_file_holds_as_it_is():
    assert shown(after(GOOD, "boss admin\nbob phys\n")) == ["boss admin", "bob phys"]


def test_a_file_that_names_nobody_changes_nothing():
    assert shown(after(GOOD, "")) == shown(after(GOOD))
    assert shown(after(GOOD, "# all gone\n")) == shown(after(GOOD))


def test_a_file_without_an_admin_changes_nothing():
    assert shown(after(GOOD, "ann phys\nboss\n")) == shown(after(GOOD))


def test_a_file_whose_only_admin_line_is_lost_changes_nothing():
    assert shown(after(GOOD, "boss\u200b admin\nann phys\n")) == shown(after(GOOD))


def test_a_file_with_errors_grants_what_its_good_lines_grant():
    assert "cy math" in shown(after(GOOD, f"{GOOD}cy math\ndi m!th\n"))


def test_a_file_with_errors_takes_nobody_away():
    assert shown(after(GOOD, "boss admin\nan\u200bn math\n")) == [
        "boss admin",
        "ann math until=2027-01-31 pw=3",
        "bob math:staff phys",
    ]


def test_a_file_with_errors_takes_no_group_and_no_admin_away():
    roster = after(GOOD, "ann admin\nbob m!th\nboss math\n")
    assert shown(roster)[1:] == ["bob math:staff phys", "boss admin math"]


def test_a_file_with_errors_makes_nobody_less_than_they_were():
    assert "bob math:staff phys" in shown(after(GOOD, "boss admin\nbob math b!d\n"))


def test_a_standing_that_cannot_be_read_leaves_the_earlier_one():
    assert "bob math:staff phys" in shown(after(GOOD, "boss admin\nbob math:staf\n"))


def test_an_end_that_cannot_be_read_leaves_the_earlier_one():
    assert "ann math until=2027-01-31" in shown(after(GOOD, "boss admin\nann math until=2027-13-31\n"))


def test_an_end_may_be_taken_away_beside_an_error_elsewhere():
    assert "ann math" in shown(after(GOOD, "boss admin\nann math\nbob m!th\n"))


ENDED = "boss admin\nann math until=2020-01-31\n"
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "boss admin\nann math\nuntil=2020-01-31\n",
        "boss admin\nann math\nbo,phys\n",
        "boss admin\nann math until=2030-01-31\nbob m!th\n",
        "boss admin\nann math admin phys:staff\nname,groups\n",
    ],
)
def test_a_file_with_errors_lets_nobody_back_in_whose_access_has_ended(text):
    before, now = parse(ENDED), parse(text)
    for held in (in_force(before, now, TODAY), meanwhile(before, now, TODAY)):
        assert held.people["ann"].until == date(2020, 1, 31)


def test_a_file_with_errors_ends_nobodys_access_and_shortens_it_for_nobody():
    text = "boss admin until=2020-01-31\nann math until=2026-11-30\nbo,phys\n"
    before, now = parse(GOOD), parse(text)
    for held in (in_force(before, now, TODAY), meanwhile(before, now, TODAY)):
        assert (held.people["boss"].until, held.people["ann"].until) == (None, date(2027, 1, 31))


def test_a_file_with_errors_grants_a_later_end_to_a_person_who_may_enter():
    now = parse("boss admin\nann math until=2028-01-31\nbo,phys\n")
    assert in_force(parse(GOOD), now, TODAY).people["ann"].until == date(2028, 1, 31)


def test_an_end_and_a_password_may_be_in_a_line_that_is_lost():
    assert "ann math until=2027-01-31 pw=3" in shown(after(GOOD, "boss admin\nann math\nuntil=2027-01-31 pw=3\n"))


@pytest.mark.parametrize("line", ["ann,math", "ann: math", "ann;math;", "- ann math", '"ann" math', "1. ann math"])
def test_a_malformed_line_takes_nothing_from_anybody_and_grants_nothing(line):
    roster = after(GOOD, f"boss admin\n{line}\n")
    assert sorted(shown(roster)) == sorted(shown(after(GOOD)))


def test_a_reset_password_that_cannot_be_read_is_not_undone():
    assert "ann math pw=3" in shown(after(GOOD, "boss admin\nann math pw=x3\n"))


def test_two_files_with_errors_after_each_other_take_nothing_away_either():
    second = "boss admin\ncy math\nan\u200bn math\n"
    third = "boss admin\nan\u200bn math\n"
    assert "cy math" in shown(after(GOOD, second, third))
    assert "ann math until=2027-01-31 pw=3" in shown(after(GOOD, second, third))


def test_the_next_good_file_ends_what_errors_had_kept():
    assert shown(after(GOOD, "boss admin\nan\u200bn math\n", "boss admin\n")) == ["boss admin"]


def test_a_warning_is_no_error():
    assert shown(after(GOOD, "boss admin\nboss admin\n")) == ["boss admin"]


def test_where_nothing_held_before_what_could_be_read_holds():
    assert shown(after("ann math\nbob m!th\n")) == ["ann math", "bob"]


def shown_meanwhile(before: str, text: str) -> list[str]:
    return shown(meanwhile(parse(before), parse(text)))


def test_while_a_file_may_be_half_written_what_it_grants_holds():
    assert shown_meanwhile(GOOD, "boss admin\nann math phys admin\ncy math\n") == [
        "boss admin",
        "ann admin math phys until=2027-01-31 pw=3",
        "cy math",
        "bob math:staff phys",
    ]


@pytest.mark.parametrize("length", range(len(GOOD)))
def test_the_beginning_of_a_file_takes_nothing_from_anybody(length):
    before, now = parse(GOOD), meanwhile(parse(GOOD), parse(GOOD[:length]))
    for name, person in before.people.items():
        held = now.people[name]
        assert (held.admin or not person.admin, held.until, held.pw) == (True, person.until, person.pw)
        assert all(held.groups[group] == "staff" or standing == "member" for group, standing in person.groups.items())


def test_an_end_that_can_be_read_holds_at_once():
    assert "ann math until=2026-11-30 pw=3" in shown_meanwhile(GOOD, "boss admin\nann math until=2026-11-30 pw=3\n")


def test_a_reset_password_holds_at_once():
    assert "ann math until=2027-01-31 pw=4" in shown_meanwhile(GOOD, "boss admin\nann math until=2027-01-31 pw=4\n")


def crowd(*numbers: int, until: str = "") -> str:
    return "boss admin\n" + "".join(f"p{number} math {until}\n" for number in numbers)


@pytest.mark.parametrize(
    ("there", "stay", "gone"),
    [
        (31, 20, 11),  # 11 of 32 with the admin: more than a third
        (32, 21, 0),  # 11 of 33: a third, and no more
        (11, 1, 0),  # ten may always go
        (11, 0, 11),
    ],
)
def test_more_than_ten_people_and_more_than_a_third_are_many(there, stay, gone):
    before, after = parse(crowd(*range(there))), parse(crowd(*range(stay)))
    assert len(many_gone(before, after, TODAY).names) == gone


def test_people_whose_access_has_ended_are_no_loss():
    before = parse(crowd(*range(40), until="until=2026-11-22"))
    assert many_gone(before, parse(crowd()), TODAY) == ManyGone()
    assert len(many_gone(before, parse(crowd()), date(2026, 11, 22)).names) == 40


def test_an_end_that_is_over_takes_as_much_as_a_line_that_is_gone():
    before, ended = parse(crowd(*range(40))), parse(crowd(*range(40), until="until=2026-11-22"))
    assert len(many_gone(before, ended, TODAY).names) == 40
    assert many_gone(before, parse(crowd(*range(40), until="until=2026-11-23")), TODAY) == ManyGone()


def test_a_group_that_loses_more_than_ten_and_has_nobody_left_waits_as_well():
    def class_of(group: str, size: int) -> str:
        others = "".join(f"q{number} chem\n" for number in range(100))
        return "boss admin\n" + others + "".join(f"p{number} {group}\n" for number in range(size))

    before = parse(class_of("math", 11))
    lost = many_gone(before, parse(class_of("maths", 11)), TODAY)
    assert (len(lost.names), lost.group) == (11, "math")
    problem = many_gone_problem(lost, before, TODAY)
    assert "removes all 11 people from the group math at once" in problem.message
    assert many_gone(before, parse(class_of("math", 1)), TODAY) == ManyGone()
    assert many_gone(parse(class_of("math", 10)), parse(class_of("maths", 10)), TODAY) == ManyGone()


def test_a_file_with_errors_loses_nobody_and_so_not_many():
    assert many_gone(parse(crowd(*range(40))), parse("boss admin\nann m!th\n"), TODAY) == ManyGone()
