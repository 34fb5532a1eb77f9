"""Stops servers that nobody uses: ``python3 -m hubwright_hub.idle_culler``, a service of the hub.

It is JupyterHub's own idle culler, which asks the server itself before one goes that looks idle.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from jupyterhub_idle_culler import IdleCuller
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from traitlets import Unicode, default

from .busy_kernels import Kernel, is_at_work

SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers", "access:servers"]
PATIENCE = 20.0
"""Seconds that a server has to answer."""
NEVER = 10 * 365 * 86_400
LONGEST_PAUSE = 600


def arguments(idle_after: int | None, max_age: int | None, proxy: str) -> list[str]:
    """The command's words for a definition, times in seconds.

    It looks often enough that nobody's server is there half as long again as it may, but never without a pause.
    """
    shortest = min(seconds for seconds in (idle_after, max_age) if seconds is not None)
    every = max(1, min(shortest // 2, LONGEST_PAUSE))
    age = [] if max_age is None else [f"--max-age={max_age}"]
    return [f"--timeout={idle_after or NEVER}", f"--cull-every={every}", *age, f"--proxy={proxy}"]


class Culler(IdleCuller):
    """The culler that lets computations end."""

    proxy = Unicode(help="Where the proxy answers inside the hub's network.").tag(config=True)
    aliases: ClassVar[dict[str, str]] = {**IdleCuller.aliases, "proxy": "Culler.proxy"}

    @default("cull_arbiter_hook")
    def _hook(self) -> Any:
        return self.may_go

    async def may_go(self, *, inactive: timedelta, inactive_limit: int, server: dict[str, Any], **rest: Any) -> bool:
        """Whether a server is idle, to the best of its own knowledge.

        One that gives no answer stays until it is asked again: a machine under load may have no time for it.
        """
        if inactive.total_seconds() < inactive_limit:
            return False
        try:
            return not is_at_work(await self.kernels(server["url"]), datetime.now(UTC), inactive_limit)
        except Exception as error:
            self.log.warning("The server %s does not say whether it is busy: %s", server["url"], error)
            return False

    async def kernels(self, place: str) -> list[Kernel]:
        """What runs in the server at a place.

        It is asked by way of the proxy, which takes that for activity: one that stays is left alone for as long as
        it may be idle. The notebook itself is told not to count it.
        """
        request = HTTPRequest(
            f"{self.proxy}{place}api/kernels?no_track_activity=1",
            headers={"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"},
            request_timeout=PATIENCE,
        )
        answer = await AsyncHTTPClient().fetch(request)
        found: list[Kernel] = json.loads(answer.body)
        return found


if __name__ == "__main__":
    Culler.launch_instance()
