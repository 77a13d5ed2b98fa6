"""Addresses that no news page lives at: the IANA special-purpose registries, and IPv4 addresses inside IPv6 ones.

The table is checked against a copy of the registries in `tests/`. Two things are stricter than their column "globally
reachable": what is reachable but no web host (anycast relays, AS112) is left out too, and of IPv6 only 2000::/3 counts,
the only part that IANA gives out, so that a range it reserves tomorrow is refused today.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPV4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private use",
    "100.64.0.0/10": "shared address space",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private use",
    "192.0.0.0/24": "IETF protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "multicast tunnels",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "private use",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    # In no registry, and public by number: the host that a cloud keeps its machines' credentials on.
    "168.63.129.16/32": "cloud metadata",
}
"""IPv4 ranges without public web hosts, and what they are for."""
IPV6 = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::/96": "IPv4-compatible",
    "::ffff:0:0/96": "IPv4-mapped",
    "::ffff:0:0:0/96": "IPv4-translated",
    "64:ff9b:1::/48": "local NAT64",
    "100::/64": "discard only",
    "100:0:0:1::/64": "dummy prefix",
    "2001::/23": "IETF protocol assignments, Teredo and ORCHID among them",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "AS112",
    "3fff::/20": "documentation",
    "5f00::/16": "segment routing",
    "fc00::/7": "unique local",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
}
"""IPv6 ranges without public web hosts, and what they are for."""
_V4 = [(IPv4Network(block), name) for block, name in IPV4.items()]
_V6 = [(IPv6Network(block), name) for block, name in IPV6.items()]
_GIVEN_OUT = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/96")
_LOW = 0xFFFFFFFF


def inner_addresses(address: IPv6Address) -> Iterator[IPv4Address]:
    """Give the IPv4 addresses that something on the way may deliver an IPv6 packet to.

    Args:
        address: An IPv6 address.

    Yields:
        What an IPv4-compatible, -mapped, -translated, NAT64, 6to4, Teredo (server and client) or ISATAP address wraps.
    """
    number = int(address)
    if number >> 32 in (0, 0xFFFF, 0xFFFF0000) or address in _NAT64 or address in _LOCAL_NAT64:
        yield IPv4Address(number & _LOW)
    if number >> 112 == 0x2002:
        yield IPv4Address(number >> 80 & _LOW)
    if number >> 96 == 0x20010000:
        yield IPv4Address(number >> 64 & _LOW)
        yield IPv4Address(~number & _LOW)
    if number >> 32 & 0xFDFFFFFF == 0x00005EFE:
        yield IPv4Address(number & _LOW)


def special_purpose(text: str) -> str | None:
    """Say why an address is none of a public web host.

    Args:
        text: An IPv4 or IPv6 address as the resolver gives it; with a zone (`%eth0`) it is never public.

    Returns:
        What the range is for, the most telling first (`loopback, as IPv4-mapped`); None where it is public.

    Raises:
        ValueError: It is no address.
    """
    plain, _, zone = text.partition("%")
    address = ipaddress.ip_address(plain)
    if isinstance(address, IPv4Address):
        return next((name for block, name in _V4 if address in block), None)
    outer = next((name for block, name in _V6 if address in block), "link-local" if zone else None)
    for inner in inner_addresses(address):
        if (name := special_purpose(str(inner))) and outer != "loopback":
            return f"{name}, as {outer or 'IPv4 inside IPv6'}"
    if outer is None and address not in _GIVEN_OUT and address not in _NAT64:
        return "not given out"
    # A NAT64 gateway is how an IPv6-only network reaches every IPv4 host: what counts is the host behind it.
    return outer
