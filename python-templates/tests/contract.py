"""The contract cases, and our answers written the way the cases write them."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hubwright_hub.access.effective import AccessRules, effective_access
from hubwright_hub.access.mounts import LostMount, Mount
from hubwright_hub.access.policy import VolumePolicy
from hubwright_hub.access.staff_roles import members_of, open_of
from hubwright_hub.access.wanted import wanted_for
from hubwright_hub.hub_json import Staff, policies_of, staff_from
from hubwright_hub.notebooks.notebook import PersonalNotebook
from hubwright_hub.roster.diagnostic import Diagnostic
from hubwright_hub.roster.group_map import GroupMap
from hubwright_hub.roster.local_clock import LocalClock

CONTRACTS = Path(__file__).resolve().parents[2] / "test" / "contracts"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CONTRACTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def people_as_json(roster: GroupMap) -> list[dict[str, Any]]:
    return [
        {
            "name": person.name,
            "admin": person.admin,
            "groups": dict(person.groups),
            "until": None if person.until is None else person.until.isoformat(),
            "pw": person.pw,
        }
        for person in roster.people.values()
    ]


def problems_as_json(problems: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    return [{**place_as_json(problem), "message": problem.message, "hint": problem.hint} for problem in problems]


def place_as_json(problem: Diagnostic) -> dict[str, Any]:
    """A problem without its texts, as most cases write it."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        **({} if problem.line is None else {"line": problem.line}),
        **({} if problem.word is None else {"word": problem.word}),
    }


def mount_as_json(mount: Mount) -> dict[str, Any]:
    return {"volume": mount.volume, "at": mount.at, "access": mount.access, "because": mount.because}


def lost_as_json(lost: LostMount) -> dict[str, Any]:
    return {"volume": lost.volume, "at": lost.at, "takenBy": lost.taken_by}


def reach_as_json(staff: Staff, volumes: tuple[VolumePolicy, ...], roster: GroupMap) -> dict[str, Any]:
    """By group that has staff, whom they look after and whose servers they open."""
    wanted = {name: wanted_for(staff, volumes, roster, person).groups for name, person in roster.people.items()}

    def in_group(group: str) -> list[str]:
        return [name for name, groups in wanted.items() if group in groups]

    staffed = [group for group in roster.groups if roster.has_staff(group)]
    return {group: {"members": in_group(members_of(group)), "open": in_group(open_of(group))} for group in staffed}


def effective_as_json(given: dict[str, Any], roster: GroupMap) -> list[list[Any]]:
    """Who can really use what at a moment: each person with their volumes."""
    now, zone = datetime.fromisoformat(given["now"]), ZoneInfo(given["timezone"])
    volumes = policies_of(given["volumes"])
    rules = AccessRules(
        hub=given.get("hub", "math"),
        volumes=volumes,
        staff=staff_from(given["staff"]),
        admins_may_open=given["admins"]["access"],
        derives_passwords=given["passwords"],
        closed=[
            policy.key
            for policy in volumes
            if policy.closes is not None and datetime.fromisoformat(policy.closes).replace(tzinfo=zone) <= now
        ],
        today=LocalClock(given["timezone"], lambda: now).today(),
    )
    return [
        [person.name, [[one.mount.volume, one.mount.access, one.way, one.server, one.because] for one in reached]]
        for person, reached in effective_access(rules, roster)
    ]


def notebook_as_json(notebook: PersonalNotebook) -> dict[str, Any]:
    images = [{"label": label, "image": image} for label, image in notebook.images.items()]
    return {"limits": asdict(notebook.limits), "images": images}
