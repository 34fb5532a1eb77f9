"""The error that stops a hub that cannot use its database."""


class NotReady(Exception):
    """Why the hub cannot use its database, and what to do; the database was not changed."""
