"""Writes the problems of the userlist to the hub's log."""

import logging

from .diagnostic import Diagnostic

LOGGED = 50
"""How many problems of one userlist are logged; a file of another kind may have half a million."""


class ProblemLog:
    """Logs the problems when they have changed, not each time the file is read."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._reported: tuple[Diagnostic, ...] = ()

    def report(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if diagnostics is self._reported:
            return
        before, self._reported = self._reported, diagnostics
        if diagnostics == before:
            return
        for diagnostic in diagnostics[:LOGGED]:
            write = self._log.error if diagnostic.severity == "error" else self._log.warning
            write("userlist %s", diagnostic)
        if len(diagnostics) > LOGGED:
            self._log.error("userlist has %s problems; these are the first %s.", len(diagnostics), LOGGED)
