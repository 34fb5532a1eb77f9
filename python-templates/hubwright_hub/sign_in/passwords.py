"""The password of a person: a digest of their name under the hub's key, so that none is stored."""

import hmac
from hashlib import pbkdf2_hmac

from ..roster.group_map import fold

# The digest of jupyterhub-hashauthenticator: keys and passwords of existing hubs carry over.
ROUNDS = 25_000
DEFAULT_LENGTH = 10
SHORTEST_KEY = 16


def derive(name: str, key: str, *, length: int = DEFAULT_LENGTH, pw: int = 1) -> str:
    """The first characters of the digest; ``pw`` above 1 gives a person another password than before.

    Raises ValueError for an empty key, which would give the same passwords on every such hub.
    """
    return derive_as_known(fold(name), key, length=length, pw=pw)


def derive_as_known(name: str, key: str, *, length: int = DEFAULT_LENGTH, pw: int = 1) -> str:
    """The same for a name as the hub knows it, so that people with a decomposed name keep their password."""
    if not key:
        raise ValueError("The key is empty.")
    salted = name.encode() + (b"\0" + str(pw).encode() if pw > 1 else b"")
    return pbkdf2_hmac("sha256", salted, key.encode(), ROUNDS).hex()[:length]


def key_mark(key: str) -> str:
    """A fingerprint of a key, from which the key cannot be found: nobody's password, because no name has a slash."""
    return derive("hubwright/key", key, length=32)


def same(given: str, expected: str) -> bool:
    """Whether two passwords are equal, in a time that does not reveal where they differ; nothing equals an empty
    one."""
    return bool(expected) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
