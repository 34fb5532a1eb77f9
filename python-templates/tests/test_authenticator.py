import asyncio
import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import KEY, ON_ROSTER, Desk, row
from jupyterhub.auth import Authenticator, DummyAuthenticator
from tornado.web import HTTPError
from traitlets import TraitError, Unicode
from traitlets.config import Config

from hubwright_hub import authenticator as module
from hubwright_hub.access.staff_roles import staff_role
from hubwright_hub.authenticator import DerivedPasswordAuthenticator, under_the_roster
from hubwright_hub.sign_in import derived_password
from hubwright_hub.sign_in.passwords import derive


@pytest.fixture
def signs(office, key_file: Path):
    """An authenticator of a hub with this userlist, and a way to sign in to it."""

    class Signs:
        def __init__(self, text: str, *rows: str, **given: Any) -> None:
            self.office = office(text, **given)
            self.desk = Desk(*rows)
            self.authenticator = DerivedPasswordAuthenticator(live=self.office.live, key_file=str(key_file))

        async def in_(self, name: str, password: str | None = None) -> Any:
            given = derive(name, KEY) if password is None else password
            return await self.authenticator.get_authenticated_user(self.desk, {"username": name, "password": given})

        async def refused(self, name: str) -> str:
            with pytest.raises(HTTPError) as refusal:
                await self.in_(name)
            assert refusal.value.status_code == 403
            return str(refusal.value)

    return Signs


async def test_a_person_enters_with_the_groups_of_the_roster(signs):
    model = await signs("boss admin\nann math phys:staff\n").in_("ann")
    assert (model["name"], model["groups"], model["admin"]) == ("ann", ["math", "phys"], False)


async def test_an_admin_of_the_roster_is_told_to_be_one(signs):
    assert (await signs("boss admin\n").in_("boss"))["admin"] is True


async def test_a_name_may_be_typed_with_capitals(signs):
    assert (await signs("boss admin\nann math\n").in_("Ann"))["name"] == "ann"


@pytest.mark.parametrize("name", ON_ROSTER)
async def test_hostile_names_enter_as_themselves(signs, name):
    assert (await signs(f"boss admin\n{name} math\n").in_(name))["name"] == name


@pytest.mark.parametrize("password", ["", "wrong", KEY, "😀", "\ud800"])
async def test_a_wrong_password_enters_nobody(signs, password):
    assert await signs("boss admin\nann math\n").in_("ann", password) is None


