"""Waits until a database accepts connections."""

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from ..db_address import NAME, DbAddress
from .not_ready import NotReady

PATIENCE = 90.0
"""Seconds: a server that was killed must read its log first. After that, the hub's container restarts."""
PAUSE = 0.25
HOPELESS = ("password authentication failed", "no pg_hba.conf entry", "does not exist", "SSL")
"""Errors that waiting does not fix, in a server's English messages; others are reported after the timeout."""


def until_accepts(
    address: DbAddress,
    log: logging.Logger,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Returns once a connection could be made. Raises NotReady with what the server said.

    If only the database is missing in its own container, it is created: a move was interrupted.
    """
    end, waited = clock() + patience, False
    while True:
        try:
            with address.engine().connect():
                return
        except OperationalError as error:
            said = _words_of(error)
        if address.kind == "postgres" and f'database "{NAME}" does not exist' in said:
            make_database(address)
            continue
        if any(word in said for word in HOPELESS) or clock() > end:
            raise NotReady(f"{address} refused the hub's connection: {said}. {_hint(address, said)}")
        if not waited:
            log.info("Waiting for %s.", address)
            waited = True
        time.sleep(PAUSE)


def make_database(address: DbAddress) -> None:
    with address.engine("postgres").connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{NAME}"')


def _words_of(error: OperationalError) -> str:
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    return " ".join(lines[:2]).rstrip(".")


def _hint(address: DbAddress, said: str) -> str:
    if address.kind == "external":
        return "Check secrets/database.env, and whether that server accepts connections from this machine."
    if "password" in said:
        return (
            "secrets/postgres.env has changed since the database was started. "
            f"To apply it, run: docker restart {address.url.host}"
        )
    return f"See its log: docker logs {address.url.host}"
