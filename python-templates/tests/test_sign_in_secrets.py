from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from hubwright_hub.sign_in_secrets import set_sign_in_secrets

NAMES = ["GITHUB_CLIENT_SECRET", "LDAP_PASSWORD"]
TRAITS = {"LDAPAuthenticator": {"lookup_dn_search_password": "LDAP_PASSWORD"}}


def test_become_variables_and_settings(tmp_path: Path) -> None:
    c: Any = Config()
    environ: dict[str, str] = {"PATH": "/bin"}
    (tmp_path / "sign-in.env").write_text("LDAP_PASSWORD=a b#c\nGITHUB_CLIENT_SECRET=d=e\r\nOTHER=f\n")
    set_sign_in_secrets(c, NAMES, TRAITS, tmp_path, environ)
    assert environ == {"PATH": "/bin", "GITHUB_CLIENT_SECRET": "d=e", "LDAP_PASSWORD": "a b#c"}
    assert c["LDAPAuthenticator"] == {"lookup_dn_search_password": "a b#c"}


@pytest.mark.parametrize("text", ["LDAP_PASSWORD=x\n", "LDAP_PASSWORD=x\nGITHUB_CLIENT_SECRET=\n"])
def test_stop_the_hub_where_one_is_missing_and_never_say_another(tmp_path: Path, text: str) -> None:
    environ: dict[str, str] = {}
    (tmp_path / "sign-in.env").write_text(text)
    with pytest.raises(SystemExit, match=r"^secrets/sign-in.env holds no GITHUB_CLIENT_SECRET\.") as stopped:
        set_sign_in_secrets(Config(), NAMES, TRAITS, tmp_path, environ)
    assert environ == {}
    assert "=x" not in str(stopped.value)


def test_stop_the_hub_where_the_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be read: No such file"):
        set_sign_in_secrets(Config(), NAMES, TRAITS, tmp_path, {})
    (tmp_path / "sign-in.env").mkdir()
    with pytest.raises(SystemExit, match="cannot be read: Is a directory"):
        set_sign_in_secrets(Config(), NAMES, TRAITS, tmp_path, {})
