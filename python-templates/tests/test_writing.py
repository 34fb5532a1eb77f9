"""Turns between the reconciler's thread and JupyterHub's writes for a person who signs in."""

import asyncio
from typing import Any

from conftest import Desk
from jupyterhub.auth import DummyAuthenticator
from jupyterhub.utils import maybe_future

from hubwright_hub.authenticator import under_the_roster
from hubwright_hub.reconcile.writing import Writing


async def reconcile(writing: Writing, log: list[str], may_end: asyncio.Event) -> None:
    async with writing:
        log.append("write begins")
        await may_end.wait()
        log.append("write ends")


async def sign_in(authenticator: Any, log: list[str]) -> None:
    """As JupyterHub's login_user: it awaits a task, and then writes without waiting."""
    model = await maybe_future(authenticator.get_authenticated_user(Desk(), {"username": "ann", "password": "x"}))
    log.append(f"{model['name']} is in")


async def test_a_person_who_signs_in_waits_for_a_write_and_no_write_begins_before_they_are_in(office):
    live = office("boss admin\nann math\n").live
    authenticator = under_the_roster(DummyAuthenticator)(live=live)
    log: list[str] = []
    may_end = asyncio.Event()
    first = asyncio.create_task(reconcile(live.writing, log, may_end))
    await asyncio.sleep(0)
    login = asyncio.create_task(sign_in(authenticator, log))
    # As many turns of the loop as it takes to get as far as it gets.
    for _ in range(50):
        await asyncio.sleep(0)
    second = asyncio.create_task(reconcile(live.writing, log, may_end))
    await asyncio.sleep(0)
    assert log == ["write begins"]
    may_end.set()
    await asyncio.gather(first, login, second)
    assert log == ["write begins", "write ends", "ann is in", "write begins", "write ends"]


async def test_the_turn_of_a_person_who_signs_in_ends_by_itself(office):
    live = office("boss admin\nann math\n").live
    authenticator = under_the_roster(DummyAuthenticator)(live=live)
    log: list[str] = []
    done = asyncio.Event()
    done.set()
    for _ in range(3):
        await sign_in(authenticator, log)
        await reconcile(live.writing, log, done)
    assert log == ["ann is in", "write begins", "write ends"] * 3


async def test_a_write_that_fails_ends_its_turn():
    writing = Writing()
    for _ in range(2):
        try:
            async with writing:
                raise OSError("disk full")
        except OSError:
            pass
    await asyncio.wait_for(writing.leave_to_caller(), 5)
