from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from hubwright_hub.keys import set_keys
from hubwright_hub.sign_in.passwords import derive, key_mark

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    secrets, data = tmp_path / "secrets", tmp_path / "data"
    secrets.mkdir()
    data.mkdir()
    (secrets / "proxy.env").write_text("CONFIGPROXY_AUTH_TOKEN=token\n")
    (secrets / "hub.env").write_text(f"JUPYTERHUB_CRYPT_KEY={KEY * 2}\n")
    (secrets / "oauth.env").write_text(f"HASH_SECRET_KEY={KEY}\n")
    return secrets, data


def test_come_from_their_files(places: tuple[Path, Path]) -> None:
    c: Any = Config()
    set_keys(c, *places)
    assert c.ConfigurableHTTPProxy.auth_token == "token"
    assert c["CryptKeeper"]["keys"] == [bytes.fromhex(KEY * 2)]


def test_leave_a_mark_of_the_key_and_never_the_key(places: tuple[Path, Path]) -> None:
    secrets, data = places
    set_keys(Config(), secrets, data)
    mark = (data / "key-mark").read_text().strip()
    assert mark == key_mark(KEY)
    assert KEY not in mark
    (secrets / "oauth.env").write_text(f"HASH_SECRET_KEY={KEY}0\n")
    set_keys(Config(), secrets, data)
    assert (data / "key-mark").read_text().strip() != mark
    assert [path.name for path in data.iterdir()] == ["key-mark"]


def test_leave_no_mark_where_there_is_no_key(places: tuple[Path, Path]) -> None:
    secrets, data = places
    (secrets / "oauth.env").unlink()
    set_keys(Config(), secrets, data)
    assert list(data.iterdir()) == []


def test_keep_the_previous_mark_where_the_key_is_too_short_to_start_with(places: tuple[Path, Path]) -> None:
    secrets, data = places
    set_keys(Config(), secrets, data)
    (secrets / "oauth.env").write_text("HASH_SECRET_KEY=short\n")
    set_keys(Config(), secrets, data)
    assert (data / "key-mark").read_text().strip() == key_mark(KEY)


def test_mark_is_nobodys_password() -> None:
    for name in ("hubwright", "key", "hubwright-key", "hubwright_key"):
        assert derive(name, KEY, length=32) != key_mark(KEY)
