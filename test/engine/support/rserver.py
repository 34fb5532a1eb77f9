#!/usr/bin/python3
"""Stands in for RStudio's rserver: it takes the options that jupyter-rsession-proxy gives it, and nothing else.

Its page says as whom it runs, at which path it was told to be, and what the R of /etc/rstudio/rserver.conf computes.
"""

import argparse
import os
import re
import socketserver
import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path

OPTIONS = (
    "auth-none",
    "database-config-file",
    "secure-cookie-key-file",
    "server-data-dir",
    "server-user",
    "www-frame-origin",
    "www-root-path",
    "www-socket",
    "www-verify-user-agent",
)


def status_of_process(field: str) -> str:
    return re.search(rf"^{field}:\s*(.*)$", Path("/proc/self/status").read_text(), re.MULTILINE)[1]


def page(given: argparse.Namespace) -> str:
    settings = dict(line.split("=", 1) for line in Path("/etc/rstudio/rserver.conf").read_text().split() if "=" in line)
    computed = subprocess.check_output([settings["rsession-which-r"], "--slave", "-e", "cat(6 * 7)"], text=True)
    facts = {
        "path": given.www_root_path,
        "user": given.server_user,
        "uid": os.getuid(),
        "capabilities": status_of_process("CapEff"),
        "no_new_privs": status_of_process("NoNewPrivs"),
        "R": computed,
    }
    return "stand-in for RStudio\n" + "".join(f"{name}={value}\n" for name, value in facts.items())


def main() -> None:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for option in OPTIONS:
        parser.add_argument(f"--{option}", required=True)
    body = page(given := parser.parse_args()).encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A socket has no address that could be logged."""

    socketserver.ThreadingUnixStreamServer(given.www_socket, Answer).serve_forever()


main()
