"""One pass after another, against JupyterHub's own tables, with servers as in the hub."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jupyterhub import orm, scopes
from sqlalchemy.exc import OperationalError

from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.access.rights import rights_of
from hubwright_hub.access.staff_roles import staff_role
from hubwright_hub.access.visits import Visit, Visits
from hubwright_hub.people.decisions import decide
from hubwright_hub.people.exposed_passwords import former_admins
from hubwright_hub.reconcile import reconciler as module
from hubwright_hub.reconcile.acted_on import ActedOnFile
from hubwright_hub.reconcile.due import Due, DueFile, read_due
from hubwright_hub.reconcile.reconciler import Reconciler
from hubwright_hub.roster.roster import parse

ROSTER = "boss admin\nprof math:staff\nann math\nbob math\n"


class Held(dict[str, Any]):
    """People of whom the hub holds servers; others are found in its database."""

    def __init__(self, app: "App") -> None:
        self._app = app

    def get(self, name: str, default: Any = None) -> Any:
        return self._app.row(name)


class App:
    """A hub that serves: its session, and the people of whom it holds something."""

    def __init__(self, session: Any, directory: Path, office: Any) -> None:
        self.db = session
        self.http_server = object()
        self.users = Held(self)
        self.office, self.path, self.seconds = office, directory / "due.json", 0.0
        self.active_user_window, self.online = 1800, directory / "run" / "online"
        self.acted_on = directory / "run" / "userlist"
        self.reconciler = Reconciler(
            self,
            office.live,
            due=DueFile(self.path),
            acted_on_file=ActedOnFile(self.acted_on),
            online=self.online,
            clock=lambda: self.seconds,
        )

    async def follows(self) -> Due:
        await self.reconciler.once()
        return read_due(self.path)

    def row(self, name: str) -> Any:
        return orm.User.find(self.db, name)

    def runs(self, name: str, server: str = "", *, is_recognized: bool = True) -> Any:
        """A server of theirs that was started with what the roster gives them now."""
        rights = rights_of(mounts_now(self.office.live, name).mounts, name)
        started = SimpleNamespace(started=datetime(2026, 11, 23, 12, tzinfo=UTC).replace(tzinfo=None))
        spawner = SimpleNamespace(active=True, orm_spawner=started, rights_of_start=rights, is_recognized=is_recognized)
        self.users.setdefault(name, SimpleNamespace(name=name, spawners={})).spawners[server] = spawner
        return spawner

    def looks_into(self, holder: str, owner: str) -> None:
        """Somebody has opened the page of a server that is not theirs."""
        client = orm.OAuthClient(identifier=f"jupyterhub-user-{owner}", redirect_uri="x")
        self.db.add_all([client, orm.Spawner(name="", user=self.row(owner), oauth_client=client)])
        self.db.commit()
        self.row(holder).new_api_token(client_id=client.identifier)


@pytest.fixture
def app(session: Any, tmp_path: Path, office: Callable[..., Any]) -> Iterator[App]:
    app = App(session, tmp_path, office(ROSTER))
    yield app
    # A pass that was cancelled may have a connection yet, which nobody would close once the engine is disposed of.
    app.reconciler._thread.shutdown()


async def test_nothing_is_due_while_everybody_may_be_in(app):
    await app.follows()
    app.runs("ann")
    assert await app.follows() == Due()


async def test_a_person_who_left_is_stopped_first_and_removed_then(app):
    await app.follows()
    app.runs("ann")
    app.office.writes("boss admin\nprof math:staff\nbob math\n")
    due = await app.follows()
    assert ([(stop.name, stop.started) for stop in due.stop], due.remove) == ([("ann", "2026-11-23T12:00:00Z")], ())
    del app.users["ann"]
    due = await app.follows()
    assert (due.stop, [remove.name for remove in due.remove]) == ((), ["ann"])
    app.db.delete(app.row("ann"))
    app.db.commit()
    assert await app.follows() == Due()


async def test_access_that_ends_with_the_day_is_ended_without_an_edit(app):
    app.office.writes("boss admin\nann math until=2026-11-23\n")
    await app.follows()
    app.runs("ann")
    assert await app.follows() == Due()
    app.office.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


async def test_a_server_with_a_group_that_its_owner_left_is_stopped_and_others_keep_running(app):
    await app.follows()
    app.runs("ann")
    app.runs("bob")
    app.office.writes("boss admin\nprof math:staff\nann phys\nbob math phys\n")
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


async def test_a_server_that_an_older_version_started_is_not_stopped_for_rights(app):
    await app.follows()
    app.runs("ann").rights_of_start = None
    app.office.writes("boss admin\nprof math:staff\nann phys\nbob math\n")
    assert (await app.follows()).stop == ()


async def test_demoted_staff_are_out_of_the_servers_that_they_opened(app):
    await app.follows()
    app.runs("ann")
    app.looks_into("prof", "ann")
    assert await app.follows() == Due()
    app.office.writes("boss admin\nprof math\nann math\nbob math\n")
    assert [stop.because for stop in (await app.follows()).stop] == [
        '"prof" is using it but no longer has access to it.'
    ]


@pytest.mark.parametrize("visitor", ["prof", "boss"])
async def test_a_person_who_loses_access_is_out_although_the_database_cannot_be_written(app, monkeypatch, visitor):
    await app.follows()
    app.runs("ann")
    app.looks_into(visitor, "ann")

    def full(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(module.row_writer, "write", full)
    app.office.writes("chief admin\nprof math\nboss math\nann math\nbob math\n")
    with pytest.raises(OperationalError):
        await app.follows()
    assert [stop.name for stop in read_due(app.path).stop] == ["ann"]


async def test_a_demoted_admin_is_out_of_the_servers_that_they_opened(app):
    await app.follows()
    app.runs("ann")
    app.looks_into("boss", "ann")
    assert await app.follows() == Due()
    app.office.writes("chief admin\nboss math\n" + ROSTER.split("\n", 1)[1])
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


STARTED = "2026-11-23T12:00:00Z"


@pytest.mark.parametrize(
    ("visitor", "edited"),
    [
        ("prof", "boss admin\nprof math\nann math\nbob math\n"),
        ("prof", "boss admin\nann math\nbob math\n"),
        ("boss", "chief admin\nboss\nprof math:staff\nann math\nbob math\n"),
        ("boss", "chief admin\nprof math:staff\nann math\nbob math\n"),
    ],
)
async def test_a_person_who_loses_access_is_out_of_the_servers_that_they_visited_without_any_token_left(
    app, visitor, edited
):
    await app.follows()
    for name in ("ann", "bob"):
        app.runs(name)
    app.office.live.visits.note([Visit(visitor, "ann", "", STARTED)])
    assert await app.follows() == Due()
    app.office.writes(edited)
    assert [stop.because for stop in (await app.follows()).stop] == [
        f'"{visitor}" is using it but no longer has access to it.'
    ]


async def test_a_visit_to_an_earlier_server_of_the_same_person_stops_none(app):
    await app.follows()
    app.runs("ann")
    app.office.live.visits.note([Visit("prof", "ann", "", "2026-11-22T12:00:00Z")])
    app.office.writes("boss admin\nprof math\nann math\nbob math\n")
    assert (await app.follows()).stop == ()


async def test_sixty_edits_that_take_nothing_away_stop_no_server(app):
    await app.follows()
    for name in ("ann", "bob"):
        app.runs(name, is_recognized=name == "ann")
    app.office.live.visits.note([Visit("prof", "ann", "", STARTED), Visit("boss", "ann", "", STARTED)])
    for number in range(60):
        app.office.writes(ROSTER + "".join(f"new{one} math\n" for one in range(number + 1)))
        assert await app.follows() == Due()


async def test_a_server_that_is_older_than_the_record_is_left_by_everybody_who_could_have_visited_it(app):
    app.office.live.visits = Visits(clock=lambda: datetime(2026, 11, 23, 13, tzinfo=UTC))
    for name in ("ann", "bob"):
        app.runs(name)
    assert await app.follows() == Due()
    app.office.writes("boss admin\nprof math\nann math\nbob math\n")
    assert [stop.name for stop in (await app.follows()).stop] == ["ann", "bob"]


async def test_who_could_have_visited_is_known_from_the_roster_before_the_hub_started(app):
    app.office.live.visits = Visits(clock=lambda: datetime(2026, 11, 23, 13, tzinfo=UTC))
    app.office.live.roster.before = parse(ROSTER)
    for name in ("ann", "bob"):
        app.runs(name)
    app.office.writes("boss admin\nann math\nbob math\n")
    assert [stop.name for stop in (await app.follows()).stop] == ["ann", "bob"]


async def test_a_record_that_continues_assumes_nothing_of_older_servers(app, tmp_path):
    path = tmp_path / "visits.json"
    Visits(path, clock=lambda: datetime(2026, 11, 23, 13, tzinfo=UTC)).begin([])
    app.office.live.visits = Visits(path)
    app.runs("ann")
    await app.follows()
    app.office.writes("boss admin\nprof math\nann math\nbob math\n")
    assert (await app.follows()).stop == ()


async def test_a_person_who_opens_a_server_that_the_hub_does_not_recognize_may_have_visited_it(app):
    await app.follows()
    app.runs("ann", is_recognized=False)
    app.runs("bob")
    await app.follows()
    app.office.writes("boss admin\nprof math\nann math\nbob math\n")
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


async def test_another_password_ends_the_servers_that_its_holder_visited_without_any_token_left(app):
    await app.follows()
    app.runs("ann")
    app.runs("bob")
    app.office.live.visits.note([Visit("prof", "ann", "", STARTED)])
    app.office.now = datetime(2026, 11, 23, 13, tzinfo=UTC)
    app.office.writes(ROSTER.replace("prof math:staff", "prof math:staff pw=2"))
    await app.follows()
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


@pytest.mark.parametrize("text", ["chief admin\nann math\n", "chief admin\nboss math\nann math\n"])
async def test_an_admin_who_leaves_or_is_demoted_is_noted_with_the_passwords_that_they_know(app, text):
    await app.follows()
    assert former_admins(app.office.live) == ()
    app.office.writes(text)
    await app.follows()
    await app.follows()
    (former,) = former_admins(app.office.live)
    assert (former.name, former.people[-1]) == ("boss", "ann")


CHEM = "boss admin\ntom math:staff\nprof chem:staff math\nann math chem\nbob math\n"


def reached(app: App, holder: str, scope: str) -> list[str]:
    """The people of whom JupyterHub gives somebody a scope."""
    has = scopes.get_scopes_for(app.row(holder))

    def is_reached(name: str) -> bool:
        filtered = f"{scope}!server={name}/" if "servers" in scope else f"{scope}!user={name}"
        return bool(scopes.has_scope(filtered, has, db=app.db))

    return [name for name in app.office.live.roster.now().people if name != holder and is_reached(name)]


async def test_staff_open_no_server_through_which_they_would_reach_another_group(app):
    app.office.writes(CHEM)
    await app.follows()
    assert reached(app, "tom", "access:servers") == ["bob"]
    assert reached(app, "tom", "read:users") == ["prof", "ann", "bob"]
    assert reached(app, "tom", "delete:servers") == ["prof", "ann", "bob"]
    assert reached(app, "prof", "access:servers") == []


async def test_staff_open_the_servers_of_all_members_where_the_definition_says_so(session, tmp_path, office):
    app = App(session, tmp_path, office(CHEM, staff={"open": "members"}))
    await app.follows()
    assert reached(app, "tom", "access:servers") == ["prof", "ann", "bob"]
    app.reconciler._thread.shutdown()


async def test_staff_are_out_of_a_server_whose_owner_joins_another_group_and_other_servers_keep_running(app):
    await app.follows()
    for name in ("ann", "bob"):
        app.runs(name)
    app.looks_into("prof", "ann")
    app.office.writes("boss admin\nprof math:staff\nann math chem\nbob math chem\n")
    assert [stop.because for stop in (await app.follows()).stop] == [
        '"prof" is using it but no longer has access to it.'
    ]


async def test_an_upgrade_from_one_group_of_members_stops_only_the_servers_that_staff_are_in(app):
    app.office.writes(CHEM)
    await app.follows()
    members = orm.Group.find(app.db, "math:member")
    app.db.delete(orm.Group.find(app.db, "math:open"))
    role = orm.Role.find(app.db, staff_role("math"))
    role.scopes = [scope.replace(":open", ":member") for scope in role.scopes]
    app.db.commit()
    for name in ("prof", "ann", "bob"):
        assert app.row(name) in members.users
        app.runs(name)
    for name in ("prof", "bob"):
        app.looks_into("tom", name)
    assert reached(app, "tom", "access:servers") == ["prof", "ann", "bob"]
    app.seconds += module.AT_LEAST_EVERY
    assert [stop.name for stop in (await app.follows()).stop] == ["prof"]


async def test_staff_who_left_are_removed_when_the_servers_that_they_opened_are_gone(app):
    await app.follows()
    app.runs("ann")
    app.looks_into("prof", "ann")
    app.office.writes("boss admin\nann math\nbob math\n")
    due = await app.follows()
    assert ([stop.name for stop in due.stop], due.remove) == (["ann"], ())
    del app.users["ann"]
    assert [remove.name for remove in (await app.follows()).remove] == ["prof"]


async def test_a_person_whom_a_share_lets_in_stays_in(app):
    await app.follows()
    app.runs("ann")
    app.looks_into("bob", "ann")
    spawner = app.db.query(orm.Spawner).one()
    orm.Share.grant(app.db, spawner, app.row("bob"))
    assert (await app.follows()).stop == ()
    orm.Share.revoke(app.db, spawner, app.row("bob"))
    assert [stop.name for stop in (await app.follows()).stop] == ["ann"]


async def test_a_row_that_an_admin_deleted_comes_back(app):
    await app.follows()
    app.db.delete(app.row("ann"))
    app.db.commit()
    await app.follows()
    assert app.row("ann") is None
    app.seconds += module.AT_LEAST_EVERY
    await app.follows()
    assert app.row("ann") is not None


async def test_it_continues_after_every_fault_and_says_so_in_the_log(app, monkeypatch, caplog):
    monkeypatch.setattr(module, "PAUSE", 0)
    healthy, served = module.row_reader.read, []
    tries = 0

    def read(engine: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("disk on fire")
        return healthy(engine)

    monkeypatch.setattr(module.row_reader, "read", read)
    with caplog.at_level(logging.ERROR):
        task = asyncio.create_task(app.reconciler.run(serves=lambda: served.append(True)))
        while not served or app.row("ann") is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        task.cancel()
    assert served == [True]
    assert [str(entry.exc_info[1]) for entry in caplog.records] == ["disk on fire"] * 2


async def test_it_waits_until_the_hub_serves(app):
    app.http_server = None
    task = asyncio.create_task(app.reconciler.run(serves=lambda: served.append(True)))
    served: list[bool] = []
    await asyncio.sleep(0.05)
    assert not served
    task.cancel()


async def test_a_person_who_must_go_goes_although_the_database_cannot_be_written(app, monkeypatch):
    await app.follows()
    app.runs("ann")
    app.office.writes("boss admin\nprof math:staff\nbob math\n")

    def full(*given: Any) -> None:
        raise OSError("database or disk is full")

    monkeypatch.setattr(module.row_writer, "write", full)
    with pytest.raises(OSError, match="full"):
        await app.reconciler.once()
    assert [stop.name for stop in read_due(app.path).stop] == ["ann"]


async def test_who_was_active_in_the_last_half_hour_is_online(app):
    await app.follows()
    for name, minutes in (("ann", 1), ("bob", 29), ("prof", 31)):
        app.row(name).last_activity = orm.utcnow() - timedelta(minutes=minutes)
    app.db.commit()
    await app.reconciler.count_online()
    assert app.online.read_text() == "2\n"


async def test_who_is_online_is_counted_every_ten_seconds(app):
    await app.follows()
    await app.reconciler.count_online()
    app.row("ann").last_activity = orm.utcnow()
    app.db.commit()
    for seconds, counted in ((9.0, "0\n"), (10.0, "1\n")):
        app.seconds = seconds
        await app.reconciler.count_online()
        assert app.online.read_text() == counted


RESET = "boss admin\nprof math:staff\nann math pw=2\nbob math\n"


def signed_in(app: App, name: str) -> tuple[str, str, int]:
    """A cookie, a token of their own and a code for one, as a browser of theirs has them."""
    row = app.row(name)
    client = app.db.query(orm.OAuthClient).filter_by(identifier="jupyterhub").first()
    if client is None:
        client = orm.OAuthClient(identifier="jupyterhub", redirect_uri="x")
        app.db.add(client)
        app.db.commit()
    token = row.new_api_token()
    code = orm.OAuthCode(client=client, code=token, user=row, redirect_uri="x")
    app.db.add(code)
    app.db.commit()
    return row.cookie_id, token, code.id


def opens(app: App, cookie: str, token: str, code: int) -> list[bool]:
    """Which of the three JupyterHub still takes."""
    app.db.rollback()
    cookies = app.db.query(orm.User).filter_by(cookie_id=cookie).count()
    codes = app.db.query(orm.OAuthCode).filter_by(id=code).count()
    return [cookies > 0, orm.APIToken.find(app.db, token) is not None, codes > 0]


async def test_a_new_password_ends_sessions_tokens_and_servers_of_that_person_alone(app):
    await app.follows()
    ann, bob = signed_in(app, "ann"), signed_in(app, "bob")
    app.runs("ann")
    app.runs("ann", "named")
    app.runs("bob")
    assert await app.follows() == Due()
    app.office.now += timedelta(hours=1)
    app.office.writes(RESET)
    due = await app.follows()
    assert opens(app, *ann) == [False, False, False]
    assert opens(app, *bob) == [True, True, True]
    assert [(stop.name, stop.server) for stop in due.stop] == [("ann", ""), ("ann", "named")]
    assert due.remove == ()
    # Signed in again with the new password, while the old servers stop.
    again = signed_in(app, "ann")
    del app.users["ann"]
    assert await app.follows() == Due()
    app.runs("ann").orm_spawner.started = app.office.now.replace(tzinfo=None)
    assert await app.follows() == Due()
    assert opens(app, *again) == [True, True, True]


async def test_a_new_password_ends_what_its_owner_has_in_other_peoples_servers(app):
    await app.follows()
    app.runs("ann")
    app.runs("bob")
    app.looks_into("prof", "ann")
    assert await app.follows() == Due()
    # The token is of this moment, whatever the clock of the hub says.
    app.office.now = datetime.now(UTC) + timedelta(hours=1)
    app.office.writes(ROSTER.replace("math:staff", "math:staff pw=2"))
    due = await app.follows()
    assert [(stop.name, stop.because) for stop in due.stop] == [
        ("ann", '"prof", whose password has changed, is using it.')
    ]
    assert (await app.follows()).stop == due.stop
    del app.users["ann"]
    assert await app.follows() == Due()
    # Whoever has the old token does not get into the server that ann starts next.
    assert app.row("prof").api_tokens == []
    app.runs("ann").orm_spawner.started = app.office.now.replace(tzinfo=None)
    assert await app.follows() == Due()


async def test_a_new_password_of_a_person_without_a_row_costs_nothing(app):
    await app.follows()
    app.office.writes(f"{ROSTER}new math\n")
    await app.follows()
    app.db.delete(app.row("new"))
    app.db.commit()
    app.office.writes(f"{ROSTER}new math pw=2\n")
    assert await app.follows() == Due()
    assert app.office.live.memory.passwords.waiting() == {}


async def test_sessions_that_could_not_be_ended_are_ended_by_the_next_pass(app, monkeypatch):
    await app.follows()
    ann = signed_in(app, "ann")
    app.office.writes(RESET)

    def fails() -> None:
        app.db.flush()
        raise OperationalError("COMMIT", None, OSError("disk full"))

    with monkeypatch.context() as failing:
        failing.setattr(app.db, "commit", fails)
        with pytest.raises(OperationalError, match="disk full"):
            await app.follows()
    # The hub's own session is not left in the middle of it.
    assert not app.db.in_transaction()
    assert opens(app, *ann) == [True, True, True]
    await app.follows()
    assert opens(app, *ann) == [False, False, False]


async def test_edits_that_change_no_password_end_no_session(app):
    await app.follows()
    ann = signed_in(app, "ann")
    for text in (f"{ROSTER}cat math\n", ROSTER.replace("ann math", "ann math phys"), ROSTER.replace("bob", "rob")):
        app.office.writes(text)
        await app.follows()
    assert opens(app, *ann) == [True, True, True]


async def test_a_stranger_who_comes_onto_the_list_after_long_is_on_hold_until_an_admin_decides(app):
    await app.follows()
    app.db.add(orm.User(name="sam", last_activity=datetime(2026, 10, 1)))  # noqa: DTZ001  as JupyterHub keeps it
    app.db.commit()
    app.reconciler._state.compared = float("-inf")
    await app.follows()
    app.office.writes(f"{ROSTER}sam math\n")
    due = await app.follows()
    assert [remove.name for remove in due.remove] == ["sam"]
    assert [held.name for held in app.office.live.roster.state().held] == ["sam"]
    app.db.delete(app.row("sam"))
    app.db.commit()
    decide(app.office.live, "sam", "new")
    assert await app.follows() == Due()
    assert app.row("sam") is not None
