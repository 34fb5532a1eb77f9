"""One person, one name: people whom a hub knows by a decomposed name keep everything that they have under it."""

from hashlib import pbkdf2_hmac
from pathlib import Path

import pytest
from conftest import KEY, Desk, Office, hub_json

from hubwright_hub.access.entry import Entry, Refusal, entry_of
from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.hub_json import hub_of
from hubwright_hub.live import LiveHub
from hubwright_hub.people.absence import has_left
from hubwright_hub.people.fold_name import fold
from hubwright_hub.people.memory import Memory
from hubwright_hub.people.spellings import Spellings, composed
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.sign_in.derived_password import DerivedPasswordAuthenticator
from hubwright_hub.sign_in.passwords import derive, derive_as_known

APART, ONE = "jo\u0308rg", "j\u00f6rg"


def earlier_digest(name: str) -> str:
    """The password as earlier versions derived it: of the name in lower case."""
    return pbkdf2_hmac("sha256", name.lower().encode(), KEY.encode(), 25_000).hex()[:10]


class Before:
    """A hub of an earlier version, which knew people by their names as they were typed."""

    def __init__(self, directory: Path, *known: str) -> None:
        self.userlist, self.path = directory / "userlist", directory / "memory.sqlite"
        memory = Memory(self.path)
        memory.came(["boss", *known])
        before = parse("boss admin\n")
        people = {name: parse(f"{name} math\n").people[fold(name)] for name in known}
        memory.roster.keep(type(before)({**before.people, **people}))
        memory.close()

    def updated(self, text: str, settle: float = 0) -> LiveHub:
        """The hub of this version, which starts on what the earlier one has left."""
        self.userlist.write_text(text, encoding="utf-8")
        live = LiveHub(hub_of(hub_json()), RosterFile(self.userlist, settle), memory=Memory(self.path))
        return live


@pytest.mark.parametrize("listed", [APART, ONE, "J\u00d6RG", "JO\u0308RG"])
@pytest.mark.parametrize("typed", [APART, ONE, "J\u00d6RG", "JO\u0308RG"])
def test_a_person_who_is_known_by_a_decomposed_name_keeps_it_inside_the_hub(tmp_path: Path, listed: str, typed: str):
    live = Before(tmp_path, APART).updated(f"boss admin\n{listed} math\n")
    assert list(live.roster.now().people) == ["boss", APART]
    assert live.spellings.name_of(typed) == APART
    assert isinstance(entry_of(live, live.spellings.name_of(typed), has_row=True), Entry)
    assert mounts_now(live, APART).mounts[0].volume == "math-user-jo_cc_88rg"
    assert not has_left(live, typed)
    assert derive_as_known(live.spellings.name_of(typed), KEY) == earlier_digest(APART)
    live.memory.close()


def test_a_name_that_is_new_is_composed(tmp_path: Path):
    live = Before(tmp_path).updated(f"boss admin\n{APART} math\n")
    assert list(live.roster.now().people) == ["boss", ONE]
    assert live.spellings.name_of(APART) == ONE
    assert mounts_now(live, live.spellings.name_of(APART)).mounts[0].volume == "math-user-j_c3_b6rg"
    assert derive(APART, KEY) == derive(ONE, KEY) == earlier_digest(ONE)
    live.memory.close()


def test_who_was_two_people_stays_two_and_loses_nothing(tmp_path: Path):
    live = Before(tmp_path, APART, ONE).updated(f"boss admin\n{APART} math\n{ONE} phys\n")
    people = live.roster.now().people
    assert {name: list(person.groups) for name, person in people.items()} == {
        "boss": [],
        ONE: ["math", "phys"],
        APART: ["math", "phys"],
    }
    assert [live.spellings.name_of(name) for name in (APART, ONE)] == [APART, ONE]
    live.memory.close()


def test_a_person_who_left_is_away_under_any_spelling(tmp_path: Path):
    live = Before(tmp_path, APART).updated("boss admin\n")
    live.roster.now()
    for name in (APART, ONE):
        assert isinstance(entry_of(live, live.spellings.name_of(name), has_row=True), Refusal)
        assert has_left(live, name)
    live.memory.close()


def test_a_decomposed_row_of_a_person_who_was_never_on_the_list_is_known_too(tmp_path: Path):
    live = Before(tmp_path).updated(f"boss admin\n{ONE} math\n")
    live.spellings.note_row(APART)
    assert (live.spellings.name_of(ONE), list(live.roster.now().people)) == (APART, ["boss", APART])
    live.memory.close()


def test_the_change_can_be_cut_off_anywhere(tmp_path: Path):
    """Each start may be the last one before a crash; nothing is written that a next start could find half done."""
    before = Before(tmp_path, APART)
    for text in (f"boss admin\n{APART} math\n", f"boss admin\n{ONE} math\n", "m\ufffdx\n", f"boss admin\n{ONE} phys\n"):
        for step in range(4):
            live = before.updated(text, settle=0 if step else 60)
            for _ in range(step):
                live.roster.now()
            assert live.spellings.name_of(ONE) == APART
            assert APART in live.roster.now().people
            live.memory.close()


def test_a_list_that_names_someone_by_the_other_spelling_takes_nothing_while_it_settles(tmp_path: Path):
    live = Before(tmp_path, APART).updated(f"boss admin\n{ONE} math\nbo,x\n", settle=60)
    assert set(live.roster.now().people) == {"boss", APART}
    live.memory.close()


async def test_they_sign_in_by_either_spelling_with_the_password_that_they_had(tmp_path: Path, key_file: Path):
    live = Before(tmp_path, APART).updated(f"boss admin\n{ONE} math\n")
    authenticator = DerivedPasswordAuthenticator(live=live, key_file=str(key_file))
    for typed in (APART, ONE, "J\u00d6RG"):
        data = {"username": typed, "password": earlier_digest(APART)}
        model = await authenticator.get_authenticated_user(Desk(APART), data)
        assert model is not None
        assert model["name"] == APART
    wrong = {"username": ONE, "password": earlier_digest(ONE)}
    assert await authenticator.get_authenticated_user(Desk(APART), wrong) is None
    live.memory.close()


async def test_a_new_person_signs_in_by_either_spelling(tmp_path: Path, key_file: Path):
    office = Office(tmp_path).writes(f"boss admin\n{APART} math\n")
    authenticator = DerivedPasswordAuthenticator(live=office.live, key_file=str(key_file))
    for typed in (APART, ONE):
        data = {"username": typed, "password": earlier_digest(ONE)}
        model = await authenticator.get_authenticated_user(Desk(), data)
        assert model is not None
        assert model["name"] == ONE


def test_a_remembered_roster_of_two_spellings_is_one_person_to_the_list():
    one, other = (parse(f"{name} {words}\n").people[ONE] for name, words in ((APART, "x:staff pw=2"), (ONE, "x y")))
    together = composed(type(parse(""))({APART: one, ONE: other})).people
    assert {name: (dict(person.groups), person.pw) for name, person in together.items()} == {
        ONE: ({"x": "staff", "y": "member"}, 2)
    }


def test_most_hubs_know_nobody_by_a_decomposed_name():
    assert Spellings.of(["ann", ONE, "\u97d3"]).as_known == {}
    roster = parse(f"boss admin\n{ONE}\n")
    assert Spellings.of(["ann", ONE]).spelled(roster) is roster
