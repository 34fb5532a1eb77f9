"""The reconciler's writes, against JupyterHub's own tables and session in a file as a hub has it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from jupyterhub import orm, roles
from jupyterhub.user import User
from sqlalchemy import event

from hubwright_hub.access.entry import Refusal, entry_of
from hubwright_hub.access.staff_roles import PREFIX, staff_role
from hubwright_hub.access.wanted import wanted_all
from hubwright_hub.reconcile import row_reader, row_writer
from hubwright_hub.reconcile.differences import MOST_AT_ONCE, Changes, differences
from hubwright_hub.reconcile.row_reader import TokenInside
from hubwright_hub.reconcile.row_writer import Touched
from hubwright_hub.reconcile.stale import Stale
from hubwright_hub.sign_in.auth_model import granted, is_up_to_date

ROSTER = "boss admin\nprof math:staff\nann math\nbob math phys\n"


class Hub:
    """JupyterHub's database and session, and passes of the reconciler over them."""

    def __init__(self, session: Any, office: Any) -> None:
        self.db = session
        self.engine, self.office, self.stale = self.db.get_bind(), office, Stale(self.db)

    def changes(self) -> tuple[Any, Changes]:
        live, found = self.office.live, row_reader.read(self.engine)
        wanted = wanted_all(live)
        entries = {name: entry_of(live, name, has_row=True) for name in found.people if name not in wanted}
        no_admins = [name for name, entry in entries.items() if isinstance(entry, Refusal) or entry.admin is False]
        return found, differences(wanted, no_admins, found)

    def follows(self) -> None:
        found, changes = self.changes()
        for kind, rows in changes.batches():
            self.stale.forget(row_writer.write(self.engine, kind, rows, found))

    def row(self, name: str) -> Any:
        return orm.User.find(self.db, name)

    def groups(self, name: str) -> set[str]:
        return {group.name for group in self.row(name).groups}

    def roles(self, name: str) -> set[str]:
        return {role.name for role in self.row(name).roles}

    def adds(self, name: str, *, admin: bool = False) -> Any:
        """As the admin page does."""
        user = orm.User(name=name, admin=admin)
        self.db.add(user)
        self.db.commit()
        roles.assign_default_roles(self.db, user)
        self.db.commit()
        return user

    def signs_in(self, name: str) -> None:
        """What JupyterHub writes of somebody who enters."""
        user, entry = self.row(name), entry_of(self.office.live, name, has_row=True)
        assert not isinstance(entry, Refusal)
        model = granted(entry, user.roles)
        person = User(user, {"config_role_names": []}, db=self.db)
        if model["admin"] is not None:
            user.admin = model["admin"]
        roles.assign_default_roles(self.db, user)
        person.sync_groups(model["groups"])
        person.sync_roles(model["roles"])


@pytest.fixture
def hub(session: Any, office: Callable[..., Any]) -> Hub:
    return Hub(session, office(ROSTER))


