import re
import string
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hubwright_hub.access.staff_roles import PREFIX, group_of_open, members_of, open_of, role_of, staff_role
from hubwright_hub.access.wanted import may_open, wanted_all

ROLE_NAME = re.compile(r"^[a-z][a-z0-9\-_~\.]{1,253}[a-z0-9]$")  # JupyterHub's own
FIRST = string.ascii_letters + string.digits
groups = st.builds(
    lambda first, rest: first + rest, st.sampled_from(FIRST), st.text(st.sampled_from(FIRST + "._-"), max_size=63)
)


@given(groups)
def test_every_group_has_a_role_that_jupyterhub_takes(group):
    assert ROLE_NAME.match(staff_role(group))


@given(groups, groups)
def test_two_groups_never_share_a_role(one, other):
    assert (staff_role(one) == staff_role(other)) == (one == other)


def test_groups_that_differ_in_capitals_or_their_last_character_have_roles_of_their_own():
    names = ["a", "A", "a.", "a_", "a-", "aA", "Aa", "a-b", "a.b"]
    assert len({staff_role(name) for name in names}) == len(names)
    assert staff_role("Phys-Lab.") == f"{PREFIX}~phys-~lab~0"


@given(groups)
def test_the_two_groups_of_members_are_no_groups_of_a_userlist(group):
    assert ":" in members_of(group)
    assert ":" in open_of(group)
    assert [group_of_open(name) for name in (open_of(group), members_of(group), group)] == [group, None, None]


def test_staff_may_reach_the_members_of_their_group_and_nobody_else():
    role = role_of("math")
    assert role.scopes == (
        "admin-ui",
        "list:users!group=math:member",
        "read:users!group=math:member",
        "admin:servers!group=math:member",
        "access:servers!group=math:open",
    )


def test_jupyterhub_knows_every_scope_of_staff():
    from jupyterhub.scopes import _check_scopes_exist

    _check_scopes_exist(role_of("math").scopes)


def test_members_of_a_group_with_staff_are_in_a_second_group_and_admins_are_not(office):
    live = office("boss admin math\nprof math:staff\nann math phys\nbob math\n").live
    wanted = wanted_all(live)
    assert wanted["ann"].groups == ("math", "math:member", "phys")
    assert wanted["bob"].groups == ("math", "math:member", "math:open")
    assert (wanted["prof"].groups, wanted["prof"].roles) == (("math",), (staff_role("math"),))
    assert (wanted["boss"].groups, wanted["boss"].admin) == (("math",), True)


def test_nobody_is_wanted_whose_access_has_ended(office):
    live = office("boss admin\nann math until=2026-11-22\nbob math until=2026-11-23\n").live
    assert set(wanted_all(live)) == {"boss", "bob"}


def test_staff_and_admins_open_servers_of_members_and_members_nobodys(office):
    wanted = wanted_all(office("boss admin\nprof math:staff\nann math\nbob phys\ntom phys:staff math\n").live)

    def may(holder: str, owner: str, **given: Any) -> bool:
        return may_open(wanted, holder, owner, **{"admins_may": True, **given})

    assert [may("prof", name) for name in ("ann", "tom", "bob", "boss", "zed")] == [True, False, False, False, False]
    assert [may("boss", name) for name in ("ann", "zed")] == [True, True]
    assert not may("boss", "ann", admins_may=False)
    assert not may("ann", "bob")
    assert not may("gone", "ann")
