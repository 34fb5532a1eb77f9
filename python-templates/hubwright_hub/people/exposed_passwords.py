"""Which passwords former admins could have seen: none in a hub that has no passwords of its own."""

from collections.abc import Iterable

from ..hub_json import DerivedPasswords
from ..live import LiveHub
from ..roster.diagnostic import quoted
from .former_admins import FormerAdmin


def note_former_admins(live: LiveHub, names: Iterable[str]) -> None:
    """They stop being admins now, for whatever reason they were, and know the passwords that do not change."""
    if not isinstance(live.hub.sign_in, DerivedPasswords):
        return
    for name in names:
        changing = live.memory.passwords.waiting()
        people = live.roster.now().people.values()
        seen = {person.name: person.pw for person in people if person.name not in changing}
        live.memory.former_admins.note(name, live.clock.today(), seen)
        for former in former_admins(live):
            if former.name == name:
                live.log.warning("%s %s", quoted(name), former)


def former_admins(live: LiveHub) -> tuple[FormerAdmin, ...]:
    """Who was an admin and could have seen passwords still in use."""
    if not isinstance(live.hub.sign_in, DerivedPasswords):
        return ()
    return live.memory.former_admins.of(live.roster.now())
