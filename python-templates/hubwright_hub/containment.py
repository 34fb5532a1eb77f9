"""What keeps a server to its own container, and its container to its share of the machine."""

from typing import Any

MOST_PROCESSES = 4096
"""Processes and threads: more than any notebook needs, and fewer than stop the machine."""
LOG = {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}}
"""As the hub's own containers have it; Docker would keep all that a server ever prints."""


def contained(memory: int | None, *, has_privileges: bool) -> dict[str, Any]:
    """What Docker is told of a server's container beside its limits: ``memory`` in bytes is that of the limits.

    A limit of memory alone would let a server use as much swap besides.
    """
    return {
        "pids_limit": MOST_PROCESSES,
        "log_config": LOG,
        **({} if memory is None else {"memswap_limit": memory}),
        **({} if has_privileges else {"cap_drop": ["ALL"], "security_opt": ["no-new-privileges"]}),
    }
