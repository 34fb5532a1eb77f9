"""JupyterHub itself, once its database is ready and old tokens are gone: python3 -m hubwright_hub.application."""

from datetime import UTC, datetime
from pathlib import Path

from jupyterhub.app import JupyterHub
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Instance

from .db.db_move import note_use, take_in
from .db.not_ready import NotReady
from .db.schema import make_ready
from .db_address import DATA, DbAddress, sqlite_at
from .servers import new_token
from .tokens.own_services import SERVERS, forget_tokens
from .tokens.renames import end_sessions_on_rename


class HubwrightApp(JupyterHub):
    """Adds what must happen at JupyterHub's start before the database is opened and before services get tokens."""

    database = Instance(DbAddress, allow_none=True, help="Where the data is. Without it, db_url is used as it is.").tag(
        config=True
    )

    def init_db(self) -> None:
        now = datetime.now(UTC)
        # The definition's own configuration may have set another one.
        ours = self.database if self.database is not None and self.db_url == self.database.db_url else None
        address = ours or _given(self.db_url)
        data = DATA if address.kind != "sqlite" else address.file.parent
        try:
            if ours is not None:
                take_in(ours, data, now, self.log)
            make_ready(address, now, self.log, data)
        except NotReady as problem:
            self.log.critical("%s", problem)
            self.exit(1)
        except SQLAlchemyError as error:
            # A database server that disappears is not our fault, and a stack trace would not help.
            self.log.critical("The database cannot be used: %s", error)
            self.exit(1)
        super().init_db()
        end_sessions_on_rename()
        if ours is not None:
            note_use(ours, data)

    def init_services(self) -> None:
        """Invalidates the tokens of earlier starts and creates new ones for this start."""
        forget_tokens(self.db)
        for service in self.services:
            if service["name"] == SERVERS:
                service["api_token"] = new_token()
        super().init_services()


def _given(db_url: str) -> DbAddress:
    url = make_url(db_url)
    return sqlite_at(Path(str(url.database))) if url.get_backend_name() == "sqlite" else DbAddress("given", url)


if __name__ == "__main__":
    HubwrightApp.launch_instance()
