"""Where a request comes from: the client's address, as far as trusted proxies tell it."""

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings

IPV4_BYTES = 4
IPV4_BITS, IPV6_BITS = 32, 128
IPV4_MAPPED = bytes(10) + b"\xff\xff"
MOST_PROXIES = 1024  # are remembered

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """The networks whose X-Forwarded-* is believed; `in` tells whether an address is in one.

    Remembers the proxies that it met, as they were written. A reader's address is kept nowhere.
    """

    def __init__(self, networks: Iterable[Network]) -> None:
        self._networks = tuple(map(_unmapped, networks))
        self._met: set[str] = set()

    def __contains__(self, address: str) -> bool:
        if address in self._met:
            return True
        if not self._networks or (packed := parse(address)) is None:
            return False
        parsed = ipaddress.ip_address(packed)
        is_one = any(parsed in network for network in self._networks)
        if is_one and len(self._met) < MOST_PROXIES:
            self._met.add(address)
        return is_one


def _unmapped(network: Network) -> Network:
    """As parse() has addresses: an IPv4 network also where it is written as a part of IPv6."""
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is None or network.prefixlen < IPV6_BITS - IPV4_BITS:
        return network
    return ipaddress.ip_network(f"{mapped}/{network.prefixlen - IPV6_BITS + IPV4_BITS}")


@cache
def trusted_proxies() -> TrustedProxies:
    """TRUSTED_PROXIES, which stay the same while a process runs."""
    return TrustedProxies(settings.TRUSTED_PROXIES)


def client_network(meta: Mapping[str, str]) -> str:
    """The client's IPv4 address or IPv6 /64 as text; "" where the server knows no address.

    X-Forwarded-For is read from the right and only as far as TRUSTED_PROXIES reach: what stands
    left of the first other address was written by the client. A malformed entry ends the walk.
    """
    peer = client = meta.get("REMOTE_ADDR", "").strip()
    forwarded = meta.get("HTTP_X_FORWARDED_FOR")
    hops = forwarded.split(",") if forwarded else []
    proxies = trusted_proxies()
    network = None
    while hops and client in proxies:
        client = hops.pop().strip()
        hop = network_of(client)
        if not hop:
            break
        network = hop
    return network_of(peer) if network is None else network


def network_of(address: str) -> str:
    """The IPv4 address or IPv6 /64; "" for what is neither."""
    packed = parse(address)
    if packed is None:
        return ""
    if ":" not in address:
        return address  # there is one way only to write it
    if len(packed) == IPV4_BYTES:
        return socket.inet_ntop(socket.AF_INET, packed)
    return socket.inet_ntop(socket.AF_INET6, packed[:8].ljust(16, b"\0")) + "/64"


def parse(address: str) -> bytes | None:
    """The address as bytes, an IPv4 one also where it comes mapped into IPv6; None for anything
    else. The C library reads it, as the ipaddress module takes ten times as long."""
    try:
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)
        without_zone = address.partition("%")[0]
        return socket.inet_pton(socket.AF_INET6, without_zone).removeprefix(IPV4_MAPPED)
    except (OSError, ValueError):
        return None
