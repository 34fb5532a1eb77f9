"""Where a sign-in attempt comes from, as far as the servers in front of the hub can be trusted."""

import asyncio
import ipaddress
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

ROUTES = Path("/proc/net/route")


async def came_from(handler: Any, *, is_behind: bool) -> str:
    """The address that a request comes from, to count attempts; an IPv6 network counts as one address.

    ``is_behind``: whether the hub can be reached only through a web server on its own machine.
    """
    request = handler.request
    found = first_believed(
        peer(request.connection) or "",
        request.headers.get_list("X-Forwarded-For"),
        proxies=await _addresses_of(urlparse(handler.proxy.api_url).hostname or ""),
        gateway=gateway_in(_routes()) if is_behind else None,
    )
    return network_of(found)


def peer(connection: Any) -> str | None:
    """The address that a request really comes from: headers that its sender wrote do not count."""
    address = getattr(getattr(connection, "context", None), "address", None)
    return str(address[0]).removeprefix("::ffff:") if isinstance(address, tuple) and address else None


def first_believed(peer: str, forwarded: list[str], *, proxies: set[str], gateway: str | None) -> str:
    """The last trustworthy address, going back from the hub.

    The hub's own proxy adds the address of its client to ``X-Forwarded-For``. If that is the machine's own address, a
    web server there has added the previous one. Anything to the left of it may have been written by anybody.
    """
    chain = [word.strip() for line in forwarded for word in line.split(",")]
    if peer not in proxies or not chain:
        return peer
    if chain[-1] == gateway and len(chain) > 1:
        return chain[-2]
    return chain[-1]


def network_of(address: str) -> str:
    """An IPv4 address as it is, and the first half of an IPv6 address: one household has all addresses that start with
    it."""
    try:
        parsed = ipaddress.ip_address(address.removeprefix("::ffff:"))
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def gateway_in(routes: str) -> str | None:
    """The machine's address as its containers see it, from the kernel's routing table; None if there is no default
    route."""
    for line in routes.splitlines()[1:]:
        _, destination, gateway, *_ = line.split()
        if destination == "00000000":
            return socket.inet_ntoa(bytes.fromhex(gateway)[::-1])
    return None


def _routes() -> str:
    try:
        return ROUTES.read_text(encoding="ascii")
    except OSError:
        return ""


async def _addresses_of(host: str) -> set[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return set()
    return {str(address[0]) for *_, address in found}