class Guesser:
    """Tries a name with wrong passwords, and counts which of them are looked at."""

    def __init__(self, hub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hub, self.checked, self.waited = hub, 0, 0.0
        table = hub.authenticator._table

        async def one(name: str, pw: int) -> str:
            self.checked += 1
            await real_sleep(0)
            return derive(name, KEY, pw=pw)

        async def sleep(seconds: float) -> None:
            self.waited = seconds
            await real_sleep(0)

        real_sleep = asyncio.sleep
        monkeypatch.setattr(table, "one", one)
        monkeypatch.setattr(derived_password.asyncio, "sleep", sleep)

    async def tries(self, desk: Desk, name: str = "ann", typed: str = "wrong") -> str:
        """``in``, ``wrong`` or ``later``."""
        given = {"username": name, "password": typed}
        try:
            found = await self.hub.authenticator.get_authenticated_user(desk, given)
        except HTTPError as problem:
            return "later" if problem.status_code == 429 else str(problem)
        return "in" if found else "wrong"


async def test_of_two_thousand_guesses_at_once_four_are_looked_at(signs, monkeypatch):
    guesser = Guesser(signs("boss admin\nann math\n"), monkeypatch)
    answers = await asyncio.gather(*(guesser.tries(Desk(forwarded="8.8.8.8")) for _ in range(2000)))
    assert (answers.count("wrong"), answers.count("later"), guesser.checked) == (4, 1996, 4)


async def test_the_owner_gets_in_while_someone_guesses_whatever_browser_or_address_they_have(signs, monkeypatch):
    guesser, mine = Guesser(signs("boss admin\nann math\n"), monkeypatch), derive("ann", KEY)
    known = Desk(forwarded="8.8.8.8")
    assert await guesser.tries(known, typed=mine) == "in"
    for _ in range(20):
        await guesser.tries(Desk(forwarded="8.8.8.8"))
    assert await guesser.tries(Desk(forwarded="8.8.8.8"), typed=mine) == "later"
    assert (await guesser.tries(known, typed=mine), guesser.waited) == ("in", 0)
    assert (await guesser.tries(Desk(forwarded="8.8.4.4"), typed=mine), guesser.waited) == ("in", 0)


async def test_thirty_people_behind_one_address_get_in_at_once(signs, monkeypatch):
    names = [f"p{number}" for number in range(30)]
    guesser = Guesser(signs("boss admin\n" + "".join(f"{name} math\n" for name in names)), monkeypatch)
    desks = {name: Desk(forwarded="8.8.8.8") for name in names}
    answers = await asyncio.gather(*(guesser.tries(desk, name, derive(name, KEY)) for name, desk in desks.items()))
    assert (set(answers), guesser.waited) == ({"in"}, 0)


async def test_what_a_guesser_writes_into_the_request_makes_no_other_address(signs, monkeypatch):
    guesser = Guesser(signs("boss admin\nann math\n"), monkeypatch)
    for number in range(50):
        desk = Desk(forwarded=f"10.1.1.{number}, 8.8.8.8")
        desk.request.headers["X-Real-IP"] = f"10.1.2.{number}"
        await guesser.tries(desk)
    assert guesser.checked == 4


async def test_a_browser_is_known_by_a_cookie_that_no_server_of_a_persons_is_sent(signs, monkeypatch):
    guesser, desk = Guesser(signs("boss admin\nann math\nbob math\n"), monkeypatch), Desk()
    for name in ("ann", "bob"):
        assert await guesser.tries(desk, name, derive(name, KEY)) == "in"
    value, given = desk.cookies["hubwright-known"]
    assert (json.loads(value)["names"], given["path"], given["httponly"]) == (["bob", "ann"], "/math/hub/", True)
    for _ in range(20):
        await guesser.tries(desk, "bob")
    assert await guesser.tries(desk, "bob", derive("bob", KEY)) == "later"
    assert await guesser.tries(desk, "ann", derive("ann", KEY)) == "in"


async def test_a_reset_password_replaces_the_first(signs):
    hub = signs("boss admin\nann math pw=2\n")
    assert await hub.in_("ann") is None
    assert await hub.in_("ann", derive("ann", KEY, pw=2))


async def test_the_length_is_the_definitions(signs):
    hub = signs("boss admin\n", signIn={"kind": "derived-password", "length": 16})
    assert await hub.in_("boss") is None
    assert await hub.in_("boss", derive("boss", KEY, length=16))


async def test_an_unknown_person_is_refused_with_the_reason(signs):
    assert "user list" in await signs("boss admin\n").refused("ann")


async def test_a_person_added_on_the_admin_page_enters_without_groups(signs):
    model = await signs("boss admin\n", "zed").in_("zed")
    assert (model["groups"], model["admin"]) == ([], False)


async def test_a_hub_that_denies_strangers_refuses_people_of_the_admin_page(signs):
    assert "user list" in await signs("boss admin\n", "zed", strangers="deny").refused("zed")


async def test_a_person_who_left_the_list_is_refused_although_the_database_knows_them(signs):
    hub = signs("boss admin\nann math\n", "ann")
    assert await hub.in_("ann")
    hub.office.writes("boss admin\n")
    assert "no longer on this hub's user list" in await hub.refused("ann")
    assert await hub.authenticator.refresh_user(row("ann", "math")) is False


async def test_an_admin_who_left_the_list_is_shown_out(signs):
    hub = signs("boss admin\nann admin\n", "ann")
    assert await hub.in_("ann")
    hub.office.writes("boss admin\n")
    assert await hub.authenticator.refresh_user(row("ann", admin=True)) is False


async def test_a_person_who_left_and_came_back_enters(signs):
    hub = signs("boss admin\nann math\n", "ann")
    await hub.in_("ann")
    hub.office.writes("boss admin\n")
    await hub.refused("ann")
    hub.office.writes("boss admin\nann phys\n")
    assert (await hub.in_("ann"))["groups"] == ["phys"]


async def test_a_typo_in_a_persons_line_shows_nobody_out(signs):
    hub = signs("boss admin\nann math\n", "ann")
    await hub.in_("ann")
    hub.office.writes("boss admin\nan\x07n math\n")
    assert await hub.in_("ann")


async def test_an_admin_may_add_someone_of_the_name_of_one_who_left(signs):
    hub = signs("boss admin\nann math\n", "ann")
    await hub.in_("ann")
    hub.office.writes("boss admin\n")
    await hub.refused("ann")
    hub.authenticator.serving = True
    hub.authenticator.add_user(row("ann"))
    assert (await hub.in_("ann"))["groups"] == []


async def test_a_person_whose_access_has_ended_is_refused_although_the_database_knows_them(signs):
    hub = signs("boss admin\nann math until=2026-11-22\n", "ann")
    assert "ended on 2026-11-22" in await hub.refused("ann")


async def test_an_edit_of_the_userlist_counts_at_the_next_request(signs):
    hub = signs("boss admin\nann math\n")
    hub.office.writes("boss admin\nann phys admin\n")
    model = await hub.authenticator.refresh_user(row("ann", "math"))
    assert (model["groups"], model["admin"]) == (["phys"], True)
    assert await hub.authenticator.refresh_user(row("ann", "phys", admin=True)) is True


async def test_staff_are_given_the_role_that_looks_after_their_members_and_keep_those_that_others_gave(signs):
    hub = signs("boss admin\nprof math:staff\nann math\n")
    prof = row("prof", "math")
    prof.roles.append(SimpleNamespace(name="helper", description="d", scopes=["read:hub"]))
    model = await hub.authenticator.refresh_user(prof)
    assert [role["name"] for role in model["roles"]] == ["user", "helper", staff_role("math")]
    assert "access:servers!group=math:open" in model["roles"][-1]["scopes"]
    assert model["roles"][1]["scopes"] == ["read:hub"]


async def test_staff_of_a_group_who_are_staff_no_longer_lose_the_role(signs):
    hub = signs("boss admin\nprof math\n")
    prof = row("prof", "math")
    prof.roles.append(SimpleNamespace(name=staff_role("math"), description="d", scopes=["admin-ui"]))
    assert [role["name"] for role in (await hub.authenticator.refresh_user(prof))["roles"]] == ["user"]


async def test_nothing_is_written_where_the_database_says_the_same_as_the_roster(signs):
    hub = signs("boss admin\nprof math:staff\nann math\n")
    assert await hub.authenticator.refresh_user(row("boss", admin=True)) is True
    assert await hub.authenticator.refresh_user(row("ann", "math", "math:member", "math:open")) is True


async def test_what_the_reconciler_has_written_beside_the_session_is_not_written_again(signs):
    hub = signs("boss admin\nann math\n")
    ann = row("ann")
    ann.db.expire = lambda *given: setattr(ann, "groups", row("ann", "math").groups)
    assert await hub.authenticator.refresh_user(ann) is True


async def test_a_person_who_is_signed_out_by_a_page_leaves_no_fault_in_the_log(signs):
    hub = signs("boss admin\nann math until=2026-11-22\n")
    desk = SimpleNamespace(_jupyterhub_user=None, request=SimpleNamespace(method="GET"))
    assert await hub.authenticator.refresh_user(row("ann"), desk) is False
    assert desk._token_authenticated is False


async def test_a_demoted_admin_is_told_not_to_be_one(signs):
    model = await signs("boss admin\nann math\n").authenticator.refresh_user(row("ann", "math", admin=True))
    assert model["admin"] is False


async def test_a_stranger_loses_groups_and_is_no_admin_whatever_the_admin_page_made_them(signs):
    authenticator = signs("boss admin\n", "zed").authenticator
    model = await authenticator.refresh_user(row("zed", "math", admin=True))
    assert (model["name"], model["groups"], model["admin"]) == ("zed", [], False)
    assert [role["name"] for role in model["roles"]] == ["user"]
    assert (await authenticator.refresh_user(row("zed", admin=True)))["admin"] is False
    assert await authenticator.refresh_user(row("zed")) is True


async def test_without_a_list_that_names_an_admin_an_admin_stays_one(signs):
    authenticator = signs("ann math\n", "zed").authenticator
    assert await authenticator.refresh_user(row("zed", admin=True)) is True


async def test_a_person_whose_access_has_ended_is_signed_out(signs):
    hub = signs("boss admin\nann math until=2026-11-22\n")
    assert await hub.authenticator.refresh_user(row("ann", "math")) is False


async def test_nobody_starts_a_server_for_a_person_whose_access_has_ended_but_anybody_may_stop_it(signs):
    hub = signs("boss admin\nann math until=2026-11-22\n")
    desk = SimpleNamespace(_jupyterhub_user=row("boss"), request=SimpleNamespace(method="POST"))
    with pytest.raises(HTTPError, match="ann: Your access to this hub ended on 2026-11-22"):
        await hub.authenticator.refresh_user(row("ann"), desk)
    desk.request.method = "DELETE"
    assert await hub.authenticator.refresh_user(row("ann"), desk) is False


async def test_admin_users_of_the_config_make_nobody_an_admin(office, key_file):
    config = Config({"Authenticator": {"admin_users": {"ann"}, "allow_all": True, "allow_existing_users": True}})
    live = office("boss admin\nann math\n").live
    authenticator = DerivedPasswordAuthenticator(live=live, key_file=str(key_file), config=config)
    data = {"username": "ann", "password": derive("ann", KEY)}
    assert (await authenticator.get_authenticated_user(Desk(), data))["admin"] is False
    with pytest.raises(HTTPError):
        await authenticator.get_authenticated_user(Desk(), {"username": "eve", "password": derive("eve", KEY)})


def test_it_is_set_up_for_a_live_roster(signs):
    authenticator = signs("boss admin\n").authenticator
    assert authenticator.manage_groups is True
    assert authenticator.manage_roles is True
    assert authenticator.allow_existing_users is False
    assert authenticator.any_allow_config is True
    assert authenticator.auth_refresh_age == 1
    assert authenticator.refresh_pre_spawn is True
    if "auth_refresh_strict" in authenticator.trait_names():
        assert authenticator.auth_refresh_strict is True


def test_it_refuses_never_to_look_at_the_roster_again(signs):
    with pytest.raises(TraitError, match="nobody's access would ever end"):
        signs("boss admin\n").authenticator.auth_refresh_age = 0


@pytest.mark.parametrize("text", ["", "HASH_SECRET_KEY=\n", "HASH_SECRET_KEY=short\n", "OTHER=0123456789abcdef0123\n"])
def test_a_weak_key_stops_the_hub_with_one_line(office, key_file, text):
    key_file.write_text(text)
    with pytest.raises(SystemExit) as stop:
        DerivedPasswordAuthenticator(live=office().live, key_file=str(key_file))
    assert "HASH_SECRET_KEY" in str(stop.value)
    assert "\n" not in str(stop.value)


@pytest.mark.parametrize("section", ["Authenticator", "DerivedPasswordAuthenticator", "LoggingConfigurable"])
@pytest.mark.parametrize("trait", ["manage_groups", "manage_roles", "auth_refresh_strict", "refresh_pre_spawn"])
def test_a_hub_does_not_start_without_what_makes_the_roster_hold(office, key_file, section, trait):
    config = Config({section: {trait: False}})
    with pytest.raises(SystemExit) as stop:
        DerivedPasswordAuthenticator(live=office().live, key_file=str(key_file), config=config)
    assert str(stop.value).startswith(f"{trait} is off: the configuration sets c.{section}.{trait}.")


def test_a_custom_class_may_not_do_without_it_either(office):
    class Lax(DummyAuthenticator):
        manage_roles = False

    class Slow(DummyAuthenticator):
        pass

    with pytest.raises(SystemExit, match="manage_roles is off: CustomAuthenticator sets it itself"):
        under_the_roster(Lax)(live=office().live)
    config = Config({"Slow": {"auth_refresh_age": 300}})
    with pytest.raises(SystemExit, match=r"auth_refresh_age is 300: the configuration sets c\.Slow\.auth_refresh_age"):
        under_the_roster(Slow)(live=office().live, config=config)


async def test_repeated_failures_wait_and_the_event_loop_does_not(signs, monkeypatch):
    hub = signs("boss admin\nann math\n")
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for _ in range(4):
        await hub.in_("ann", "wrong")
    assert waits == [0, 0, 0, pytest.approx(4, abs=1)]


async def test_passwords_are_derived_beside_the_event_loop(signs):
    hub = signs("boss admin\n")
    ticks = 0

    async def clock() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    task = asyncio.create_task(clock())
    passwords = await hub.authenticator.passwords_of([f"p{number}" for number in range(60)])
    task.cancel()
    assert passwords["p7"] == derive("p7", KEY)
    assert ticks > 10


async def test_a_list_of_passwords_costs_little_the_second_time(signs):
    authenticator = signs("boss admin\n").authenticator
    people = [f"p{number}" for number in range(100)]
    first = await authenticator.passwords_of(people)
    began = time.perf_counter()
    assert await authenticator.passwords_of(people) == first
    assert time.perf_counter() - began < 0.05


class Elsewhere(Authenticator):
    """A way to sign in of the definition's own: it gives out rights, which are the roster's to give."""

    login_service = Unicode(config=True)

    async def authenticate(self, handler: Any, data: Any) -> Any:
        return {"name": data["username"], "admin": True, "groups": ["root"], "auth_state": {"token": "t"}}

    def normalize_username(self, username: str) -> str:
        return username.removesuffix("@x.edu")


async def test_a_custom_class_decides_who_a_person_is_and_the_roster_the_rest(office):
    authenticator = under_the_roster(Elsewhere)(live=office("boss admin\nann math\n").live)
    model = await authenticator.get_authenticated_user(Desk(), {"username": "Ann@x.edu"})
    assert {key: model[key] for key in ("name", "admin", "groups", "auth_state")} == {
        "name": "ann",
        "admin": False,
        "groups": ["math"],
        "auth_state": {"token": "t"},
    }
    with pytest.raises(HTTPError):
        await authenticator.get_authenticated_user(Desk(), {"username": "eve"})


async def test_a_custom_class_that_knows_nobody_enters_nobody(office):
    class Nobody(Authenticator):
        async def authenticate(self, handler: Any, data: Any) -> None:
            return None

    assert (
        await under_the_roster(Nobody)(live=office().live).get_authenticated_user(Desk(), {"username": "ann"}) is None
    )


def test_the_traits_of_a_custom_class_are_configured_under_its_own_name(office):
    config = Config({"Elsewhere": {"login_service": "the university"}})
    assert under_the_roster(Elsewhere)(live=office().live, config=config).login_service == "the university"


def test_jupyterhub_finds_the_custom_class_by_its_name(office, monkeypatch):
    from traitlets.utils.importstring import import_item

    live = office(signIn={"kind": "custom", "authenticator": "jupyterhub.auth.DummyAuthenticator"}).live
    monkeypatch.setattr(module, "live_hub", lambda: live)
    module._custom.cache_clear()
    assert issubclass(import_item("hubwright_hub.authenticator.CustomAuthenticator"), DummyAuthenticator)
    module._custom.cache_clear()
