"""Whose passwords a former admin knows, until these passwords change."""

import logging

import pytest
from conftest import row

from hubwright_hub.live import LiveHub
from hubwright_hub.people.exposed_passwords import former_admins, note_former_admins
from hubwright_hub.people.memory import Memory
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.sign_in.derived_password import DerivedPasswordAuthenticator

BEFORE = "boss admin\nann admin\nbob\ncid pw=3\n"
AFTER = "boss admin\nbob\ncid pw=3\n"


@pytest.fixture
def hub(office, tmp_path):
    """A hub with a memory in a file, and with people's list as it was while ann was an admin."""
    found = office(BEFORE, memory=Memory(tmp_path / "memory.sqlite"))
    found.live.roster.now()
    yield found
    found.live.memory.close()


def known(live):
    return {former.name: former.people for former in former_admins(live)}


def demotes(hub, text=AFTER):
    hub.writes(text).live.roster.now()
    note_former_admins(hub.live, ["ann"])


def test_a_hub_whose_admins_stay_has_nothing_to_say(hub):
    assert former_admins(hub.live) == ()


def test_it_is_everybody_but_themselves_and_the_day_is_named(hub, caplog):
    with caplog.at_level(logging.WARNING):
        demotes(hub, AFTER + "ann\n")
    (former,) = former_admins(hub.live)
    assert (former.name, former.people) == ("ann", ("boss", "bob", "cid"))
    said = (
        "was an admin until 2026-11-23 and could have seen the passwords of 3 people. "
        "hubwright people reset-passwords gives them new ones."
    )
    assert str(former) == said
    assert caplog.messages == [f'"ann" {said}']


def test_a_person_who_has_a_new_password_is_left_out_and_in_the_end_nobody_is_listed(hub):
    demotes(hub)
    hub.writes("boss admin pw=2\nbob pw=2\ncid pw=3\n").live.roster.now()
    assert known(hub.live) == {"ann": ("cid",)}
    assert "1 person. hubwright people reset-passwords gives them a new one." in str(former_admins(hub.live)[0])
    hub.writes("boss admin pw=2\nbob pw=2\ncid pw=4\n").live.roster.now()
    assert known(hub.live) == {}


def test_a_password_that_changes_with_the_same_edit_was_never_seen(hub):
    demotes(hub, "boss admin\nbob pw=2\ncid pw=3\n")
    assert known(hub.live) == {"ann": ("boss", "cid")}


def test_a_lower_number_is_no_new_password_for_a_person_who_saw_a_higher_one(hub):
    demotes(hub)
    hub.writes("boss admin\nbob\ncid pw=2\n").live.roster.now()
    assert "cid" in known(hub.live)["ann"]


def test_a_person_who_came_later_was_not_seen_and_a_person_who_left_has_no_password(hub):
    demotes(hub)
    hub.writes("boss admin\ncid pw=3\ndan\n").live.roster.now()
    assert known(hub.live) == {"ann": ("boss", "cid")}


def test_a_person_who_is_an_admin_again_is_not_listed_and_it_starts_over_when_they_stop(hub):
    demotes(hub)
    hub.writes(BEFORE + "dan\n").live.roster.now()
    assert known(hub.live) == {}
    demotes(hub, AFTER + "dan\n")
    assert known(hub.live) == {"ann": ("boss", "bob", "cid", "dan")}


def test_it_is_remembered_after_the_hub_restarts(hub, tmp_path):
    demotes(hub)
    memory = Memory(tmp_path / "memory.sqlite")
    again = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, memory)
    assert known(again) == {"ann": ("boss", "bob", "cid")}
    memory.close()


def test_a_hub_without_passwords_of_its_own_says_nothing(office):
    hub = office(BEFORE, signIn={"kind": "custom", "authenticator": "x.Y"})
    demotes(hub)
    assert former_admins(hub.live) == ()


async def test_a_person_who_is_demoted_by_a_request_of_theirs_is_noted(hub, key_file):
    authenticator = DerivedPasswordAuthenticator(live=hub.live, key_file=str(key_file))
    hub.writes(AFTER + "ann\n")
    await authenticator.refresh_user(row("bob"))
    assert known(hub.live) == {}
    assert (await authenticator.refresh_user(row("ann", admin=True)))["admin"] is False
    assert list(known(hub.live)) == ["ann"]


async def test_a_stranger_who_was_made_an_admin_is_noted_too(hub, key_file):
    authenticator = DerivedPasswordAuthenticator(live=hub.live, key_file=str(key_file))
    await authenticator.refresh_user(row("zed", admin=True))
    assert list(known(hub.live)) == ["zed"]