def writes_of(hub: Hub, act: Callable[[], None]) -> list[str]:
    """The statements that write, while this is done."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "SET LOCAL")):
            seen.append(statement)

    event.listen(hub.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(hub.engine, "before_cursor_execute", note)
    return seen


def test_people_who_never_signed_in_have_rows_groups_and_roles(hub):
    hub.follows()
    assert {user.name for user in hub.db.query(orm.User)} == {"boss", "prof", "ann", "bob"}
    assert (hub.row("boss").admin, hub.roles("boss")) == (True, {"user", "admin"})
    assert (hub.row("ann").admin, hub.roles("ann")) == (False, {"user"})
    assert hub.groups("bob") == {"math", "math:member", "phys"}
    assert (hub.groups("prof"), hub.roles("prof")) == ({"math"}, {"user", staff_role("math")})


def test_a_new_row_can_sign_in_and_is_nobody_elses(hub):
    hub.follows()
    cookies = [user.cookie_id for user in hub.db.query(orm.User)]
    assert all(cookies)
    assert len(set(cookies)) == 4
    assert all(user.created for user in hub.db.query(orm.User))


def test_a_second_pass_writes_nothing(hub):
    hub.follows()
    assert writes_of(hub, hub.follows) == []


def test_signing_in_after_a_pass_changes_no_group_and_no_role(hub):
    hub.follows()
    for name in ("boss", "prof", "ann", "bob"):
        hub.signs_in(name)
    assert not hub.changes()[1]


def test_a_pass_after_signing_in_finds_nothing_to_do(hub):
    for name in ("boss", "prof", "ann", "bob"):
        hub.adds(name)
        hub.signs_in(name)
    assert not hub.changes()[1]


def test_rows_are_managed_as_jupyterhub_itself_would_have_it(hub):
    hub.follows()
    own = hub.db.query(orm._role_associations["user"]).all()
    ours = {(role.user_id, role.role_id): role.managed_by_auth for role in own}
    hub.db.query(orm.User).delete()
    hub.db.query(orm.Role).filter(orm.Role.managed_by_auth == True).delete()  # noqa: E712
    hub.db.commit()
    hub.db.expire_all()
    assert True in ours.values()
    managed = {hub.db.get(orm.Role, role).name for (_, role), flag in ours.items() if not flag}
    assert managed == {"user", "admin"}


def test_an_admin_is_demoted_without_a_request_of_theirs(hub):
    hub.follows()
    boss = hub.row("boss")
    assert boss.admin
    hub.office.writes("chief admin\nboss math\n" + ROSTER.split("\n", 1)[1])
    hub.follows()
    assert (boss.admin, hub.roles("boss")) == (False, {"user"})
    assert hub.groups("boss") == {"math", "math:member", "math:open"}
    assert hub.row("chief").admin


def test_a_person_who_left_is_no_admin_and_in_no_group_and_keeps_the_row(hub):
    hub.office.writes("ann admin math:staff\n" + ROSTER)
    hub.follows()
    assert hub.row("ann").admin
    hub.office.writes("boss admin\nprof math:staff\nbob math phys\n")
    hub.follows()
    assert (hub.row("ann").admin, hub.groups("ann"), hub.roles("ann")) == (False, set(), {"user"})


def test_staff_who_become_members_lose_the_role_and_are_looked_after(hub):
    hub.follows()
    hub.office.writes("boss admin\nprof math\nann math:staff\nbob math phys\n")
    hub.follows()
    assert (hub.groups("prof"), hub.roles("prof")) == ({"math", "math:member", "math:open"}, {"user"})
    assert (hub.groups("ann"), hub.roles("ann")) == ({"math"}, {"user", staff_role("math")})


def test_a_stranger_whom_the_admin_page_made_an_admin_is_none_and_keeps_the_row(hub):
    zed = hub.adds("zed", admin=True)
    assert (zed.admin, hub.roles("zed")) == (True, {"user", "admin"})
    hub.follows()
    assert (zed.admin, hub.roles("zed")) == (False, {"user"})
    assert not hub.changes()[1]


def test_a_stranger_who_is_put_on_the_list_as_an_admin_is_one(hub):
    hub.adds("zed", admin=True)
    hub.office.writes(ROSTER + "zed admin\n")
    hub.follows()
    assert (hub.row("zed").admin, hub.roles("zed")) == (True, {"user", "admin"})


@pytest.mark.parametrize("text", [None, "", "ann math\n"], ids=["no list", "an empty list", "a list without an admin"])
def test_without_a_list_that_names_an_admin_nobody_stops_being_one(session, office, text):
    hub = Hub(session, office(text or ""))
    if text is None:
        hub.office.userlist.unlink()
    hub.adds("zed", admin=True)
    hub.follows()
    hub.signs_in("zed")
    assert (hub.row("zed").admin, hub.roles("zed")) == (True, {"user", "admin"})


def test_groups_and_roles_of_which_nothing_is_left_go_and_what_others_gave_stays(hub):
    hub.db.add_all([orm.Group(name="empty"), orm.Group(name="theirs", properties={"quota": 1})])
    hub.db.commit()
    hub.follows()
    hub.office.writes("boss admin\nann phys\n")
    hub.follows()
    hub.follows()
    assert {group.name for group in hub.db.query(orm.Group)} == {"phys", "theirs"}
    assert not [role.name for role in hub.db.query(orm.Role) if role.name.startswith(PREFIX)]


def test_a_role_that_someone_changed_is_set_right(hub):
    hub.follows()
    role = orm.Role.find(hub.db, staff_role("math"))
    role.scopes = ["admin:users"]
    hub.db.commit()
    hub.follows()
    assert "admin:users" not in role.scopes
    assert "access:servers!group=math:open" in role.scopes


def test_roles_that_others_gave_stay_after_a_pass_and_after_signing_in(hub):
    hub.follows()
    roles.create_role(hub.db, {"name": "helper", "description": "d", "scopes": ["read:hub"]})
    roles.grant_role(hub.db, hub.row("ann"), "helper")
    hub.follows()
    hub.signs_in("ann")
    assert hub.roles("ann") == {"user", "helper"}
    assert orm.Role.find(hub.db, "helper").scopes == ["read:hub"]


def test_the_hubs_session_sees_what_was_written_beside_it(hub):
    hub.follows()
    ann, math = hub.row("ann"), orm.Group.find(hub.db, "math")
    assert ({group.name for group in ann.groups}, len(math.users)) == ({"math", "math:member", "math:open"}, 3)
    hub.office.writes("boss admin\nprof math:staff\nann phys\nbob math phys\n")
    hub.follows()
    assert ({group.name for group in ann.groups}, len(math.users)) == ({"phys"}, 2)
    entry = entry_of(hub.office.live, "ann", has_row=True)
    assert is_up_to_date(ann, entry)


def test_what_the_hubs_session_is_about_to_write_is_not_lost(hub):
    hub.follows()
    ann = hub.row("ann")
    assert ann.groups
    ann.user_info = ann.encrypted_auth_state = None
    ann.cookie_id = "of the hub"
    hub.office.writes("boss admin\nprof math:staff\nann phys\nbob math phys\n")
    with hub.db.no_autoflush:
        found, changes = hub.changes()
        for kind, rows in changes.batches():
            hub.stale.forget(row_writer.write(hub.engine, kind, rows, found))
        assert ann in hub.db.dirty
    hub.db.commit()
    hub.stale.forget(Touched())
    assert (ann.cookie_id, hub.groups("ann")) == ("of the hub", {"phys"})


def test_a_person_who_was_an_admin_can_be_deleted_by_the_hub(hub):
    hub.office.writes("ann admin math:staff\n" + ROSTER)
    hub.follows()
    ann = hub.row("ann")
    assert (len(ann.groups), len(ann.roles)) == (1, 3)
    hub.office.writes("boss admin\nprof math:staff\nbob math phys\n")
    hub.follows()
    hub.db.delete(ann)
    hub.db.commit()
    assert hub.row("ann") is None


def test_a_row_that_was_deleted_comes_back(hub):
    hub.follows()
    hub.db.delete(hub.row("ann"))
    hub.db.commit()
    hub.follows()
    assert hub.groups("ann") == {"math", "math:member", "math:open"}


def test_many_people_are_written_in_transactions_of_a_size_that_lets_the_hub_write(hub):
    hub.office.writes("boss admin\n" + "".join(f"p{number} g{number % 7}\n" for number in range(1200)))
    _, changes = hub.changes()
    sizes = [len(rows) for _, rows in changes.batches()]
    assert max(sizes) == MOST_AT_ONCE
    hub.follows()
    assert hub.db.query(orm.User).count() == 1201
    assert hub.groups("p8") == {"g1"}
    assert not hub.changes()[1]


def test_tokens_for_other_peoples_servers_are_found(hub):
    hub.follows()
    client = orm.OAuthClient(identifier="jupyterhub-user-ann", redirect_uri="x")
    spawner = orm.Spawner(name="", user=hub.row("ann"), oauth_client=client)
    hub.db.add_all([client, spawner, orm.OAuthClient(identifier="jupyterhub", redirect_uri="x")])
    hub.db.commit()
    for name in ("ann", "prof"):
        hub.row(name).new_api_token(client_id="jupyterhub-user-ann")
    hub.row("bob").new_api_token()
    assert row_reader.tokens_inside(hub.engine) == [TokenInside("prof", "ann", "")]
    assert row_reader.still_there(hub.engine, ["ann", "zed"]) == {"ann"}


def test_the_model_of_an_admin_names_the_role_as_jupyterhub_has_it(hub):
    hub.follows()
    entry = entry_of(hub.office.live, "boss", has_row=True)
    model = granted(entry, [SimpleNamespace(name="user", description="d", scopes=["self"])])
    assert [role["name"] for role in model["roles"]] == ["user", "admin"]
    assert all(role["scopes"] for role in model["roles"])
