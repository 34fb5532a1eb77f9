from pathlib import Path
from typing import Any

import pytest
from conftest import hub_json
from traitlets.config import Config

from hubwright_hub.config import add_own
from hubwright_hub.db.not_ready import NotReady
from hubwright_hub.db_address import address_of, external
from hubwright_hub.hub_json import Hub, hub_of

PASSWORD = "p@ss:/w%rd"


def hub_on(database: dict[str, Any] | None) -> Hub:
    return hub_of(hub_json(**({} if database is None else {"database": database})))


def test_without_a_word_it_is_the_file(tmp_path):
    assert str(address_of(hub_on(None), tmp_path).url) == "sqlite:////srv/jupyterhub/jupyterhub.sqlite"


def test_beside_the_hub_it_is_the_container_and_its_password_is_apart(tmp_path):
    (tmp_path / "postgres.env").write_text(f"POSTGRES_PASSWORD={PASSWORD}\n")
    address = address_of(hub_on({"kind": "postgres"}), tmp_path)
    assert str(address.url) == "postgresql+psycopg://jupyterhub@math-db/jupyterhub"
    assert address.db_url == "postgresql+psycopg://jupyterhub:p%40ss%3A%2Fw%25rd@math-db/jupyterhub"
    assert address.kwargs()["pool_pre_ping"] is True
    assert address.place == "postgres"


def test_a_persons_own_database_is_what_they_wrote_without_its_password():
    address = external("postgresql://ann:p%40ss%3A%2Fw%25rd@db.example.org:5433/hub?sslmode=require")
    assert address.password == PASSWORD
    assert str(address.url) == "postgresql+psycopg://ann@db.example.org:5433/hub?sslmode=require"
    assert address.place == "external db.example.org:5433/hub"
    assert PASSWORD not in f"{address} {address!r} {address.url!r}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sekret",
        "mysql://ann:sekret@h/d",
        "postgresql://ann:sekret@/d",
        "postgresql://h",
        "postgres://x:sekret@h:y/d",
    ],
)
def test_what_is_no_address_is_reported_and_not_repeated(text):
    with pytest.raises(NotReady, match="is not the address") as told:
        external(text)
    assert "sekret" not in str(told.value)
    assert told.value.__suppress_context__


def test_a_missing_secret_is_reported_by_its_name(tmp_path):
    with pytest.raises(NotReady, match=r"database[.]env holds no DATABASE_URL"):
        address_of(hub_on({"kind": "external", "adopt": False}), tmp_path)


def test_the_hub_gets_address_and_password_whatever_stands_in_db_kwargs(tmp_path: Path) -> None:
    (tmp_path / "postgres.env").write_text(f"POSTGRES_PASSWORD={PASSWORD}\n")
    c: Any = Config()
    c.JupyterHub.db_kwargs = {"pool_size": 20, "connect_args": {"application_name": "math"}}
    add_own(c, hub_on({"kind": "postgres"}), tmp_path)
    assert c["JupyterHub"]["db_url"] == c["HubwrightApp"]["database"].db_url
    kwargs = c["JupyterHub"]["db_kwargs"]
    assert kwargs["pool_size"] == 20
    assert kwargs["pool_pre_ping"] is True
    assert kwargs["connect_args"] == {"application_name": "math", "connect_timeout": 10}


def test_a_hub_on_sqlite_has_the_address_that_its_configuration_names(tmp_path: Path) -> None:
    c: Any = Config()
    add_own(c, hub_on(None), tmp_path)
    assert "db_url" not in c["JupyterHub"]
    assert c["HubwrightApp"]["database"].kind == "sqlite"


def test_a_hub_without_its_secret_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no POSTGRES_PASSWORD"):
        add_own(Config(), hub_on({"kind": "postgres"}), tmp_path)
