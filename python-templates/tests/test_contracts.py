"""The cases that the TypeScript side passes too."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Office, hub_json, policy
from contract import (
    cases,
    effective_as_json,
    lost_as_json,
    mount_as_json,
    notebook_as_json,
    people_as_json,
    place_as_json,
    problems_as_json,
    reach_as_json,
)
from volume_engine import VolumeEngine

from hubwright_hub.access.mounts import mounts_for
from hubwright_hub.access.mounts_now import mounts_now
from hubwright_hub.access.policy import VolumePolicy
from hubwright_hub.access.rights import lost_by, rights_of
from hubwright_hub.engine import labels, left_over, names
from hubwright_hub.hub_json import hub_of, notebook_from, policies_of, staff_from
from hubwright_hub.notebooks.notebook import notebook_of
from hubwright_hub.roster.group_map import GroupMap
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.roster.slips import slips_in
from hubwright_hub.sign_in.passwords import derive
from hubwright_hub.volumes.person_archive import NotArchived, archive_volumes
from hubwright_hub.volumes.volumes import copy_up

Case = dict[str, Any]


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["says"]) for case in cases(name)])


@each("roster")
def test_roster(case: Case) -> None:
    roster = parse(case["text"])
    assert people_as_json(roster) == case["people"]
    assert [place_as_json(problem) for problem in roster.diagnostics] == case["diagnostics"]
    assert [list(person["groups"]) for person in people_as_json(roster)] == [
        sorted(person["groups"]) for person in case["people"]
    ]


@each("texts")
def test_texts(case: Case) -> None:
    roster = parse(case["text"])
    problems = roster.diagnostics
    if "before" in case:
        problems = tuple(slip.problem() for slip in slips_in(parse(case["before"]), roster))
    assert {"message": case["message"], "hint": case["hint"]} in [
        {"message": problem["message"], "hint": problem["hint"]}
        for problem in problems_as_json(problems)
        if problem["code"] == case["key"].partition("/")[0]
    ]


@each("lists")
def test_lists(case: Case, tmp_path: Path) -> None:
    """What a hub makes of the list, once it is still, after the list before."""
    today, now = date.fromisoformat(case.get("today", "2026-11-29")), [0.0]
    file = RosterFile(tmp_path / "userlist", clock=lambda: now[0])
    if "before" in case:
        file.begin_with(parse(case["before"]))
    file.path.write_text(case["text"], encoding="utf-8")
    for roster in (file.roster(today), _later(file, now, today)):
        for name in case.get("nobodyLoses", []):
            before, after = parse(case["before"]).people[name], roster.people[name]
            assert (after.groups, after.admin, after.until) == (before.groups, before.admin, before.until)
        for name in case.get("staysOut", []):
            person = roster.person(name)
            assert person is None or (person.until is not None and person.until < today)
    assert [name for name in case.get("leaves", []) if name in roster.people] == []
    if "people" in case:
        expected = {"hub-admin": [], **case["people"]}
        assert {name: list(person.groups) for name, person in roster.people.items()} == expected
    if "signIn" in case:
        assert (roster.person(case["signIn"]["as"]) is not None) is case["signIn"]["enters"]
    told = [
        {"code": problem.code, **({} if problem.line is None else {"line": problem.line})}
        for problem in file.diagnostics
    ]
    # Of volumes the list alone says nothing: hubwright check does.
    assert told == [problem for problem in case["problems"] if problem["code"] != "group-without-volume"]


def _later(file: RosterFile, now: list[float], today: date) -> GroupMap:
    now[0] += 1
    return file.roster(today)


@each("slips")
def test_slips(case: Case) -> None:
    after = parse(case["text"])
    assert not after.has_errors
    assert [
        {"line": slip.line, "word": slip.word, "victims": list(slip.victims)}
        for slip in slips_in(parse(case["before"]), after)
    ] == case["slips"]


@each("mounts")
def test_mounts(case: Case) -> None:
    hub, policies = case["hub"]["hub"], policies_of(case["hub"]["volumes"])
    found = mounts_for(hub, policies, parse(case["userlist"]), case["person"], closed=case.get("closed", []))
    assert [mount_as_json(mount) for mount in found.mounts] == case["mounts"]
    assert [lost_as_json(lost) for lost in found.lost] == case["lost"]


@each("notebooks")
def test_notebooks(case: Case) -> None:
    notebook, roster = notebook_from(case["notebook"]), parse(case["userlist"])
    found = notebook_of(notebook, f"{case['hub']}-notebook:latest", roster, case["person"])
    assert notebook_as_json(found) == {"limits": case["limits"], "images": case["images"]}


@each("staff")
def test_staff(case: Case) -> None:
    staff, policies = staff_from(case["staff"]), policies_of(case["volumes"])
    assert reach_as_json(staff, policies, parse(case["userlist"])) == case["reach"]


@each("effective")
def test_effective(case: Case) -> None:
    assert dict(effective_as_json(case, parse(case["userlist"]))) == case["effective"]


@each("passwords")
def test_passwords(case: Case) -> None:
    assert derive(case["name"], case["key"], length=case["length"], pw=case["pw"]) == case["password"]


@each("names")
def test_names(case: Case) -> None:
    match case["call"]:
        case "encode":
            assert names.encode(case["part"]) == case["name"]
        case "home":
            home = VolumePolicy("home", "person", "/home/jovyan")
            assert home.volume(case["hub"], person=case["person"]) == case["name"]
        case "volume":
            given = case["policy"]
            policy = VolumePolicy(
                given["key"], given["per"], "/x", scope=given["scope"], volume_name=given["volumeName"]
            )
            assert policy.volume(case["hub"], group=case["group"], person=case["person"]) == case["name"]
        case "container":
            assert names.notebook(case["hub"], case["person"], case["server"]) == case["name"]
        case "box-copy":
            assert names.box_copy(case["hub"], case["key"], case["group"], case["closes"]) == case["name"]
        case "archive":
            assert names.archive(case["volume"], case["day"], case["number"]) == case["name"]
        case "is-hub-name":
            assert names.is_hub_name(case["hub"]) is case["valid"]
        case "is-policy-key":
            assert names.is_policy_key(case["key"]) is case["valid"]
        case "copy-up":
            assert copy_up(case["number"], "math-shared-math")["Target"] == case["name"]
        case other:
            pytest.fail(f"No call is named {other}.")


@each("labels")
def test_labels(case: Case, tmp_path: Path) -> None:
    hub = hub_of(hub_json(id=case.get("id"), volumes=case.get("volumes", [policy("home", "person", "/home/jovyan")])))
    match case["call"]:
        case "names":
            assert {name: getattr(labels, name.upper()) for name in case["names"]} == case["names"]
        case "owner":
            assert labels.of_hub(hub) == case["labels"]
        case "volumes":
            roster, closed = parse(case["userlist"]), case.get("closed", [])
            mounts = mounts_for(hub.name, hub.volumes, roster, case["person"], closed=closed).mounts
            assert {mount.volume: labels.of_volume(hub, mount) for mount in mounts} == case["labels"]
        case "archive":
            engine = VolumeEngine(tmp_path, (os.getuid(), os.getgid()))
            for number, name in enumerate([case["volume"], *case["others"]]):
                engine.existing[name] = case["given"] if number == 0 else case["labels"]
                (engine.directory(name) / "thesis").write_text(f"{number}")
            day = date.fromisoformat(case["day"])
            assert archive_volumes(engine, hub, case["given"][labels.PERSON], day) == (case["archive"],)
            assert engine.existing[case["archive"]] == case["labels"]
        case "notebook":
            assert labels.of_notebook(hub, case["person"]) == case["labels"]
        case other:
            pytest.fail(f"No call is named {other}.")


@each("left-over")
def test_left_over(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if case["call"] == "kinds":
        assert list(labels.TEMPORARY) == case["kinds"]
        return
    engine = VolumeEngine(tmp_path, (os.getuid(), os.getgid()))
    engine.make("math-user-ann", hub="math", kind="home", policy="home", person="ann")
    kind, hub = case["kind"], case["hub"]

    def container(number: str, state: str) -> dict[str, Any]:
        given = {} if kind is None else {labels.HUB: hub, labels.KIND: kind}
        return {"Id": number, "Names": [f"/{hub}.{kind}"], "Labels": given, "State": state}

    def pause(seconds: float) -> None:
        number = "2" if case.get("isReplaced", False) else "1"
        engine.users["math-user-ann"] = [] if case["later"] is None else [container(number, case["later"])]

    engine.users["math-user-ann"] = [container("1", case["first"])]
    monkeypatch.setattr(left_over, "time", SimpleNamespace(sleep=pause))

    def archive() -> tuple[str, ...]:
        return archive_volumes(engine, hub_of(hub_json()), "ann", date(2026, 11, 23))

    if case["isFree"]:
        assert archive() == ("math-user-ann..archived-2026-11-23",)
    else:
        with pytest.raises(NotArchived, match="is used by"):
            archive()


@each("rights")
def test_rights(case: Case, office: Callable[..., Office]) -> None:
    """Whose running servers have something that their owners lose: of the definition, the list, or the boxes, any may
    change."""
    hub = office(case["before"], volumes=case["volumes"])
    live = hub.live
    for box in case.get("copied", []):
        live.memory.note_copy(*box)
    before = {name: rights_of(mounts_now(live, name).mounts, name) for name in live.roster.now().people}
    live.hub = hub_of(hub_json(volumes=case.get("volumesAfter", case["volumes"])))
    for box in case.get("copiedAfter", []):
        live.memory.note_copy(*box)
    hub.writes(case["after"])
    now = live.roster.now().people
    # Servers of people who are no longer on the list stop anyway.
    loses = [name for name, rights in before.items() if name not in now or lost_by(live, name, rights)]
    assert sorted(loses) == case["loses"]
