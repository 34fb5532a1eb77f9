import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import HOSTILE, policy
from contract import cases

CLI = Path(__file__).with_name("differential_cli.py")


def asked(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of one process to several questions."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    told = subprocess.run([sys.executable, str(CLI)], input=lines, capture_output=True, text=True, check=True)  # noqa: S603
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_it_answers_as_the_contract_says():
    roster, mounts = cases("roster"), cases("mounts")
    answers = asked(
        *({"text": case["text"]} for case in roster),
        *(
            {key: case[key] for key in ("hub", "closed") if key in case}
            | {"text": case["userlist"], "persons": [case["person"]]}
            for case in mounts
        ),
    )
    for case, answer in zip(roster, answers, strict=False):
        assert answer.keys() == {"people", "diagnostics"}
        assert answer["people"] == case["people"]
        texts = [(problem.pop("message"), problem.pop("hint")) for problem in answer["diagnostics"]]
        assert all(message and hint for message, hint in texts)
        assert answer["diagnostics"] == case["diagnostics"]
    for case, answer in zip(mounts, answers[len(roster) :], strict=True):
        assert answer["persons"][0]["mounts"] == case["mounts"]
        assert answer["persons"][0]["lost"] == case["lost"]


def test_everybody_is_answered_for_where_nobody_is_named():
    names = [name for name in HOSTILE if "/" not in name]
    hub = {"hub": "math", "volumes": [policy("home", "person", "/home/jovyan")]}
    (answer,) = asked({"text": "\n".join(names), "hub": hub, "key": "sekret", "length": 6})
    assert [told["person"] for told in answer["persons"]] == names
    assert all(told["notebook"] == told["mounts"][0]["volume"] for told in answer["persons"])
    assert all(len(told["password"]) == 6 for told in answer["persons"])
