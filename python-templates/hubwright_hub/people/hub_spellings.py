"""The spellings of names that a hub knows now: from its memory, and from JupyterHub's database."""

from .memory import Memory
from .spellings import Spellings


class HubSpellings:
    """Built again whenever the hub has learned a name. Threads can share it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._rows: set[str] = set()
        """The names in JupyterHub's database that are not ASCII."""
        self._found: tuple[int, int, Spellings] | None = None
        """With what it was built from: the memory's version and the number of rows."""

    @property
    def current(self) -> Spellings:
        """The people whom the hub knows by a decomposed name; in most hubs, nobody."""
        found = self._found
        if found is None or found[:2] != (self._memory.version, len(self._rows)):
            # Without a lock, so that people who sign in do not wait for a thread that reads a long file.
            version, rows = self._memory.version, tuple(self._rows)
            made = Spellings.of([*self._memory.names(), *rows])
            # The same object as long as nothing has changed, because the roster in force depends on it.
            found = self._found = (version, len(rows), made if found is None or made != found[2] else found[2])
        return found[2]

    def name_of(self, typed: str) -> str:
        """The name by which the hub knows this person, however it is typed."""
        return self.current.name_of(typed)

    def note_row(self, name: str) -> None:
        """Records that JupyterHub's database has a person with this name."""
        if not name.isascii():
            self._rows.add(name)
