"""Revokes tokens and shares by their ids in the hub's database: python3 -m hubwright_hub.revoke_tokens ID...

``12`` is a token, ``share:3`` a share, ``share-code:4`` a code that shares a server.

For commands in the hub's container. The hub does it itself, because it caches tokens. Prints how many there were.
"""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from jupyterhub import orm
from tornado import web
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from .live import HUB_JSON
from .servers import token
from .tokens.own_services import SERVERS
from .web.service_page import ServicePage

MOST_AT_ONCE = 500
ID = re.compile(r"(?:share:|share-code:)?[0-9]{1,18}")
KINDS = {"": orm.APIToken, "share": orm.Share, "share-code": orm.ShareCode}
PATIENCE = 30.0
"""Seconds for one request."""


class RevokeTokensHandler(ServicePage):
    """``POST /hub/revoke_tokens`` with ``{"ids": […]}``: for the service whose token is in the hub's container."""

    may_ask = (SERVERS,)

    def post(self) -> None:
        ids = self.body().get("ids")
        if not isinstance(ids, list) or not all(isinstance(one, str) and ID.fullmatch(one) for one in ids):
            raise web.HTTPError(400, "The ids of tokens are missing.")
        self.write(json.dumps({"revoked": delete_grants(self.db, ids)}))


def delete_grants(session: Any, ids: list[str]) -> int:
    """Deletes them in the hub's own session, and says how many there were."""
    revoked = 0
    for kind, table in KINDS.items():
        numbers = [int(number) for word, _, number in (one.rpartition(":") for one in ids) if word == kind]
        for found in session.query(table).filter(table.id.in_(numbers)).all():
            session.delete(found)
            revoked += 1
    session.commit()
    return revoked


async def revoke(
    hub: str, ids: list[str], service: str, fetch: Callable[[HTTPRequest], Awaitable[HTTPResponse]]
) -> int:
    """Asks the hub in batches, so that nobody waits for a long answer."""
    revoked = 0
    for start in range(0, len(ids), MOST_AT_ONCE):
        request = HTTPRequest(
            f"http://127.0.0.1:8081/{hub}/hub/revoke_tokens",
            "POST",
            headers={"Authorization": f"token {service}", "Content-Type": "application/json"},
            body=json.dumps({"ids": ids[start : start + MOST_AT_ONCE]}),
            request_timeout=PATIENCE,
        )
        revoked += json.loads((await fetch(request)).body)["revoked"]
    return revoked


async def main(ids: list[str]) -> None:
    hub = json.loads(HUB_JSON.read_text(encoding="utf-8"))["hub"]
    try:
        revoked = await revoke(hub, ids, token(), AsyncHTTPClient().fetch)
    except (HTTPClientError, OSError) as error:
        raise SystemExit(f"The hub did not revoke them all: {error}") from None
    json.dump({"revoked": revoked}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
