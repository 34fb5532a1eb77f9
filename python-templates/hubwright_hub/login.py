"""Prints the password of one person: python3 -m hubwright_hub.login NAME, for `make login`."""

import sys
from pathlib import Path

from .hub_json import DerivedPasswords
from .live import hub_beside
from .sign_in.derived_password import KEY_NAME
from .sign_in.passwords import derive_as_known
from .sign_in.secret_file import read_secret

KEY_FILE = Path("/run/secrets/oauth.env")


def main(name: str) -> str:
    """One line: the name and the password, or why there is none."""
    live = hub_beside()
    sign_in = live.hub.sign_in
    if not isinstance(sign_in, DerivedPasswords):
        return f"{name} signs in with {sign_in.authenticator}; there is no password here."
    name = live.spellings.name_of(name)
    person = live.roster.now().person(name)
    key, pw = read_secret(KEY_FILE, KEY_NAME), person.pw if person else 1
    return f"{name}  {derive_as_known(name, key, length=sign_in.length, pw=pw)}"


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1])}\n")
