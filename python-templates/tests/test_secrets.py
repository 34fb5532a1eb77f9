from pathlib import Path

import pytest

from hubwright_hub.sign_in.passwords import derive, same
from hubwright_hub.sign_in.secret_file import read_secret, values_of


def test_a_value_is_literal_to_the_end_of_its_line():
    text = "# made by init\n\nA= 'x' \"y\" # z \r\nB=a=b\nC=\nno equals sign\n#D=4\n"
    assert values_of(text) == {"A": " 'x' \"y\" # z ", "B": "a=b", "C": ""}


def test_a_missing_file_or_key_has_no_value(tmp_path: Path):
    path = tmp_path / "oauth.env"
    assert read_secret(path, "A") == ""
    path.write_text("B=1\n")
    assert read_secret(path, "A") == ""


def test_the_digest_refuses_the_empty_key():
    with pytest.raises(ValueError, match="empty"):
        derive("ann", "")


@pytest.mark.parametrize(
    ("given", "expected", "equal"), [("a", "a", True), ("a", "b", False), ("", "", False), ("\ud800", "a", False)]
)
def test_passwords_are_compared_whole_and_nothing_equals_an_empty_one(given, expected, equal):
    assert same(given, expected) is equal
