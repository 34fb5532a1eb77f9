import sqlite3
from contextlib import closing

from conftest import HOSTILE

from hubwright_hub.known_people import known_people
from hubwright_hub.ledger import Ledger


def test_a_ledger_remembers_over_a_restart(tmp_path):
    Ledger(tmp_path / "ledger").add(HOSTILE)
    again = Ledger(tmp_path / "ledger")
    assert all(name in again for name in HOSTILE)
    assert "nobody" not in again


def test_a_name_that_is_known_is_not_written_again(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    for _ in range(3):
        ledger.add(["ann", "bob"])
    assert (tmp_path / "ledger").read_text(encoding="utf-8") == "ann\nbob\n"


def test_a_forgotten_name_stays_forgotten(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    ledger.add(["ann", "bob"])
    ledger.forget("ann")
    assert "ann" not in ledger
    assert [name in Ledger(tmp_path / "ledger") for name in ("ann", "bob")] == [False, True]


def test_a_userlist_that_is_missing_when_the_hub_starts_locks_no_one_out(office, tmp_path):
    hub = office("boss admin\nann math\n")
    hub.live.ledger.add(["boss", "ann"])
    hub.userlist.unlink()
    assert hub.live.has_left("ann") is False


def test_people_of_the_admin_page_are_those_who_were_never_on_the_list(tmp_path):
    with closing(sqlite3.connect(tmp_path / "jupyterhub.sqlite")) as database:
        database.execute("CREATE TABLE users (name TEXT)")
        database.executemany("INSERT INTO users VALUES (?)", [("zed",), ("ann",), ("boss",)])
        database.commit()
    Ledger(tmp_path / "ledger").add(["boss", "ann"])
    assert known_people(tmp_path / "jupyterhub.sqlite", tmp_path / "ledger") == ["zed"]


def test_nobody_is_known_before_the_first_start(tmp_path):
    assert known_people(tmp_path / "jupyterhub.sqlite", tmp_path / "ledger") == []
