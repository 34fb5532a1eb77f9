from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ON_ROSTER, row

from hubwright_hub.roster.diagnostic import Diagnostic
from hubwright_hub.roster.roster_state import Held, RosterState
from hubwright_hub.web import notices as module
from hubwright_hub.web.notices import NOTHING, banner_of, notices, notices_for


def state(**given: Any) -> RosterState:
    good: dict[str, Any] = {"people": 3, "diagnostics": (), "loss": (), "digest": "d", "held": (), "is_read": True}
    good |= {"modified": 1, "is_settling": False}
    return RosterState(**{**good, **given})


def problem(severity: Any = "error", code: str = "roster-group-invalid", line: int | None = 2) -> Diagnostic:
    return Diagnostic(code, severity, "It is not one.", "Write another.", line)


def user(name: str = "ann", *, admin: bool = False, spawners: Any = None) -> Any:
    return SimpleNamespace(**vars(row(name, admin=admin)), spawners=spawners or {})


def test_nothing_is_shown_when_all_is_well():
    assert banner_of(state()) is None


def test_a_warning_is_no_reason_for_a_banner():
    assert banner_of(state(diagnostics=(problem("warning"),))) is None


@pytest.mark.parametrize(
    "given", [{"diagnostics": (problem(),)}, {"loss": ("ann",)}, {"held": (Held("ann", None),)}], ids=str
)
def test_whatever_waits_for_an_admin_makes_a_banner(given):
    assert banner_of(state(**given)) is not None


def test_a_waiting_loss_is_shown_once():
    banner = banner_of(state(diagnostics=(problem(code="roster-many-gone", line=None),), loss=("ann",)))
    assert banner is not None
    assert (banner.errors, banner.loss) == ((), ("ann",))


def test_an_admin_is_told_of_a_fault_and_nobody_else_ever_is(office):
    live = office("boss admin\nann m!th\nprof math:staff\n").live
    told = notices_for(live, user("boss", admin=True))
    assert told.is_admin
    assert told.banner is not None
    assert [error.line for error in told.banner.errors] == [2]
    for name in ("ann", "prof", "zed"):
        assert notices_for(live, user(name)) == NOTHING
    assert notices_for(live, None) == NOTHING


def test_the_fault_is_gone_from_the_page_once_the_file_is_fixed(office):
    hub = office("boss admin\nann m!th\n")
    assert notices_for(hub.live, user("boss", admin=True)).banner is not None
    hub.writes("boss admin\nann math\n")
    assert notices_for(hub.live, user("boss", admin=True)).banner is None


def test_a_person_is_told_of_folders_that_their_running_servers_lack(office, monkeypatch):
    lacks = {"": ("/lab/math", "/lab/phys"), "second": ("/lab/math",), "asleep": ("/lab/never",)}
    monkeypatch.setattr(module, "gained_by", lambda live, spawner: lacks[spawner.name])
    spawners = {name: SimpleNamespace(name=name, ready=name != "asleep") for name in lacks}
    assert notices_for(office().live, user(spawners=spawners)).gained == ("/lab/math", "/lab/phys")


def test_a_fault_of_ours_costs_nobody_the_page(monkeypatch, caplog):
    def broken() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(module, "live_hub", broken)
    assert notices(user("boss", admin=True)) == NOTHING
    assert "the disk is full" in caplog.text


@pytest.mark.parametrize("name", ON_ROSTER)
def test_a_service_that_visits_a_page_is_told_nothing(office, name):
    assert notices_for(office().live, SimpleNamespace(name=name, admin=False)) == NOTHING


def test_an_admin_is_asked_for_a_password_where_the_hub_has_passwords(office):
    assert notices_for(office().live, user("boss", admin=True)).has_password
    other = office(signIn={"kind": "custom", "authenticator": "jupyterhub.auth.DummyAuthenticator"}).live
    assert not notices_for(other, user("boss", admin=True)).has_password
    assert not notices_for(office().live, user("ann")).has_password
