"""Answers what this package makes of rosters, one JSON line for each JSON line, for the tests of the other language.

In: {"text", "hub"?: hub.json's "hub", "volumes", "staff"? and, where it is asked for, "notebook", "closed"?: [key],
"persons"?: [name], "key"?, "length"?}; "persons" left out means everybody on the roster.
Out: {"people", "diagnostics", "reach"?, "persons"?: [{"person", "notebook", "mounts", "lost", "server", "password"}]},
"reach" and the first three with "hub", "server" (limits and images) with its "notebook", the last with "key".

In: {"text", "effective": {"hub", "volumes", "staff", "admins": {"access"}, "passwords", "timezone", "now"}}, for who
can really use what then.
Out: {"effective": [[name, [[volume, access, way, server, because]]]]}.

In: {"was", "is"}, each {"text", "hub", "volumes", "closed"}, for whose running servers stop when the second replaces
the first.
Out: {"loses": [name]}.

In: {"before", "bytes" (base64), "today"}, for what becomes of a list in force when these bytes are saved over it.
Out: {"meanwhile": people, "still": people, "diagnostics"}: who is in force at once, and once the file is still.
"""

import base64
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from contract import (
    effective_as_json,
    lost_as_json,
    mount_as_json,
    notebook_as_json,
    people_as_json,
    problems_as_json,
    reach_as_json,
)

from hubwright_hub.access.mounts import Mount, mounts_for
from hubwright_hub.access.rights import lost, rights_left, rights_of
from hubwright_hub.engine import names
from hubwright_hub.hub_json import notebook_from, policies_of, staff_from
from hubwright_hub.notebooks.notebook import notebook_of
from hubwright_hub.roster.group_map import GroupMap, fold
from hubwright_hub.roster.roster import parse
from hubwright_hub.roster.roster_file import RosterFile
from hubwright_hub.sign_in.passwords import DEFAULT_LENGTH, derive


def answer(case: dict[str, Any]) -> dict[str, Any]:
    if "bytes" in case:
        return saved_over(parse(case["before"]), base64.b64decode(case["bytes"]), date.fromisoformat(case["today"]))
    if "was" in case:
        return {"loses": loses(case["was"], case["is"])}
    roster = parse(case["text"])
    if "effective" in case:
        return {"effective": effective_as_json(case["effective"], roster)}
    told: dict[str, Any] = {"people": people_as_json(roster), "diagnostics": problems_as_json(roster.diagnostics)}
    if "hub" in case:
        hub = case["hub"]
        told["reach"] = reach_as_json(staff_from(hub.get("staff")), policies_of(hub["volumes"]), roster)
    if "hub" in case or "key" in case:
        # A list and not an object by name: somebody may be called __proto__.
        told["persons"] = [of_person(case, roster, name) for name in case.get("persons", list(roster.people))]
    return told


def loses(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    before, after, volumes = parse(was["text"]), parse(now["text"]), policies_of(now["volumes"])

    def stops(name: str) -> bool:
        had = rights_of(mounts_of(was, before, name), name)
        return bool(lost(had, rights_left(mounts_of(now, after, name), volumes, after.person(name), name)))

    return sorted(name for name in before.people if name not in after.people or stops(name))


def mounts_of(given: dict[str, Any], roster: GroupMap, name: str) -> tuple[Mount, ...]:
    policies = policies_of(given["volumes"])
    return mounts_for(given["hub"], policies, roster, name, closed=given["closed"]).mounts


def saved_over(before: GroupMap, data: bytes, today: date) -> dict[str, Any]:
    clock = [0.0]
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "userlist"
        file = RosterFile(path, clock=lambda: clock[0])
        file.begin_with(before)
        path.write_bytes(data)
        meanwhile = people_as_json(file.roster(today))
        clock[0] += 1
        still = file.roster(today)
    problems = problems_as_json(file.diagnostics)
    return {"meanwhile": meanwhile, "still": people_as_json(still), "diagnostics": problems}


def of_person(case: dict[str, Any], roster: GroupMap, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"person": name}
    if "hub" in case:
        hub = case["hub"]
        found = mounts_for(hub["hub"], policies_of(hub["volumes"]), roster, name, closed=case.get("closed", []))
        told["notebook"] = names.notebook(hub["hub"], fold(name))
        told["mounts"] = [mount_as_json(mount) for mount in found.mounts]
        told["lost"] = [lost_as_json(lost) for lost in found.lost]
        if "notebook" in hub:
            own = f"{hub['hub']}-notebook:latest"
            told["server"] = notebook_as_json(notebook_of(notebook_from(hub["notebook"]), own, roster, name))
    if "key" in case:
        told["password"] = password(case, roster, name)
    return told


def password(case: dict[str, Any], roster: GroupMap, name: str) -> str:
    person = roster.person(name)
    pw = 1 if person is None else person.pw
    return derive(name, case["key"], length=case.get("length", DEFAULT_LENGTH), pw=pw)


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
