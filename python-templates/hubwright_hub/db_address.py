"""Where JupyterHub's database is and how it is reached: put together in the hub, since a part of it is a secret."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from .hub_json import Hub
from .not_ready import NotReady
from .secret_file import read_secret

DATA = Path("/srv/jupyterhub")
SECRETS = Path("/run/secrets")
FILE = "jupyterhub.sqlite"
NAME = "jupyterhub"
"""Of the database in a container of its own, and of who signs in to it."""
DRIVER = "postgresql+psycopg"
PATIENCE = 10
"""Seconds that one attempt to connect may take."""

Kind = Literal["sqlite", "postgres", "external", "given"]
"""A file, a server in a container of its own, one of somebody's own, or what a file of theirs has put in our place."""


@dataclass(frozen=True, slots=True)
class DbAddress:
    """``url`` holds no password, so that whatever writes it into a log gives nothing away."""

    kind: Kind
    url: URL
    password: str | None = field(default=None, repr=False)
    adopt: bool = False
    """Whether the hub goes on with what it finds there."""

    @property
    def file(self) -> Path:
        """The file of a database of SQLite."""
        return Path(str(self.url.database))

    @property
    def place(self) -> str:
        """Tells it from any other, also when a password or a user has changed."""
        if self.kind != "external":
            return self.kind
        return f"external {self.url.host}:{self.url.port or 5432}/{self.url.database}"

    def __str__(self) -> str:
        if self.kind == "sqlite":
            return f"SQLite ({self.file})"
        return f"the database {self.url.database} of PostgreSQL at {self.url.host}"

    @property
    def db_url(self) -> str:
        """With the password, for JupyterHub alone: it writes none into its log."""
        return self.url.set(password=self.password).render_as_string(hide_password=False)

    def kwargs(self) -> dict[str, Any]:
        """What SQLAlchemy is told besides the URL."""
        if self.kind in ("sqlite", "given"):
            return {}
        # A connection that a restart of the server has cut is noticed before it is used.
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": PATIENCE}}

    def engine(self, database: str | None = None) -> Engine:
        """An engine that keeps no connection. ``database``: another one of the same server."""
        url = make_url(self.db_url)
        if database is not None:
            url = url.set(database=database)
        return create_engine(url, poolclass=NullPool, connect_args=self.kwargs().get("connect_args", {}))

    def environment(self) -> dict[str, str]:
        """What PostgreSQL's own programs take the password from."""
        return {} if self.password is None else {"PGPASSWORD": self.password}


def sqlite_at(path: Path) -> DbAddress:
    return DbAddress("sqlite", URL.create("sqlite", database=str(path)))


def address_of(hub: Hub, secrets: Path = SECRETS, data: Path = DATA) -> DbAddress:
    """The database that hub.json asks for. Raises NotReady where its secret is missing or is no address."""
    if hub.database is None:
        return sqlite_at(data / FILE)
    if hub.database.kind == "postgres":
        url = URL.create(DRIVER, username=NAME, host=f"{hub.name}-db", database=NAME)
        return DbAddress("postgres", url, _secret(secrets / "postgres.env", "POSTGRES_PASSWORD"))
    return external(_secret(secrets / "database.env", "DATABASE_URL"), adopt=hub.database.adopt)


def external(text: str, *, adopt: bool = False) -> DbAddress:
    """The database whose address somebody has written, with its password. Raises NotReady, without repeating it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or not url.drivername.startswith("postgres") or not url.host or not url.database:
        raise NotReady(
            "DATABASE_URL in secrets/database.env is not the address of a database of PostgreSQL. "
            "Write postgresql://USER:PASSWORD@HOST:5432/NAME"
        ) from None
    password = None if url.password is None else str(url.password)
    plain = URL.create(DRIVER, url.username, None, url.host, url.port, url.database, url.query)
    return DbAddress("external", plain, password, adopt)


def _secret(path: Path, key: str) -> str:
    value = read_secret(path, key)
    if not value:
        raise NotReady(f"{path} holds no {key}, so the hub cannot reach its database.")
    return value
