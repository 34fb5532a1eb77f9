from types import SimpleNamespace

import pytest
from conftest import Desk

from hubwright_hub.sign_in import came_from as module
from hubwright_hub.sign_in.came_from import came_from, first_believed, gateway_in, network_of, peer

PROXY, GATEWAY = "172.18.0.2", "172.18.0.1"
ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010012AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
"""


@pytest.mark.parametrize(
    ("peer", "forwarded", "gateway", "expected"),
    [
        # Through the proxy alone, which adds whom it was asked by; whatever the browser wrote stands before.
        (PROXY, ["8.8.8.8"], None, "8.8.8.8"),
        (PROXY, ["1.1.1.1, 8.8.8.8"], None, "8.8.8.8"),
        (PROXY, ["1.1.1.1", "8.8.8.8"], None, "8.8.8.8"),
        # Through a web server on the same machine.
        (PROXY, [f"8.8.8.8, {GATEWAY}"], GATEWAY, "8.8.8.8"),
        (PROXY, [f"1.1.1.1, 8.8.8.8, {GATEWAY}"], GATEWAY, "8.8.8.8"),
        # Somebody's own server asks the proxy directly, and writes what a web server would.
        (PROXY, ["1.1.1.1, 172.18.0.9"], GATEWAY, "172.18.0.9"),
        (PROXY, [f"1.1.1.1, {GATEWAY}, 172.18.0.9"], GATEWAY, "172.18.0.9"),
        # Or it asks the hub.
        ("172.18.0.9", [f"1.1.1.1, {GATEWAY}"], GATEWAY, "172.18.0.9"),
        ("172.18.0.9", [], GATEWAY, "172.18.0.9"),
        # Nothing in front says whom it was asked by.
        (PROXY, [GATEWAY], GATEWAY, GATEWAY),
        (PROXY, [], None, PROXY),
    ],
)
def test_only_what_someone_vouches_for_is_believed(peer, forwarded, gateway, expected):
    assert first_believed(peer, forwarded, proxies={PROXY}, gateway=gateway) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address, expected):
    assert network_of(address) == expected


def test_the_gateway_is_the_one_of_the_way_out():
    assert gateway_in(ROUTES) == GATEWAY
    assert gateway_in("") is None
    assert gateway_in(ROUTES.splitlines()[0]) is None


async def test_a_web_server_is_believed_only_where_nobody_else_can_reach_the_hub(monkeypatch):
    monkeypatch.setattr(module, "_routes", lambda: ROUTES)
    desk = Desk(forwarded=f"8.8.8.8, {GATEWAY}")
    assert await came_from(desk, is_behind=True) == "8.8.8.8"
    assert await came_from(desk, is_behind=False) == GATEWAY
    desk.request.headers["X-Real-IP"] = "9.9.9.9"
    assert await came_from(desk, is_behind=True) == "8.8.8.8"


def test_the_address_is_that_of_the_connection_and_not_of_a_header():
    connection = SimpleNamespace(context=SimpleNamespace(address=("10.0.0.1", 5000), remote_ip="10.0.0.2"))
    assert peer(connection) == "10.0.0.1"
    connection.context.address = ("::ffff:10.0.0.1", 5000, 0, 0)
    assert peer(connection) == "10.0.0.1"
    connection.context.address = ""
    assert peer(connection) is None
    assert peer(None) is None
