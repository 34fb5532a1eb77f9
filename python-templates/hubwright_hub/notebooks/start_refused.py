"""Why a server is not started, as a message for the person who asked for it."""


class StartRefused(Exception):
    """JupyterHub shows ``jupyterhub_message`` on the person's page."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.jupyterhub_message = message
