"""Whoever saves whatever: nobody gains or loses what the rules do not give, against a model written apart from them.

The model knows each file as what somebody meant by it, and never parses one.
"""

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from conftest import hub_json
from hypothesis import given, settings
from hypothesis import strategies as st

from hubwright_hub.hub_json import hub_of
from hubwright_hub.live import LiveHub
from hubwright_hub.people.absence import has_left
from hubwright_hub.people.decisions import accept, decide
from hubwright_hub.people.memory import Memory
from hubwright_hub.roster.roster_file import RosterFile

START = date(2026, 11, 23)
ALWAYS = "boss"
CROWD = [f"p{number:02}" for number in range(24)]
NAMES = [*CROWD, "ann", "bob", "cy"]

Right = tuple[str, str]
"""A person and one thing of theirs: ``"in"``, a group with its standing, or ``"admin"``."""

people = st.dictionaries(
    st.sampled_from(["ann", "bob", "cy"]), st.sets(st.sampled_from(["math", "phys", "math:staff", "admin"])), max_size=3
)


@dataclass(frozen=True)
class Saved:
    """One file: what its good lines give, and what else it is."""

    kind: str
    """good, with an error, without an admin, empty, missing, or no text."""
    rights: frozenset[Right]
    text: str

    def bytes(self) -> bytes | None:
        return {"missing": None, "no text": b"\xff\xfe"}.get(self.kind, self.text.encode())


@st.composite
def files(draw: st.DrawFn) -> Saved:
    kind = draw(st.sampled_from(["good", "good", "good", "error", "no admin", "empty", "missing", "no text"]))
    crowd = CROWD[: draw(st.sampled_from([0, 5, 13, 14, 24]))]
    listed = {ALWAYS: {"admin"}, **{name: {"math"} for name in crowd}, **draw(people)}
    if kind == "no admin":
        listed = {name: words - {"admin"} for name, words in listed.items()}
    rights = frozenset((name, word) for name, words in listed.items() for word in _read(words))
    text = "".join(f"{' '.join([name, *sorted(words)])}\n" for name, words in listed.items())
    if kind == "error":
        text += "an\x07n math\n"
    return Saved(kind, rights, "# nobody\n" if kind == "empty" else text)


def _read(words: set[str]) -> set[str]:
    return {"in"} | {word for word in words if not (word == "math" and "math:staff" in words)}


@dataclass
class Model:
    """The rules in their own words, over sets of rights."""

    hub_holds: frozenset[Right] | None = None
    known: set[str] = field(default_factory=set)
    away: dict[str, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    accepted: Saved | None = None

    def still(self, file: Saved, today: int, accepts: bool) -> None:
        """A file has been still: it holds, as far as the rules let it."""
        before = self.hub_holds
        if file.kind in ("missing", "no text", "empty"):
            return
        if before is None:
            self._hold(file.rights, today)
            return
        if file.kind == "no admin":
            return
        if file.kind == "error":
            both = before | file.rights
            self._hold(frozenset((name, word) for name, word in both if (name, f"{word}:staff") not in both), today)
            return
        gone = _names(before) - _names(file.rights)
        if len(gone) > 10 and 3 * len(gone) > len(_names(before)) and not accepts:
            return
        self._hold(file.rights, today)

    def _hold(self, rights: frozenset[Right], today: int) -> None:
        names = _names(rights)
        self.held = {name for name in self.held if name in names}
        self.held |= {name for name in names if name in self.away and today - self.away[name] > 30}
        for name in names - self.held:
            self.known.add(name)
            self.away.pop(name, None)
        for name in self.known - names:
            self.away.setdefault(name, today)
        self.hub_holds = rights

    def in_force(self) -> frozenset[Right]:
        return frozenset((name, word) for name, word in self.hub_holds or () if name not in self.held)

    def left(self) -> set[str]:
        return set() if self.hub_holds is None else self.known - _names(self.in_force())


def _names(rights: frozenset[Right]) -> set[str]:
    return {name for name, _ in rights}


def rights_of(live: LiveHub) -> frozenset[Right]:
    found: set[Right] = set()
    for name, person in live.roster.now().people.items():
        found.add((name, "in"))
        found |= {(name, "admin")} if person.admin else set()
        found |= {(name, g if standing == "member" else f"{g}:staff") for g, standing in person.groups.items()}
    return frozenset(found)


class Trial:
    """A hub whose userlist goes through everything, and which restarts now and then."""

    def __init__(self, directory: Path) -> None:
        self.userlist = directory / "userlist"
        self.memory_path = directory / "memory.sqlite"
        self.seconds = 0.0
        self.day = 0
        self.memory: Memory | None = None
        self.start()

    def start(self) -> None:
        self.stop()
        self.memory = Memory(self.memory_path)
        file = RosterFile(self.userlist, settle=0.5, clock=lambda: self.seconds)
        self.live = LiveHub(hub_of(hub_json()), file, now=self._now, memory=self.memory)
        self.live.log.disabled = True

    def stop(self) -> None:
        if self.memory is not None:
            self.memory.close()

    def _now(self) -> datetime:
        return datetime(2026, 11, 23, 19, tzinfo=UTC) + timedelta(days=self.day)

    def save(self, file: Saved) -> None:
        data = file.bytes()
        if data is None:
            self.userlist.unlink(missing_ok=True)
        else:
            self.userlist.write_bytes(data)


steps = st.lists(
    st.tuples(files(), st.sampled_from([0, 0, 1, 30, 31]), st.booleans(), st.booleans(), st.booleans()), max_size=6
)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_nobody_gains_or_loses_what_the_rules_do_not_give(steps):
    model = Model()
    with tempfile.TemporaryDirectory() as directory:
        trial = Trial(Path(directory))
        for file, days, restarts, accepts, decides in steps:
            trial.day += days
            before = model.in_force()
            trial.live.roster.now()
            trial.save(file)
            if restarts:
                trial.start()
            at_once = rights_of(trial.live)
            # While it may be half written nobody has lost anything, but for a standing that a stronger one replaced.
            if before:
                assert {(name, word) for name, word in before if word == "in"} <= at_once
                for name, word in before - at_once:
                    assert (name, f"{word}:staff") in at_once
            assert at_once <= before | file.rights
            trial.seconds += 1
            trial.live.roster.now()
            if accepts and trial.live.roster.state().loss:
                accept(trial.live)
            model.still(file, trial.day, accepts)
            assert rights_of(trial.live) == model.in_force()
            assert {name for name in NAMES if has_left(trial.live, name)} == model.left() - {ALWAYS}
            assert {held.name for held in trial.live.roster.state().held} == model.held
            if decides and model.held:
                name = min(model.held)
                decide(trial.live, name, "same")
                model.held.discard(name)
                model.away.pop(name, None)
                assert rights_of(trial.live) == model.in_force()
        trial.stop()
        trial.live.log.disabled = False


def test_the_model_sees_what_it_is_for():
    """A rule broken in the model makes the property fail: the two are compared, and not the same code."""
    model = Model()
    everybody = frozenset((name, "in") for name in [ALWAYS, *CROWD])
    model.still(Saved("good", everybody, ""), 0, accepts=False)
    model.still(Saved("good", frozenset({(ALWAYS, "in")}), ""), 1, accepts=False)
    assert model.in_force() == everybody
    model.still(Saved("good", frozenset({(ALWAYS, "in")}), ""), 1, accepts=True)
    assert (model.in_force(), len(model.left())) == (frozenset({(ALWAYS, "in")}), len(CROWD))
