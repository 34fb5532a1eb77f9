"""A hub as its files describe it, a clock that stands still, and people to sign in."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hub_tables import make_tables
from jupyterhub import orm, roles
from tornado.httputil import HTTPHeaders

from hubwright_hub.db_address import DbAddress
from hubwright_hub.hub_json import hub_of
from hubwright_hub.live import LiveHub
from hubwright_hub.people.memory import Memory
from hubwright_hub.roster.roster_file import RosterFile

pytest_plugins = ["postgres_server", "spawners"]

HOSTILE = ["a@b", "../x", "$(id)", "{{x}}", "{username}", "o'`x", "😀", "abcdefgh" * 8, "__proto__", "<b>x</b>", "=1+1"]
ON_ROSTER = [name for name in HOSTILE if "/" not in name]
KEY = "0123456789abcdef" * 4


def policy(key: str, per: str, at: str, **given: Any) -> dict[str, Any]:
    every = {"member": "rw", "staff": "rw", "admin": "rw"}
    rest = {"groups": None, "access": every, "scope": "hub", "volumeName": None, "collectAt": None, "closes": None}
    return {"key": key, "per": per, "at": at, **rest, **given}


def notebook_json(**given: Any) -> dict[str, Any]:
    limits = {"memory": None, "cpus": None, "gpus": 0}
    return {**limits, "idleAfter": None, "maxAge": None, "images": {}, "groups": {}, **given}


def hub_json(**given: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "hub": "math",
        "jupyterhub": "6.1",
        "timezone": "America/Denver",
        "roster": "/srv/hubwright/roster/userlist",
        "network": "math-network",
        "images": {"hub": "math-jupyterhub:latest", "notebook": "math-notebook:latest"},
        "signIn": {"kind": "derived-password", "length": 10},
        "strangers": "allow",
        "admins": {"access": True, "roster": "none"},
        "notebook": notebook_json(),
        "volumes": [policy("home", "person", "/home/jovyan"), policy("shared", "group", "/home/jovyan/{group}")],
        **given,
    }


class Office:
    """A hub at work: its userlist can be edited and its clock turned."""

    def __init__(self, directory: Path, settle: float = 0, memory: Memory | None = None, **given: Any) -> None:
        self.userlist = directory / "userlist"
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.live = LiveHub(hub_of(hub_json(**given)), RosterFile(self.userlist, settle), lambda: self.now, memory)
        self.beside: Callable[[], LiveHub] = lambda: self.live

    def writes(self, text: str) -> "Office":
        """Saves the userlist as editors do: a new file under the old name."""
        fresh = self.userlist.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.userlist)
        return self

    def later(self, days: int) -> "Office":
        self.now += timedelta(days=days)
        return self

    def people(self) -> list[str]:
        return list(self.live.roster.now().people)


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., Office]:
    return lambda text="boss admin\nann math\n", **given: Office(tmp_path, **given).writes(text)


@pytest.fixture
def running(office: Callable[..., Office], tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """A hub at work, and ``beside``, a way to look at it from a command of the same container."""
    opened: list[Memory] = []

    def memory() -> Memory:
        opened.append(Memory(tmp_path / "memory.sqlite"))
        return opened[-1]

    def run(text: str, **given: Any) -> Office:
        hub = office(text, **given)
        hub.live = LiveHub(hub.live.hub, RosterFile(hub.userlist, settle=0), hub.live.clock.now, memory())
        hub.live.roster.now()

        def beside() -> LiveHub:
            file = RosterFile(hub.userlist, settle=0)
            return LiveHub(hub.live.hub, file, hub.live.clock.now, memory(), records=False)

        hub.beside = beside
        return hub

    yield run
    for one in opened:
        one.close()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "oauth.env"
    path.write_text(f"HASH_SECRET_KEY={KEY}\n", encoding="utf-8")
    return path


def row(name: str, *groups: str, admin: bool = False) -> Any:
    """Somebody as JupyterHub's database knows them."""
    roles = [SimpleNamespace(name=role, description=role, scopes=[role]) for role in ("user", "admin")[: 1 + admin]]
    memberships = [SimpleNamespace(name=group) for group in groups]
    session = SimpleNamespace(dirty=(), expire=lambda *given: None)
    return SimpleNamespace(name=name, groups=memberships, roles=roles, admin=admin, orm_user=name, db=session)


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "jupyterhub.sqlite"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.engine)])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """JupyterHub's own session with an empty database, as a hub has it on either kind.

    The database is a copy: JupyterHub takes most of a second to make its tables.
    """
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_with_tables"), tmp_path)
        url, kwargs = f"sqlite:///{path}", {}
    else:
        address: DbAddress = request.getfixturevalue("postgres_with_tables")
        url, kwargs = address.db_url, address.kwargs()
    with pytest.MonkeyPatch.context() as patch:
        # It reads every migration there ever was, and would find that the copy has had the last one.
        patch.setattr(orm, "check_db_revision", lambda engine: None)
        session = orm.new_session_factory(url, **kwargs)()
    yield session
    session.close()
    session.get_bind().dispose()


@pytest.fixture(autouse=True)
def built_in_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterHub's list of roles, as it is again after a test that narrows it."""
    monkeypatch.setattr(roles, "get_default_roles", roles.get_default_roles)


class Desk:
    """The handler of a request, as far as signing in looks at it: of one browser, which keeps its cookies."""

    def __init__(self, *rows: str, peer: str = "127.0.0.1", forwarded: str | None = None) -> None:
        self.rows = rows
        connection = SimpleNamespace(context=SimpleNamespace(address=(peer, 50000)))
        headers = HTTPHeaders({} if forwarded is None else {"X-Forwarded-For": forwarded})
        self.request = SimpleNamespace(connection=connection, headers=headers, protocol="http")
        self.proxy = SimpleNamespace(api_url="http://127.0.0.1:8001")
        self.hub = SimpleNamespace(base_url="/math/hub/")
        self.cookies: dict[str, tuple[str, dict[str, Any]]] = {}

    def find_user(self, name: str) -> Any:
        return row(name) if name in self.rows else None

    def get_secure_cookie(self, name: str, *, max_age_days: float) -> bytes | None:
        found = self.cookies.get(name)
        return None if found is None else found[0].encode()

    def set_secure_cookie(self, name: str, value: str, **given: Any) -> None:
        self.cookies[name] = (value, given)
