"""What happens to a person's volumes when their name comes back as a different person."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import hub_json, policy
from docker.errors import APIError
from volume_engine import IN_USE, VolumeEngine

from hubwright_hub.hub_json import hub_of
from hubwright_hub.volumes.person_archive import NotArchived, archive_volumes

DAY = date(2026, 11, 23)
HOME = "math-user-ann"
KEPT = "math-user-ann..archived-2026-11-23"


@pytest.fixture
def engine(tmp_path: Path) -> VolumeEngine:
    engine = VolumeEngine(tmp_path, (os.getuid(), os.getgid()))
    labels = {"hub": "math", "kind": "home", "policy": "home", "person": "ann"}
    (engine.make(HOME, **labels) / "thesis").write_text("mine")
    (engine.make("math-user-bob", **{**labels, "person": "bob"}) / "x").touch()
    engine.make("math-shared-c", hub="math", kind="group", policy="shared", group="c")
    return engine


def archive(engine: VolumeEngine, **given: Any) -> tuple[str, ...]:
    return archive_volumes(engine, hub_of(hub_json(**given)), "ann", DAY)


def test_every_volume_of_the_person_is_kept_under_another_name_and_nobody_elses_is_touched(engine: VolumeEngine):
    (engine.make("math-shared.inbox-c.ann", hub="math", kind="box", policy="inbox", person="ann") / "x").touch()
    assert archive(engine) == ("math-shared.inbox-c.ann..archived-2026-11-23", KEPT)
    assert sorted(engine.existing) == [
        "math-shared-c",
        "math-shared.inbox-c.ann..archived-2026-11-23",
        KEPT,
        "math-user-bob",
    ]
    assert (engine.directory(KEPT) / "thesis").read_text() == "mine"
    assert engine.existing[KEPT] == {
        "hubwright.hub": "math",
        "hubwright.kind": "archive",
        "hubwright.policy": "home",
        "hubwright.person": "ann",
    }


def test_an_archive_is_never_archived(engine: VolumeEngine):
    archive(engine)
    assert archive(engine) == ()


def test_a_second_archive_on_one_day_has_a_name_of_its_own(engine: VolumeEngine):
    archive(engine)
    (engine.make(HOME, hub="math", kind="home", policy="home", person="ann") / "thesis").write_text("of another")
    assert archive(engine) == (f"{KEPT}.2",)
    assert (engine.directory(KEPT) / "thesis").read_text() == "mine"
    assert (engine.directory(f"{KEPT}.2") / "thesis").read_text() == "of another"


def test_a_volume_that_is_in_use_stays_and_the_reason_is_reported(engine: VolumeEngine):
    engine.make("math-shared.inbox-c.ann", hub="math", kind="box", policy="inbox", person="ann")
    engine.users[HOME] = [{"Id": "1", "Names": ["/math-user-ann"], "Labels": {}, "State": "running"}]
    with pytest.raises(NotArchived, match="used by math-user-ann"):
        archive(engine)
    assert not any("archived" in name for name in engine.existing)


def test_an_original_goes_only_when_its_copy_is_verified(engine: VolumeEngine):
    engine.fails = "[Errno 28] No space left on device"
    with pytest.raises(NotArchived, match="No space left"):
        archive(engine)
    assert (engine.directory(HOME) / "thesis").read_text() == "mine"
    engine.fails = None
    assert archive(engine) == (KEPT,)


def test_after_a_crash_between_copy_and_removal_there_is_one_archive(
    engine: VolumeEngine, monkeypatch: pytest.MonkeyPatch
):
    def crash(name: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "remove_volume", crash)
        with pytest.raises(KeyboardInterrupt):
            archive(engine)
    assert HOME in engine.existing
    assert archive(engine) == (KEPT,)
    assert HOME not in engine.existing


def test_volumes_that_others_may_use_stay_and_are_listed(engine: VolumeEngine, caplog: pytest.LogCaptureFixture):
    by_name = policy("old", "person", "/old", volumeName="hub-user-{person}")
    everywhere = policy("all", "person", "/all", scope="server")
    engine.make("hub-user-ann", hub="math", policy="old", person="ann")
    engine.make("user.all-ann", hub="math", policy="all", person="ann")
    engine.make("user.gone-ann", hub="math", policy="gone", person="ann")
    home = policy("home", "person", "/home/jovyan")
    assert archive(engine, volumes=[home, by_name, everywhere]) == (KEPT,)
    stay = {"hub-user-ann", "user.all-ann", "user.gone-ann"}
    assert stay <= set(engine.existing)
    assert all(f"{name} was not archived" in caplog.text for name in stay)


def test_another_hubs_volume_of_the_archives_name_is_never_written_to(engine: VolumeEngine):
    engine.make(KEPT, hub="physics")
    with pytest.raises(NotArchived, match="does not belong to this hub"):
        archive(engine)
    assert list(engine.directory(KEPT).iterdir()) == []


def test_what_docker_refuses_is_reported_and_the_volume_stays(engine: VolumeEngine, monkeypatch: pytest.MonkeyPatch):
    def refuse(name: str) -> None:
        raise APIError("409", response=IN_USE, explanation="volume is in use")

    monkeypatch.setattr(engine, "remove_volume", refuse)
    with pytest.raises(NotArchived, match="volume is in use"):
        archive(engine)
    assert HOME in engine.existing
