"""The names of Docker objects, so that no two things ever share a name."""

import re
from hashlib import sha256

LONGEST = 120
DIGEST = 16
LONGEST_HUB = 32

_plain = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")
_hub = re.compile(r"(?!x-)[a-z][a-z0-9]*(-[a-z0-9]+)*")
_policy_key = re.compile(r"[a-z][a-z0-9]{0,30}")
_kept_for_objects = frozenset({"user", "shared", "db", "data", "proxy", "network", "jupyterhub", "notebook"})


def is_hub_name(name: str) -> bool:
    """Whether this is a valid name for a hub; the words in the names of objects are reserved."""
    return (
        len(name) <= LONGEST_HUB and _hub.fullmatch(name) is not None and _kept_for_objects.isdisjoint(name.split("-"))
    )


def is_policy_key(key: str) -> bool:
    return _policy_key.fullmatch(key) is not None


def encode(part: str) -> str:
    """A person or group as part of a name: everything but letters, digits and hyphen as ``_xx`` per byte."""
    return "".join(chr(byte) if byte in _plain else f"_{byte:02x}" for byte in part.encode())


def fitted(name: str) -> str:
    """The name itself, or its beginning and a digest of all of it if it is too long."""
    if len(name) <= LONGEST:
        return name
    digest = sha256(name.encode()).hexdigest()[:DIGEST]
    return f"{name[: LONGEST - DIGEST - 2]}_h{digest}"


def person_volume(prefix: str, key: str, person: str) -> str:
    return fitted(f"{prefix}{_kind('user', key, 'home')}-{encode(person)}")


def group_volume(prefix: str, key: str, group: str) -> str:
    return fitted(f"{prefix}{_kind('shared', key, 'shared')}-{encode(group)}")


def hub_volume(prefix: str, key: str) -> str:
    return fitted(f"{prefix}shared.{key}")


def box_volume(prefix: str, key: str, group: str, person: str) -> str:
    return fitted(f"{prefix}shared.{key}-{encode(group)}.{encode(person)}")


def box_copy(hub: str, key: str, group: str, closes: str) -> str:
    """The volume with the copy that a hub keeps of a group's boxes when they close: the hub's own, always.

    An encoded group or person is never empty and has no dot, so only archives have two dots in a row in their names as
    well, followed by a word and not by a year.
    """
    return fitted(f"{hub}-shared.{key}-{encode(group)}..{encode(closes)}")


def archive(volume: str, day: str, number: int) -> str:
    """The volume that archives a person's data when their name comes back as a different person.

    ``number`` counts the archives of one volume on one day, from 1.
    """
    return fitted(f"{volume}..archived-{day}{'' if number == 1 else f'.{number}'}")


def pattern_volume(pattern: str, group: str | None, person: str | None) -> str:
    """A name from the definition, with ``{person}`` and ``{group}`` filled in."""
    name = pattern if group is None else pattern.replace("{group}", encode(group))
    return fitted(name if person is None else name.replace("{person}", encode(person)))


def notebook(hub: str, person: str, server: str = "") -> str:
    """The container of a person's server; the default server's container has the same name as their home."""
    return fitted(f"{hub}-user-{encode(person)}{'.' + encode(server) if server else ''}")


def _kind(kind: str, key: str, unmarked: str) -> str:
    return kind if key == unmarked else f"{kind}.{key}"
