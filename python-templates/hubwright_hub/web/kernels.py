"""Reports to our services which kernels run in a person's server.

The hub asks the server itself: the owner controls what answers there, so services must not send their tokens to it.
"""

import json
from collections.abc import Awaitable, Callable

from jupyterhub.utils import url_path_join
from tornado import web
from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from ..notebooks.busy_kernels import Kernel, moment
from ..tokens.own_services import CULLER, SERVERS
from ..tokens.server_token import server_token
from .service_page import ServicePage

PATIENCE = 20.0
"""Seconds that a server has for its whole answer."""
LONGEST_ANSWER = 2**20
"""Bytes; a kernel needs about 200."""


class KernelsHandler(ServicePage):
    """``POST /hub/kernels`` with ``{"name": …, "server": …}``: the kernels of one server, without anything else."""

    may_ask = (CULLER, SERVERS)

    async def post(self) -> None:
        person, body = self.asked()
        server = body.get("server")
        if not isinstance(server, str) or server not in person.spawners or not person.spawners[server].ready:
            raise web.HTTPError(404, "There is no such server, or it is not ready.")
        client = SimpleAsyncHTTPClient(force_instance=True, max_body_size=LONGEST_ANSWER)
        try:
            with server_token(self.db, person, server) as token:
                found = await kernels_of(person.spawners[server].server.url, token, client.fetch)
        except Exception as error:
            # Whatever a server does instead of answering, the hub then knows nothing about its kernels.
            raise web.HTTPError(
                502, f"The hub could not find out what runs in the server: {type(error).__name__}."
            ) from error
        finally:
            client.close()
        self.write(json.dumps({"kernels": found}))


async def kernels_of(
    url: str, token: str, fetch: Callable[[HTTPRequest], Awaitable[HTTPResponse]]
) -> list[dict[str, str]]:
    """What runs in the server at a URL, reduced to what shows whether it is busy.

    It is asked directly, because a request through the proxy counts as activity. Raises an exception of any kind when
    the server does not answer as a notebook does.
    """
    request = HTTPRequest(
        url_path_join(url, "api/kernels?no_track_activity=1"),
        headers={"Authorization": f"token {token}"},
        connect_timeout=PATIENCE,
        request_timeout=PATIENCE,
        # Otherwise the owner of the server would choose where the request goes next.
        follow_redirects=False,
    )
    answer: list[Kernel] = json.loads((await fetch(request)).body)
    return [
        {
            "execution_state": str(kernel["execution_state"]),
            "last_activity": moment(kernel["last_activity"]).isoformat(),
        }
        for kernel in answer
    ]
