from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Office
from tornado.web import HTTPError

from hubwright_hub.people.decisions import accept
from hubwright_hub.roster.roster_state import NothingToDecide
from hubwright_hub.web import roster_page as module
from hubwright_hub.web.admins_only import require_admin
from hubwright_hub.web.roster_page import TOLD, carry_out

MANY = "boss admin\n" + "".join(f"p{number} math\n" for number in range(30))
FEW = "boss admin\np0 math\n"


def leaves_many(office: Any) -> Office:
    hub: Office = office(MANY)
    hub.live.roster.now()
    hub.writes(FEW)
    assert len(hub.live.roster.state().loss) == 29
    return hub


def somebody(*, admin: bool, scopes: set[str]) -> Any:
    return SimpleNamespace(current_user=SimpleNamespace(admin=admin), expanded_scopes=scopes)


async def test_an_accepted_list_comes_into_force(office):
    hub = leaves_many(office)
    assert await carry_out(hub.live, "accept", hub.live.roster.state().digest or "") == "accepted"
    assert set(hub.live.roster.now().people) == {"boss", "p0"}


async def test_a_double_click_accepts_once_and_the_second_says_so(office):
    hub = leaves_many(office)
    digest = hub.live.roster.state().digest or ""
    await carry_out(hub.live, "accept", digest)
    hub.live.roster.now()
    assert await carry_out(hub.live, "accept", digest) == "changed"


async def test_a_file_that_was_edited_since_it_was_shown_is_never_accepted(office):
    hub = leaves_many(office)
    shown = hub.live.roster.state().digest or ""
    hub.writes("boss admin\n")
    assert await carry_out(hub.live, "accept", shown) == "changed"
    assert len(hub.live.roster.now().people) == 31


@pytest.mark.parametrize("decision", ["same", "new"])
async def test_a_name_that_waits_no_more_is_not_decided_again(office, decision):
    assert await carry_out(office().live, decision, "ann") == "changed"


@pytest.mark.parametrize("decision", ["same", "new"])
async def test_a_name_on_hold_is_decided_as_it_was_shown(office, monkeypatch, decision):
    asked = []

    async def admit(live: Any, name: str, choice: str) -> None:
        asked.append((name, choice))

    monkeypatch.setattr(module, "admit", admit)
    assert await carry_out(office().live, decision, " <b>x</b>") == decision
    assert asked == [(" <b>x</b>", decision)]


async def test_a_decision_that_does_not_exist_does_nothing(office):
    assert await carry_out(office().live, "drop", "ann") is None


def test_the_page_has_words_for_whatever_becomes_of_a_decision():
    assert set(TOLD) == {"accepted", "same", "new", "changed"}


@pytest.mark.parametrize(
    ("admin", "scopes"),
    [(False, set()), (False, {"admin-ui", "list:users!group=math:member"}), (True, {"read:users"}), (None, set())],
)
def test_nobody_but_an_admin_with_all_rights_sees_a_page_for_admins(admin, scopes):
    with pytest.raises(HTTPError) as refusal:
        require_admin(somebody(admin=admin, scopes=scopes), "the roster")
    assert refusal.value.status_code == 403


def test_an_admin_sees_a_page_for_admins():
    require_admin(somebody(admin=True, scopes={"admin:users", "admin-ui"}), "the roster")


def test_nothing_to_decide_is_a_sentence_for_people(office):
    with pytest.raises(NothingToDecide, match=r"\.$"):
        accept(office().live)
