"""Keeps JupyterHub's database and the revoker's tasks in line with the roster while the hub runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jupyterhub import roles, scopes
from jupyterhub.utils import isoformat

from ..access.entry import Refusal, entry_of
from ..access.rights import Right, Rights, lost_by
from ..access.staff_roles import PREFIX
from ..access.visits import Visit
from ..access.wanted import Wanted, may_open, openers, wanted_all, wanted_of
from ..boxes.box_keeper import BoxKeeper
from ..db.session import let_go
from ..live import LiveHub
from ..people.exposed_passwords import note_former_admins
from ..people.last_here import note_strangers
from ..returns import docker_client
from ..roster.diagnostic import quoted
from ..roster.group_map import GroupMap
from ..roster.roster_state import RosterState
from ..tokens.sign_out import end_sessions, forget_inside
from . import row_reader, row_writer
from .acted_on import ActedOnFile, acted_on
from .differences import Changes, Found, differences
from .due import Due, DueFile, Server, due_of, runs_since_before
from .online import EVERY, ONLINE, note_online
from .stale import Stale

PAUSE = 1.0
"""Seconds from the end of one pass to the next."""
AT_LEAST_EVERY = 15.0
"""Seconds after which the database is compared although neither the roster nor the day has changed."""
BREATH = 0.01
"""Seconds between two transactions, in which the hub can write."""


@dataclass(slots=True)
class _Running:
    """A server as it is on the loop, for the thread that compares it."""

    name: str
    server: str
    started: str
    rights: Rights | None
    is_recognized: bool
    """Whether the hub can tell by its address that this server is asking about a visitor."""


@dataclass(slots=True)
class _State:
    """The result of the last check of the roster and the database."""

    roster: GroupMap | None = None
    day: date | None = None
    compared: float = float("-inf")
    wanted: dict[str, Wanted] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    lost: dict[tuple[str, str, str], tuple[Right, ...]] = field(default_factory=dict)
    before: dict[str, Wanted] | None = None
    """What was wanted until the last check; None once everyone who could have visited unseen is on record."""
    outlasted: set[str] = field(default_factory=set)
    """People whose password has changed while a server that they own or are in is running."""


class Reconciler:
    """A task of the hub. It reads and computes in its own thread."""

    def __init__(
        self,
        app: Any,
        live: LiveHub,
        *,
        due: DueFile | None = None,
        acted_on_file: ActedOnFile | None = None,
        online: Path = ONLINE,
        log: logging.Logger | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._live = live
        self._due = due or DueFile()
        self._acted_on = acted_on_file or ActedOnFile()
        self._log = log or logging.getLogger("hubwright")
        self._clock = clock
        self._state = _State()
        self._stale: Stale | None = None
        self._boxes = BoxKeeper(live, docker_client)
        self._online, self._counted = online, float("-inf")
        self._thread = ThreadPoolExecutor(1, "reconciler")

    async def run(self, *, serves: Callable[[], None] = lambda: None) -> None:
        """Runs until it is cancelled; ``serves`` is called once, when the hub answers its first requests."""
        while self._app.http_server is None:  # noqa: ASYNC110  JupyterHub has no event for it
            await asyncio.sleep(BREATH)
        serves()
        self._live.roster.is_reconciled = True
        while True:
            let_go(self._app.db)
            # Separately: a failure of one must not stop the others.
            try:
                await self.once()
            except Exception:
                self._log.exception("The database could not be compared with the userlist. Trying again in a second.")
            try:
                await self._boxes.tick()
            except Exception:
                self._log.exception("The hub could not check which drop-boxes close. Trying again in a second.")
            try:
                await self.count_online()
            except Exception:
                self._log.exception("The hub could not count who is online. Trying again.")
            await asyncio.sleep(PAUSE)

    async def once(self) -> None:
        """One pass. What is due is found even if the database could not be written."""
        try:
            looked_at = await self._compare()
            await self._end_sessions()
        finally:
            due = await self._find_due()
        await self._forget_changes()
        try:
            await self._in_thread(self._acted_on.write, acted_on(looked_at, due))
        except OSError as error:
            # Only for scripts: nothing that the list takes away waits for it.
            self._log.warning("The hub could not record which userlist it acted on: %s", error)

    async def count_online(self) -> None:
        """Every few seconds, for ``hubwright ls``."""
        if self._clock() - self._counted < EVERY:
            return
        self._counted = self._clock()
        await self._in_thread(note_online, self._engine, self._app.active_user_window, self._online)

    async def _compare(self) -> RosterState:
        found_now: tuple[GroupMap, RosterState] = await self._in_thread(self._live.roster.with_state)
        roster, looked_at = found_now
        state, day = self._state, self._live.clock.today()
        if self._stale is None:
            self._stale = Stale(self._app.db)
        self._stale.forget(row_writer.Touched())
        if roster is state.roster and day == state.day and self._clock() - state.compared < AT_LEAST_EVERY:
            return looked_at
        found, changes = await self._in_thread(self._look)
        for kind, rows in changes.batches():
            async with self._live.writing:
                # The session must forget each row before it can write outdated values.
                self._stale.forget(await self._in_thread(row_writer.write, self._engine, kind, rows, found))
            await asyncio.sleep(BREATH)
        state.roster, state.day, state.compared = roster, day, self._clock()
        return looked_at

    def _look(self) -> tuple[Found, Changes]:
        wanted = wanted_all(self._live)
        if self._state.before is None:
            self._state.before = self._state.wanted or self._wanted_before()
        found = row_reader.read(self._engine)
        note_strangers(self._live, found.last_active)
        entries = {name: entry_of(self._live, name, has_row=True) for name in found.people if name not in wanted}
        refused = {name: entry.because for name, entry in entries.items() if isinstance(entry, Refusal)}
        self._state.wanted, self._state.refused, self._state.lost = wanted, refused, {}
        no_admins = [name for name, entry in entries.items() if isinstance(entry, Refusal) or entry.admin is False]
        changes = differences(wanted, no_admins, found)
        note_former_admins(self._live, (name for name, admin in changes.rows["set admin"] if not admin))
        return found, changes

    def _wanted_before(self) -> dict[str, Wanted]:
        """What was wanted when the hub last ran; what is wanted now if that is not known."""
        before = self._live.roster.before
        return wanted_all(self._live) if before is None else wanted_of(self._live, before)

    async def _end_sessions(self) -> None:
        """Ends the sessions of people whose password has changed, each in its own transaction."""
        passwords = self._live.memory.passwords
        for name, pw in passwords.waiting().items():
            end_sessions(self._app.db, name)
            self._log.info("The password of %s has changed: their sessions and tokens have ended.", quoted(name))
            await self._in_thread(passwords.end, name, pw, self._live.clock.now())

    async def _forget_changes(self) -> None:
        """Once nothing from before a password change is running, the change is done."""
        passwords = self._live.memory.passwords
        for name, moment in passwords.ended().items():
            if name not in self._state.outlasted:
                forget_inside(self._app.db, name, moment)
                await self._in_thread(passwords.done, name)

    async def _find_due(self) -> Due:
        running = [server for user in list(self._app.users.values()) for server in _servers_of(user)]
        refused, suspects = await self._in_thread(self._who_is_left, running)
        # JupyterHub has the last word: a share or a role from the definition may give access.
        allowed = {suspect for suspect in suspects if self._is_let_in(*suspect)}
        inside: dict[tuple[str, str], list[str]] = {}
        for holder, owner, server in suspects:
            inside.setdefault((owner, server), []).append(holder)
        due: Due = await self._in_thread(self._write_due, running, refused, inside, allowed)
        if due.stop or due.remove:
            self._log.debug("Due: %s", due)
        return due

    def _who_is_left(self, running: list[_Running]) -> tuple[dict[str, str], set[tuple[str, str, str]]]:
        """Refused people who still have a row, and people in a server although the roster no longer explains it."""
        there = row_reader.still_there(self._engine, self._state.refused)
        refused = {name: because for name, because in self._state.refused.items() if name in there}
        servers = {(server.name, server.server) for server in running}
        self._assume_visits(running)
        visits = self._live.visits.of((server.name, server.server, server.started) for server in running)
        # At night, most hubs have nobody signed in and would query their database every second for nothing.
        tokens = row_reader.tokens_inside(self._engine) if servers else []
        changed = self._live.memory.passwords.ended()
        suspects = {
            (holder, owner, server)
            for holder, owner, server in (
                *((token.holder, token.owner, token.server) for token in tokens),
                *((visit.visitor, visit.owner, visit.server) for visit in visits),
            )
            if (owner, server) in servers
            and (holder in refused or holder in changed or not self._explains(holder, owner))
        }
        return refused, suspects

    def _assume_visits(self, running: list[_Running]) -> None:
        """Treats everyone who could have been in a server unseen as its visitor.

        This concerns servers that are older than the record, or whose address the hub does not know.
        """
        visits, before = self._live.visits, self._state.before
        visits.keep()
        if before is None:
            return
        is_new = not visits.is_begun
        unseen = [one for one in running if not one.is_recognized or (is_new and not visits.covers(one.started))]
        who = openers(before, admins_may=self._live.hub.admins.access)
        assumed = [Visit(name, one.name, one.server, one.started) for one in unseen for name in who(one.name)]
        if is_new:
            visits.begin(assumed)
        else:
            visits.note(assumed)
        self._state.before = None

    def _explains(self, holder: str, owner: str) -> bool:
        return may_open(self._state.wanted, holder, owner, admins_may=self._live.hub.admins.access)

    def _write_due(
        self,
        running: list[_Running],
        refused: dict[str, str],
        inside: dict[tuple[str, str], list[str]],
        allowed: set[tuple[str, str, str]],
    ) -> Due:
        servers = [Server(one.name, one.server, one.started, self._lost(one, refused)) for one in running]
        changed = self._live.memory.passwords.ended()
        due = due_of(servers, refused, inside, lambda *token: token in allowed, changed)
        self._state.outlasted = runs_since_before(servers, inside, changed)
        self._due.write(due)
        return due

    def _lost(self, one: _Running, refused: dict[str, str]) -> tuple[Right, ...]:
        if one.rights is None or one.name in refused:
            return ()
        key = (one.name, one.server, one.started)
        if key not in self._state.lost:
            self._state.lost[key] = tuple(lost_by(self._live, one.name, one.rights))
        return self._state.lost[key]

    def _is_let_in(self, holder: str, owner: str, server: str) -> bool:
        """Whether a person has access through the roster, or through a share or a role that it does not know about."""
        found = self._app.users.get(holder)
        if found is None or holder in self._state.refused:
            return False
        if self._explains(holder, owner):
            return True
        user = getattr(found, "orm_user", found)
        given = self._scopes_beside_the_roster(user)
        return bool(scopes.has_scope(f"access:servers!server={owner}/{server}", given, db=self._app.db))

    def _scopes_beside_the_roster(self, user: Any) -> set[str]:
        """What JupyterHub's database grants a person, apart from what the roster decides.

        The roster's roles and groups may still be there if the database could not be written.
        """
        wanted = self._state.wanted.get(user.name)
        if wanted is None and not self._live.file.is_read:
            return set(scopes.get_scopes_for(user))
        groups = [group for group in user.groups if wanted is not None and group.name in wanted.groups]
        held = [role for role in user.roles if role.name != "admin" and not role.name.startswith(PREFIX)]
        given = set(roles.roles_to_expanded_scopes([*held, *(role for group in groups for role in group.roles)], user))
        for share in [*user.shared_with_me, *(share for group in groups for share in group.shared_with_me)]:
            given |= scopes.expand_share_scopes(share)
        return given

    @property
    def _engine(self) -> Any:
        return self._app.db.get_bind()

    async def _in_thread(self, function: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *given)


def _servers_of(user: Any) -> list[_Running]:
    return [
        _Running(
            user.name,
            name,
            isoformat(spawner.orm_spawner.started),
            getattr(spawner, "rights_of_start", None),
            getattr(spawner, "is_recognized", False),
        )
        for name, spawner in list(user.spawners.items())
        if spawner.active and spawner.orm_spawner.started is not None
    ]


def start_beside(app: Any, authenticator: Any) -> asyncio.Task[None] | None:
    """Starts the reconciler of a hub that is about to serve; None if no loop is running, as in a command."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None

    def serves() -> None:
        authenticator.serving = True

    return loop.create_task(Reconciler(app, authenticator.live, log=authenticator.log).run(serves=serves))
