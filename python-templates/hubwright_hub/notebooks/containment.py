"""Limits a server to its own container, and the container to its share of the machine."""

from typing import Any

MOST_PROCESSES = 4096
"""Processes and threads: more than any notebook needs, but too few to stop the machine."""
LOG = {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}}
"""Same as for the hub's own containers; by default, Docker keeps everything that a server ever prints."""


def contained(memory: int | None, *, has_privileges: bool) -> dict[str, Any]:
    """Docker's options for a server's container besides its limits; ``memory`` is the limit in bytes.

    A limit of memory alone would let a server use as much swap besides.
    """
    return {
        "pids_limit": MOST_PROCESSES,
        "log_config": LOG,
        **({} if memory is None else {"memswap_limit": memory}),
        **({} if has_privileges else {"cap_drop": ["ALL"], "security_opt": ["no-new-privileges"]}),
    }
