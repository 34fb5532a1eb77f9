"""A real PostgreSQL for tests: Debian's, in a directory of its own, reached by its socket alone."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hub_tables import make_tables
from sqlalchemy.engine import URL

from hubwright_hub.db_address import DRIVER, NAME, DbAddress

TABLES = "tables"
"""A database that stays while tests come and go."""


def programs() -> Path:
    """Where the server's programs are; they are installed where they are not."""
    if not (found := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        Path("/etc/postgresql-common").mkdir(exist_ok=True)
        Path("/etc/postgresql-common/createcluster.conf").write_text("create_main_cluster = false\n")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        # Other layers of tests may be installing something, too.
        apt_get = Path(__file__).parents[2] / "test/engine/setup/apt-get.sh"
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
            subprocess.run([apt_get, *words], check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent


class Server:
    """One server with a superuser who is called like the hub's own role."""

    def __init__(self, directory: Path) -> None:
        self.directory, self._data = directory, directory / "data"
        self._as = ["/usr/sbin/runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.bin = programs()
        if self._as:
            shutil.chown(directory, "postgres", "postgres")
        as_ours = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", f"--pgdata={self._data}", f"--username={NAME}", *as_ours)
        self.start()

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.directory} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", f"--pgdata={self._data}", f"--log={self.directory}/log", "-o", options)

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}", f"--pgdata={self._data}")

    def url(self, database: str = NAME) -> URL:
        return URL.create(DRIVER, username=NAME, database=database, query={"host": str(self.directory)})

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as, str(self.bin / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.directory)  # noqa: S603


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    # Not below pytest's own directory, which its user cannot reach.
    directory = Path(mkdtemp(prefix="hubwright-postgres-"))
    directory.chmod(0o755)
    server = Server(directory)
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(directory)


@pytest.fixture
def postgres(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> DbAddress:
    """A database of the hub's own kind, with nothing in it."""
    monkeypatch.setenv("PATH", f"{postgres_server.bin}:{os.environ['PATH']}")
    address = DbAddress("postgres", postgres_server.url())
    begin_with(address, "template1")
    return address


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: Server) -> str:
    """The name of a database that has JupyterHub's tables, to be copied."""
    address = DbAddress("postgres", postgres_server.url(TABLES))
    with _outside(address) as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{TABLES}"')
    make_tables(address.db_url, **address.kwargs())
    return TABLES


@pytest.fixture
def postgres_with_tables(postgres_tables: str, postgres_server: Server) -> DbAddress:
    """The same with JupyterHub's tables in it, which hold its roles alone."""
    address = DbAddress("postgres", postgres_server.url())
    begin_with(address, postgres_tables)
    return address


def begin_with(address: DbAddress, template: str) -> None:
    """Makes the hub's database a copy of another one, and drops what tests have left."""
    with _outside(address) as connection:
        kept = f"'postgres', 'template0', 'template1', '{TABLES}'"
        query = f"SELECT datname FROM pg_database WHERE datname NOT IN ({kept})"  # noqa: S608
        for (name,) in connection.exec_driver_sql(query).all():
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{NAME}" TEMPLATE "{template}"')


@contextmanager
def _outside(address: DbAddress) -> Iterator[Any]:
    """A connection to no database of a hub's."""
    engine = address.engine("postgres")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()
