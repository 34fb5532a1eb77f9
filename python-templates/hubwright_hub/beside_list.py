"""Prints what a hub's database grants besides its user list, as JSON: python3 -m hubwright_hub.beside_list.

These are admins who were never on the list, and tokens and shares: JupyterHub does not store who created a token in
a person's name, or who shared a server.
``hubwright up`` sends this text also to a hub of an earlier version (``python3 -c``), so it imports by whole names, and
only what such a version has.
"""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from hubwright_hub.db_address import address_of
from hubwright_hub.hub_json import load_hub
from hubwright_hub.live import HUB_JSON, MEMORY
from hubwright_hub.memory_file import names_in

ADMINS = "SELECT name FROM users WHERE admin ORDER BY name"
ROLE = "SELECT scopes FROM roles WHERE name = 'admin'"
# A token of another client belongs to a browser session and ends with it. Services in the configuration come from the
# definition; services that were added while the hub ran come from an admin.
TOKENS = """
SELECT t.id, u.name, s.name, t.note, t.scopes, t.created, t.last_activity, t.expires_at
FROM api_tokens t LEFT JOIN users u ON u.id = t.user_id LEFT JOIN services s ON s.id = t.service_id
WHERE (u.id IS NOT NULL AND t.client_id = 'jupyterhub') OR NOT s.from_config
ORDER BY u.name IS NULL, u.name, s.name, t.id
"""
# Whom a server is shared with: a person, a group, or anyone with a code.
SHARES = """
SELECT h.id, u.name, g.name, o.name, p.name, h.created_at, h.expires_at
FROM shares h JOIN users o ON o.id = h.owner_id JOIN spawners p ON p.id = h.spawner_id
LEFT JOIN users u ON u.id = h.user_id LEFT JOIN "groups" g ON g.id = h.group_id
ORDER BY h.id
"""
SHARE_CODES = """
SELECT c.id, NULL, NULL, o.name, p.name, c.created_at, c.expires_at
FROM share_codes c JOIN users o ON o.id = c.owner_id JOIN spawners p ON p.id = c.spawner_id ORDER BY c.id
"""
OF_A_SERVER = re.compile(r"(users:activity|read:users:(name|activity))!.*|access:servers!server=.*")
"""What the token of a server may do, which ends with the server."""
MADE_BY = re.compile(r"Requested via api by (?:user|service) (.+)")
"""The note of a token that a person created for another person without writing a note."""


def beside_list(engine: Engine, memory: Path, now: datetime) -> dict[str, Any]:
    """``adminsMakeTokens``: whether the role admin of this hub can make tokens in other people's names.

    ``adminsShare``: whether it can share other people's servers.
    """
    with engine.connect() as connection:
        admins = [name for (name,) in connection.execute(text(ADMINS))]
        role = json.loads(connection.execute(text(ROLE)).scalar() or "[]")
        rows = connection.execute(text(TOKENS)).all()
        shares = connection.execute(text(SHARES)).all()
        codes = connection.execute(text(SHARE_CODES)).all()
    listed = set(names_in(memory))
    return {
        "admins": [name for name in admins if name not in listed],
        "adminsMakeTokens": "tokens" in role,
        "adminsShare": "shares" in role,
        "tokens": [
            _token(*row) for row in rows if not _is_of_a_server(row[3], row[4]) and not _has_ended(row[-1], now)
        ],
        "shares": [
            _share(kind, *row)
            for kind, found in (("share", shares), ("share-code", codes))
            for row in found
            if not _has_ended(row[-1], now)
        ],
    }


def _token(number: int, person: str | None, service: str | None, note: str | None, _: Any, *moments: Any) -> Any:
    created, used, expires = map(_moment, moments)
    made = MADE_BY.fullmatch(note or "")
    return {
        "id": number,
        "owner": person or service,
        "isService": person is None,
        "note": note or "",
        "madeBy": made and made[1],
        "created": created,
        "used": used,
        "expires": expires,
    }


def _share(kind: str, number: int, person: Any, group: Any, owner: str, server: str, *moments: Any) -> Any:
    created, expires = map(_moment, moments)
    return {
        "id": f"{kind}:{number}",
        "person": person,
        "group": group,
        "owner": owner,
        "server": server,
        "created": created,
        "expires": expires,
    }


def _is_of_a_server(note: str | None, scopes: str | None) -> bool:
    return (note or "").startswith("Server at ") and all(map(OF_A_SERVER.fullmatch, json.loads(scopes or "[]")))


def _has_ended(expires: Any, now: datetime) -> bool:
    moment = _moment(expires)
    return moment is not None and moment <= now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _moment(found: Any) -> str | None:
    """As ``"2026-11-29 12:00:00"``, in UTC; SQLite gives a text, PostgreSQL a moment."""
    return None if found is None else str(found)[:19]


def main() -> None:
    found = beside_list(address_of(load_hub(HUB_JSON)).engine(), MEMORY, datetime.now(UTC))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
