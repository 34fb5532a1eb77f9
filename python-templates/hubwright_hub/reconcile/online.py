"""Keeps the number of people who are online in a file in the container, where ``hubwright ls`` can read it quickly."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jupyterhub import orm
from sqlalchemy import func, select

ONLINE = Path("/run/hubwright/online")
EVERY = 10.0
"""Seconds; JupyterHub itself records activity equally often."""


def count_online(engine: Any, window: float, now: datetime) -> int:
    """How many people were active in the last ``window`` seconds, by JupyterHub's own definition and clock."""
    last = orm.User.__table__.c.last_activity
    with engine.connect() as connection:
        query = select(func.count()).where(last > now - timedelta(seconds=window))
        return int(connection.execute(query).scalar_one())


def note_online(engine: Any, window: float, path: Path = ONLINE) -> None:
    """Writes the number atomically."""
    count = count_online(engine, window, orm.utcnow(with_tz=False))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(f"{count}\n", encoding="ascii")
    fresh.replace(path)
