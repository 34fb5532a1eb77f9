"""Whether a server that looks idle is busy: JupyterHub's activity counts messages, not computations."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

Kernel = Mapping[str, Any]
"""As in the notebook's API: ``execution_state``, ``last_activity`` and more."""


def is_at_work(kernels: Iterable[Kernel], now: datetime, idle_after: float) -> bool:
    """Whether a kernel is busy, or was within the last ``idle_after`` seconds.

    When a computation ends after hours, its server must not be stopped before anybody could see the result.
    """
    return any(
        kernel["execution_state"] == "busy" or (now - moment(kernel["last_activity"])).total_seconds() < idle_after
        for kernel in kernels
    )


def moment(text: str) -> datetime:
    """A time from the notebook's API; without a time zone it is UTC."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
