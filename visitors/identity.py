"""Who reads, as far as the counter may know: a key that is good for one day and leads nowhere."""

import ipaddress
import socket
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings

KEY_BYTES = 16
BLOCK_BYTES = 64  # of SHA-256
USER_AGENT_CHARACTERS = 512

IPV4_BYTES = 4
IPV4_MAPPED = bytes(10) + b"\xff\xff"
MOST_PROXIES = 1024  # are remembered


def user_agent(meta: Mapping[str, str]) -> str:
    """The browser's name for itself, at most 512 characters; "" where it gives none."""
    return meta.get("HTTP_USER_AGENT", "")[:USER_AGENT_CHARACTERS].strip()


def client_network(meta: Mapping[str, str]) -> str:
    """The client's IPv4 address or IPv6 /64 as text; "" where the server knows no address.

    X-Forwarded-For is read from the right and only as far as TRUSTED_PROXIES reach: what stands
    left of the first other address was written by the client. A malformed entry ends the walk.
    """
    peer = client = meta.get("REMOTE_ADDR", "").strip()
    forwarded = meta.get("HTTP_X_FORWARDED_FOR")
    hops = forwarded.split(",") if forwarded else []
    network = None
    while hops and is_proxy(client):
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


# As they were met. A reader's address is kept nowhere.
_proxies: set[str] = set()


def is_proxy(peer: str) -> bool:
    """Whether the address is one of TRUSTED_PROXIES, which stay the same while a process runs."""
    if peer in _proxies:
        return True
    networks = settings.TRUSTED_PROXIES
    if not networks or (packed := parse(peer)) is None:
        return False
    address = ipaddress.ip_address(packed)
    is_one = any(address in network for network in networks)
    if is_one and len(_proxies) < MOST_PROXIES:
        _proxies.add(peer)
    return is_one


def forget() -> None:
    """Drops what this process knows, as if it had just started."""
    _proxies.clear()


def visitor_key(salt: bytes, network: str, agent: str) -> bytes:
    """16 bytes: the same for one reader during the salt's day, and without meaning after it."""
    # Neither part can hold a line break, so no two pairs read the same.
    who = f"{network}\n{agent}".encode(errors="replace")
    begun_inner, begun_outer = hmac_begun(salt)
    inner, outer = begun_inner.copy(), begun_outer.copy()
    inner.update(who)
    outer.update(inner.digest())
    return outer.digest()[:KEY_BYTES]


@lru_cache(maxsize=4)
def hmac_begun(salt: bytes) -> tuple[Any, Any]:
    """HMAC-SHA-256 with a key of at most 64 bytes, as far as it does not depend on the message
    (RFC 2104, 4): hmac.digest() would work this out for each view, in twice the time."""
    key = salt.ljust(BLOCK_BYTES, b"\0")
    return sha256(bytes(byte ^ 0x36 for byte in key)), sha256(bytes(byte ^ 0x5C for byte in key))
