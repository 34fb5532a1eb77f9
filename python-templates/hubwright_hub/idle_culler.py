"""Stops servers that nobody uses: ``python3 -m hubwright_hub.idle_culler``, a service of the hub.

It is JupyterHub's own idle culler, but it lets the hub ask a server that looks idle before stopping it.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from jupyterhub_idle_culler import IdleCuller
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from traitlets import default

from .notebooks.busy_kernels import Kernel, is_at_work

SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
PATIENCE = 30.0
"""Seconds that the hub has to answer; it gives servers less."""
NEVER = 10 * 365 * 86_400
LONGEST_PAUSE = 600


def arguments(idle_after: int | None, max_age: int | None) -> list[str]:
    """The command's arguments for a definition, with times in seconds.

    It checks often enough that no server exceeds its time by half, but always with a pause.
    """
    shortest = min(seconds for seconds in (idle_after, max_age) if seconds is not None)
    every = max(1, min(shortest // 2, LONGEST_PAUSE))
    age = [] if max_age is None else [f"--max-age={max_age}"]
    return [f"--timeout={idle_after or NEVER}", f"--cull-every={every}", *age]


class Culler(IdleCuller):
    """The culler, but it lets computations finish."""

    @default("cull_arbiter_hook")
    def _hook(self) -> Any:
        return self.may_go

    async def may_go(self, *, inactive: timedelta, inactive_limit: int, server: dict[str, Any], **rest: Any) -> bool:
        """Whether a server is idle, as far as it knows.

        A server that does not answer stays until it is asked again: the machine may be under load.
        """
        if inactive.total_seconds() < inactive_limit:
            return False
        try:
            return not is_at_work(await self.kernels(server["url"]), datetime.now(UTC), inactive_limit)
        except Exception as error:
            self.log.warning("Could not find out whether the server %s is busy: %s", server["url"], error)
            return False

    async def kernels(self, place: str) -> list[Kernel]:
        """What runs in the server at a path, according to the hub."""
        name, _, server = place.removeprefix(f"{os.environ['JUPYTERHUB_BASE_URL']}user/").rstrip("/").partition("/")
        request = HTTPRequest(
            f"{os.environ['JUPYTERHUB_API_URL'].removesuffix('/api')}/kernels",
            "POST",
            headers={"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"},
            body=json.dumps({"name": unquote(name), "server": unquote(server)}),
            request_timeout=PATIENCE,
        )
        answer = await AsyncHTTPClient().fetch(request)
        found: list[Kernel] = json.loads(answer.body)["kernels"]
        return found


if __name__ == "__main__":
    Culler.launch_instance()
