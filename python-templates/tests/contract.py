"""The contract cases, and our answers written the way the cases write them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hubwright_hub.group_map import GroupMap
from hubwright_hub.mounts import LostMount, Mount
from hubwright_hub.notebook import PersonalNotebook

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


def problems_as_json(roster: GroupMap) -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code,
            "severity": problem.severity,
            **({} if problem.line is None else {"line": problem.line}),
            **({} if problem.word is None else {"word": problem.word}),
        }
        for problem in roster.diagnostics
    ]


def mount_as_json(mount: Mount) -> dict[str, Any]:
    return {"volume": mount.volume, "at": mount.at, "access": mount.access, "because": mount.because}


def lost_as_json(lost: LostMount) -> dict[str, Any]:
    return {"volume": lost.volume, "at": lost.at, "takenBy": lost.taken_by}


def notebook_as_json(notebook: PersonalNotebook) -> dict[str, Any]:
    images = [{"label": label, "image": image} for label, image in notebook.images.items()]
    return {"limits": asdict(notebook.limits), "images": images}
