"""Where JupyterHub's database is and how to reach it: assembled in the hub, because a part of it is a secret."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from .db.not_ready import NotReady
from .hub_json import Hub
from .sign_in.secret_file import read_secret

DATA = Path("/srv/jupyterhub")
SECRETS = Path("/run/secrets")
FILE = "jupyterhub.sqlite"
NAME = "jupyterhub"
"""The name of the database in its own container, and of its user."""
DRIVER = "postgresql+psycopg"
PATIENCE = 10
"""Seconds for one attempt to connect."""

Kind = Literal["sqlite", "postgres", "external", "given"]
"""A file, a server in its own container, a person's own server, or one that their own configuration has set."""


@dataclass(frozen=True, slots=True)
class DbAddress:
    """``url`` does not contain the password, so it can be logged safely."""

    kind: Kind
    url: URL
    password: str | None = field(default=None, repr=False)
    adopt: bool = False
    """Whether the hub takes over existing data there."""

    @property
    def file(self) -> Path:
        """The file of a database of SQLite."""
        return Path(str(self.url.database))

    @property
    def place(self) -> str:
        """Identifies it, even if a password or a user has changed."""
        if self.kind != "external":
            return self.kind
        return f"external {self.url.host}:{self.url.port or 5432}/{self.url.database}"

    def __str__(self) -> str:
        if self.kind == "sqlite":
            return f"SQLite ({self.file})"
        return f"the database {self.url.database} of PostgreSQL at {self.url.host}"

    @property
    def db_url(self) -> str:
        """With the password, only for JupyterHub, which does not log it."""
        return self.url.set(password=self.password).render_as_string(hide_password=False)

    def kwargs(self) -> dict[str, Any]:
        """Options for SQLAlchemy besides the URL."""
        if self.kind in ("sqlite", "given"):
            return {}
        # A connection that was cut by a restart of the server is noticed before it is used.
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": PATIENCE}}

    def engine(self, database: str | None = None) -> Engine:
        """An engine that keeps no connection. ``database``: another one of the same server."""
        url = make_url(self.db_url)
        if database is not None:
            url = url.set(database=database)
        return create_engine(url, poolclass=NullPool, connect_args=self.kwargs().get("connect_args", {}))

    def environment(self) -> dict[str, str]:
        """The environment from which PostgreSQL's own programs read the password."""
        return {} if self.password is None else {"PGPASSWORD": self.password}


def sqlite_at(path: Path) -> DbAddress:
    return DbAddress("sqlite", URL.create("sqlite", database=str(path)))


def address_of(hub: Hub, secrets: Path = SECRETS, data: Path = DATA) -> DbAddress:
    """The database in hub.json. Raises NotReady if its secret is missing or is not an address."""
    if hub.database is None:
        return sqlite_at(data / FILE)
    if hub.database.kind == "postgres":
        url = URL.create(DRIVER, username=NAME, host=f"{hub.name}-db", database=NAME)
        return DbAddress("postgres", url, _secret(secrets / "postgres.env", "POSTGRES_PASSWORD"))
    return external(_secret(secrets / "database.env", "DATABASE_URL"), adopt=hub.database.adopt)


def external(text: str, *, adopt: bool = False) -> DbAddress:
    """The database with the given address and password. Raises NotReady, without repeating the address."""
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
