"""Whether a server that looks idle is at work: JupyterHub's activity knows messages, not computations."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

Kernel = Mapping[str, Any]
"""As the notebook's API says it: ``execution_state``, ``last_activity`` and more."""


def is_at_work(kernels: Iterable[Kernel], now: datetime, idle_after: float) -> bool:
    """Whether a kernel is busy, or was within the last ``idle_after`` seconds.

    What ends after hours must not be gone at the next look, before anybody could see it.
    """
    return any(
        kernel["execution_state"] == "busy" or (now - moment(kernel["last_activity"])).total_seconds() < idle_after
        for kernel in kernels
    )


def moment(text: str) -> datetime:
    """A moment of the notebook's API; one without a time zone is of UTC."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
