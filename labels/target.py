# SPDX-License-Identifier: Apache-2.0
"""Where a label may be sent: reads a target and checks its address (pure; the caller resolves).

The server opens a connection that a user's setting names, so the address is checked against
networks from the configuration file, once, and the checked address itself is connected to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import PurePosixPath

from labels.fault import Fault

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str], Sequence[str]]

RAW_PORT = 9100  # "raw" or JetDirect: bytes in, paper out
ADDRESSES_MAX = 8

# Never reached unless the configuration names a network that lies inside one of these: this
# host, link-local with the cloud's metadata address, groups, and prefixes that hide a second
# address inside (IANA special-purpose address registries).
SPECIAL: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/4",
            "240.0.0.0/4", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
            "100::/64", "2001::/32", "2002::/16", "fd00:ec2::/32", "fe80::/10", "fec0::/10",
            "ff00::/8",
        ),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the configuration file allows. Nothing is allowed by default."""

    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = field(default_factory=lambda: frozenset({RAW_PORT}))
    folders: tuple[PurePosixPath, ...] = ()


@dataclass(frozen=True, slots=True)
class TcpTarget:
    """A printer on the network; `host` as written."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A folder into which each job is written as one file."""

    folder: PurePosixPath


@dataclass(frozen=True, slots=True)
class BrowserTarget:
    """The person's own browser fetches the PDF and prints it."""


Target = TcpTarget | FileTarget | BrowserTarget

HOST_NAME = re.compile(r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z][a-z0-9-]*")
TCP = re.compile(r"tcp://(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[a-z0-9._-]+)):(?P<port>\d{1,5})")


def parse_target(text: str, allowed: Allowed) -> Target | Fault:
    """Return the target: `browser`, `file:/folder` or `tcp://host:9100`, or why not."""
    if text == "browser":
        return BrowserTarget()
    if text.startswith("file:"):
        return _file(text, allowed)
    found = TCP.fullmatch(text.lower())
    if not found:
        return Fault("target.form", "target", "is not browser, file:/folder or tcp://host:port")
    host, port = found["six"] or found["host"], int(found["port"])
    if port not in allowed.ports:
        return Fault("target.port", "target", f"port {port} is not allowed")
    if not _is_address(host) and not HOST_NAME.fullmatch(host):
        # 2130706433, 0x7f.1 and 0177.0.0.1 are addresses to a resolver and names to nobody.
        return Fault("target.host", "target", "is neither an address nor a host name")
    return TcpTarget(host, port)


def choose_address(target: TcpTarget, allowed: Allowed, resolve: Resolve) -> Address | Fault:
    """Resolve once and return the address to connect to.

    Every address of the name must be allowed: a name that also points elsewhere is not to be
    trusted. `resolve` raises OSError if there is no such name.
    """
    try:
        found = [target.host] if _is_address(target.host) else list(resolve(target.host))
        addresses = [_plain(ip_address(text)) for text in found[:ADDRESSES_MAX]]
    except (OSError, ValueError):
        return Fault("target.unresolved", "target", "the host name has no usable address")
    if not addresses:
        return Fault("target.unresolved", "target", "the host name has no address")
    for address in addresses:
        if not is_allowed(address, allowed.networks):
            return Fault("target.address", "target", "the address is outside the allowed networks")
    return addresses[0]


def is_allowed(address: Address, networks: Sequence[Network]) -> bool:
    """Tell whether a configured network holds the address, and names it if it is special."""
    special = [network for network in SPECIAL if address in network]
    return any(
        address in network and all(_inside(network, outer) for outer in special)
        for network in networks
    )


def _inside(network: Network, outer: Network) -> bool:
    if isinstance(network, IPv4Network) and isinstance(outer, IPv4Network):
        return network.subnet_of(outer)
    if isinstance(network, IPv6Network) and isinstance(outer, IPv6Network):
        return network.subnet_of(outer)
    return False


def _plain(address: Address) -> Address:
    """An IPv4 address in IPv6 clothes is judged, and connected to, as what it is."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _file(text: str, allowed: Allowed) -> Target | Fault:
    folder = PurePosixPath(text.removeprefix("file:"))
    if folder in allowed.folders and ".." not in folder.parts:
        return FileTarget(folder)
    return Fault("target.folder", "target", "the folder is not one the configuration names")
