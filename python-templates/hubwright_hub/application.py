"""JupyterHub itself, with its database made ready first: python3 -m hubwright_hub.application."""

from datetime import UTC, datetime

from jupyterhub.app import JupyterHub

from .schema import NotReady, make_ready


class HubwrightApp(JupyterHub):
    """Nothing but the moment before the database is opened is different; c.JupyterHub configures it."""

    def init_db(self) -> None:
        try:
            make_ready(self.db_url, datetime.now(UTC), self.log)
        except NotReady as problem:
            self.log.critical("%s", problem)
            self.exit(1)
        super().init_db()


if __name__ == "__main__":
    HubwrightApp.launch_instance()
