"""The commands that run next to the hub in its container: report, accept, returns, login."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from conftest import KEY

from hubwright_hub import login, returns
from hubwright_hub.accept import accepted
from hubwright_hub.people.absence import is_held
from hubwright_hub.people.exposed_passwords import former_admins, note_former_admins
from hubwright_hub.report import report_of
from hubwright_hub.returns import USAGE, admit, main
from hubwright_hub.roster.roster_state import NothingToDecide
from hubwright_hub.sign_in.passwords import derive

CROWD = [f"p{number}" for number in range(20)]


@pytest.fixture
def returned(running):
    hub = running("boss admin\nann math\n")
    hub.writes("boss admin\n").live.roster.now()
    hub.now += timedelta(days=31)
    hub.writes("boss admin\nann math\n").live.roster.now()
    return hub


def test_the_report_of_a_hub_in_order(running):
    hub = running("boss admin\nann math\n")
    digest = hub.live.roster.state().digest
    expected = {"people": 2, "diagnostics": [], "loss": [], "digest": digest, "held": [], "isRead": True}
    expected["formerAdmins"] = []
    assert json.loads(json.dumps(report_of(hub.beside().roster.state()))) == expected


def test_the_report_has_problems_losses_and_who_is_on_hold(returned):
    returned.writes("boss admin\nann math\nbob m!th\n")
    report = json.loads(json.dumps(report_of(returned.beside().roster.state())))
    assert report["held"] == [{"name": "ann", "leftOn": "2026-11-23"}]
    assert [(problem["code"], problem["line"], problem["word"]) for problem in report["diagnostics"]] == [
        ("roster-group-invalid", 3, "m!th")
    ]


def test_the_report_has_who_was_an_admin_and_whose_passwords_they_know(running):
    hub = running("boss admin\nann admin\nbob\n")
    hub.writes("boss admin\nbob\n").live.roster.now()
    note_former_admins(hub.live, ["ann"])
    beside = hub.beside()
    (former,) = json.loads(json.dumps(report_of(beside.roster.state(), former_admins(beside))))["formerAdmins"]
    assert former == {"name": "ann", "until": "2026-11-23", "people": ["boss", "bob"]}


def test_what_a_command_accepts_holds_in_the_hub_at_its_next_look(running):
    hub = running("boss admin\n" + "\n".join(CROWD))
    hub.writes("boss admin\n")
    assert len(hub.live.roster.now().people) == 21
    assert report_of(hub.beside().roster.state())["loss"] == CROWD
    answer = accepted(hub.beside())
    assert answer == {"digest": hub.live.roster.state().digest, "loss": CROWD}
    assert list(hub.live.roster.now().people) == ["boss"]


def test_a_command_accepts_nothing_where_nothing_waits(running):
    with pytest.raises(NothingToDecide):
        accepted(running("boss admin\n").beside())


def test_a_command_that_cannot_write_the_decision_says_so(running, tmp_path):
    hub = running("boss admin\n" + "\n".join(CROWD))
    hub.writes("boss admin\n")
    beside = hub.beside()
    beside.memory._file._connection.execute("PRAGMA query_only = 1")
    with pytest.raises(NothingToDecide, match="cannot be written"):
        accepted(beside)


async def test_the_same_person_is_in_again_and_nothing_is_archived(returned, monkeypatch):
    monkeypatch.setattr(returns, "archive_volumes", None)
    assert await admit(returned.beside(), "Ann", "same") == []
    assert "ann" in returned.live.roster.now().people


async def test_a_new_person_is_in_once_what_the_other_had_is_archived(returned, monkeypatch):
    client = object()

    def archive(given, hub, name, day):
        assert (given, hub.name, name, day) == (client, "math", "ann", date(2026, 12, 24))
        assert "ann" not in returned.live.roster.now().people
        return ("math-user-ann..archived-2026-12-24",)

    monkeypatch.setattr(returns, "archive_volumes", archive)
    archived = await admit(returned.beside(), "ann", "new", lambda: client)
    assert archived == ["math-user-ann..archived-2026-12-24"]
    assert "ann" in returned.live.roster.now().people


async def test_a_person_whose_folder_cannot_be_archived_stays_on_hold(returned, monkeypatch):
    def archive(*given):
        raise OSError("no space left")

    monkeypatch.setattr(returns, "archive_volumes", archive)
    with pytest.raises(OSError, match="no space"):
        await admit(returned.beside(), "ann", "new", object)
    assert is_held(returned.live, "ann")


async def test_nobody_is_decided_upon_who_does_not_wait(returned):
    with pytest.raises(NothingToDecide, match="boss"):
        await admit(returned.beside(), "boss", "same")


def test_the_command_prints_who_was_let_in(returned, monkeypatch):
    monkeypatch.setattr(returns, "hub_beside", returned.beside)
    assert main(["Ann", "same"]) == {"name": "ann", "choice": "same", "archived": []}


@pytest.mark.parametrize("arguments", [[], ["ann"], ["ann", "maybe"], ["ann", "same", "new"]])
def test_anything_else_is_told_how_it_is_used(arguments):
    with pytest.raises(NothingToDecide) as refusal:
        main(arguments)
    assert str(refusal.value) == USAGE


def test_the_password_of_a_person_is_the_one_that_the_list_asks_for(running, key_file, monkeypatch):
    hub = running("boss admin\nann math pw=2\n")
    monkeypatch.setattr(login, "hub_beside", hub.beside)
    monkeypatch.setattr(login, "KEY_FILE", key_file)
    assert login.main("Ann") == f"ann  {derive('ann', KEY, pw=2)}"
    assert login.main("zed") == f"zed  {derive('zed', KEY)}"


def test_a_hub_that_signs_in_elsewhere_has_no_passwords(monkeypatch):
    hub = SimpleNamespace(hub=SimpleNamespace(sign_in=SimpleNamespace(authenticator="a.B")))
    monkeypatch.setattr(login, "hub_beside", lambda: hub)
    assert "signs in with a.B" in login.main("ann")
