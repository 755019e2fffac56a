# SPDX-License-Identifier: Apache-2.0
"""A printer's address is checked against the configuration, whatever clothes it wears."""

from ipaddress import ip_network
from pathlib import PurePosixPath

import pytest

from labels.fault import Fault
from labels.target import (
    Allowed,
    BrowserTarget,
    FileTarget,
    TcpTarget,
    choose_address,
    parse_target,
)

WAREHOUSE = Allowed(
    networks=(ip_network("10.20.0.0/16"), ip_network("fd12:3456::/32")),
    folders=(PurePosixPath("/srv/labels"),),
)
# The widest slip of a pen; still nothing special may be reached through it.
EVERYTHING = Allowed(networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))

NAMES = {
    "zebra.dc01.example": ["10.20.3.4"],
    "zebra6.dc01.example": ["fd12:3456::9"],
    "rebound.example": ["10.20.3.4", "127.0.0.1"],
    "loop.example": ["127.0.0.1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "outside.example": ["203.0.113.9"],
    "nothing.example": [],
    "localhost": ["127.0.0.1"],
    "scoped.example": ["fe80::1%eth0"],
}
SPECIAL = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.1.1",
    "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:0.0.0.0]", "[::127.0.0.1]", "[fe80::1]",
    "[ff02::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "[fd00:ec2::254]", "[100::1]", "192.0.0.192", "localhost",
    "loop.example", "mapped.example", "rebound.example", "scoped.example",
]  # fmt: skip
OUTSIDE = ["10.21.0.1", "192.168.1.1", "8.8.8.8", "[fd13::1]", "outside.example", "nothing.example"]
MALFORMED = [
    "tcp://2130706433:9100", "tcp://0x7f000001:9100", "tcp://0x7f.1:9100", 
    "tcp://017700000001:9100",
    "tcp://0177.0.0.1:9100", "tcp://010.20.3.4:9100", "tcp://127.1:9100", "tcp://10.20.3:9100",
    "tcp://10.20.3.4", "tcp://10.20.3.4:", "tcp://10.20.3.4:80", "tcp://10.20.3.4:6101",
    "tcp://10.20.3.4:0", "tcp://10.20.3.4:99999", "tcp://10.20.3.4:-9100", "tcp://:9100",
    "tcp://user@10.20.3.4:9100", "tcp://10.20.3.4:9100@evil.example:9100",
    "tcp://10.20.3.4:9100/x", "tcp://10.20.3.4:9100\r\nx", "tcp://10.20.3.4 :9100",
    "tcp://[fe80::1%25eth0]:9100", "tcp://10。20。3。4:9100", "tcp://１０.20.3.4:9100",
    "http://10.20.3.4:9100", "udp://10.20.3.4:9100", "ftp://10.20.3.4:9100", "//10.20.3.4:9100",
    "file:/etc", "file:/srv/labels/../../etc", "file:/srv/labels/sub", "file:srv/labels", "file:",
    "file:///srv", "browser ", "BROWSER", "", " ", "tcp://", "tcp://[::1:9100", "tcp://a..b:9100",
]  # fmt: skip


def resolve(host: str) -> list[str]:
    if host not in NAMES:
        raise OSError("no such name")
    return NAMES[host]


def chosen(text: str, allowed: Allowed) -> str:
    """The address that would be connected to, or the code of the refusal."""
    target = parse_target(text, allowed)
    if isinstance(target, Fault):
        return target.code
    assert isinstance(target, TcpTarget)
    address = choose_address(target, allowed, resolve)
    return address.code if isinstance(address, Fault) else str(address)


@pytest.mark.parametrize("host", SPECIAL)
def test_a_special_address_is_refused_even_by_an_open_configuration(host: str) -> None:
    assert chosen(f"tcp://{host}:9100", EVERYTHING) in ("target.address", "target.unresolved")


@pytest.mark.parametrize("host", [*SPECIAL, *OUTSIDE])
def test_an_address_outside_the_warehouse_is_refused(host: str) -> None:
    refused = ("target.address", "target.unresolved")
    assert chosen(f"tcp://{host}:9100", WAREHOUSE) in refused


@pytest.mark.parametrize("text", MALFORMED)
def test_a_target_in_odd_clothes_is_refused(text: str) -> None:
    assert isinstance(parse_target(text, WAREHOUSE), Fault)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("10.20.3.4", "10.20.3.4"),
        ("zebra.dc01.example", "10.20.3.4"),
        ("ZEBRA.DC01.example", "10.20.3.4"),
        ("[fd12:3456::7]", "fd12:3456::7"),
        ("zebra6.dc01.example", "fd12:3456::9"),
        ("[::ffff:10.20.3.4]", "10.20.3.4"),
    ],
)
def test_a_printer_of_the_warehouse_is_reached(host: str, address: str) -> None:
    assert chosen(f"tcp://{host}:9100", WAREHOUSE) == address


def test_loopback_is_reached_only_if_it_is_named() -> None:
    named = Allowed(networks=(ip_network("127.0.0.1/32"),))
    assert chosen("tcp://127.0.0.1:9100", named) == "127.0.0.1"
    assert chosen("tcp://127.0.0.2:9100", named) == "target.address"


def test_nothing_is_allowed_unless_it_is_configured() -> None:
    assert chosen("tcp://10.20.3.4:9100", Allowed()) == "target.address"


def test_a_name_is_resolved_once() -> None:
    asked: list[str] = []

    def count(host: str) -> list[str]:
        asked.append(host)
        return ["10.20.3.4"] if len(asked) == 1 else ["127.0.0.1"]

    target = TcpTarget("rebinding.example", 9100)
    assert str(choose_address(target, WAREHOUSE, count)) == "10.20.3.4"
    assert asked == ["rebinding.example"]


def test_browser_and_a_configured_folder_are_targets() -> None:
    assert parse_target("browser", WAREHOUSE) == BrowserTarget()
    expected = FileTarget(PurePosixPath("/srv/labels"))
    assert parse_target("file:/srv/labels", WAREHOUSE) == expected
