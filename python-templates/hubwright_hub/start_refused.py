"""Why a server is not started, in words for the person who asked for it."""


class StartRefused(Exception):
    """JupyterHub shows ``jupyterhub_message`` on the page of the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.jupyterhub_message = message
