"""Makes the hub's own session forget cached rows that were written outside it."""

from typing import Any

from jupyterhub import orm
from jupyterhub.metrics import TOTAL_USERS
from sqlalchemy import inspect

from .row_writer import Touched


class Stale:
    """Rows that the session itself is about to write wait until it has."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._waiting = Touched()

    def forget(self, touched: Touched) -> None:
        """Must be called on the loop, after the transaction that wrote them."""
        TOTAL_USERS.inc(touched.added)
        waiting, later = self._waiting, Touched()
        people, groups, roles = (
            touched.people | waiting.people,
            touched.groups | waiting.groups,
            touched.roles | waiting.roles,
        )
        gone_groups, gone_roles = (
            touched.gone_groups | waiting.gone_groups,
            touched.gone_roles | waiting.gone_roles,
        )
        if not (people or groups or roles or gone_groups or gone_roles):
            return
        busy = set(self._session.dirty) | set(self._session.deleted)
        for known in list(self._session.identity_map.values()):
            if isinstance(known, orm.User) and _number(known) in people:
                self._expire(known, ["admin", "groups", "roles"], busy, later.people)
            elif isinstance(known, orm.Group) and _number(known) in gone_groups:
                self._drop(known, busy, later.gone_groups)
            elif isinstance(known, orm.Group) and _number(known) in groups:
                self._expire(known, ["users"], busy, later.groups)
            elif isinstance(known, orm.Role) and _number(known) in gone_roles:
                self._drop(known, busy, later.gone_roles)
            elif isinstance(known, orm.Role) and _number(known) in roles:
                self._expire(known, ["users", "description", "scopes", "managed_by_auth"], busy, later.roles)
        self._waiting = later

    def _expire(self, known: Any, columns: list[str], busy: set[Any], later: set[int]) -> None:
        if known in busy:
            later.add(_number(known))
        else:
            self._session.expire(known, columns)

    def _drop(self, known: Any, busy: set[Any], later: set[int]) -> None:
        if known in busy:
            later.add(_number(known))
        else:
            self._session.expunge(known)


def _number(known: Any) -> int:
    # From the key in the session: the column itself may be expired.
    number: int = inspect(known).identity[0]
    return number
