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


def user_agent(meta: Mapping[str, str]) -> str:
    """The browser's name for itself, at most 512 characters; "" where it gives none."""
    return meta.get("HTTP_USER_AGENT", "")[:USER_AGENT_CHARACTERS].strip()


def client_network(meta: Mapping[str, str]) -> str:
    """The client's IPv4 address or IPv6 /64 as text; "" where the server knows no address.

    X-Forwarded-For is read from the right and only as far as TRUSTED_PROXIES reach: what stands
    left of the first other address was written by the client. A malformed entry ends the walk.
    """
    address = parse(meta.get("REMOTE_ADDR", ""))
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address is not None and hops and is_trusted(address):
        hop = parse(hops.pop())
        if hop is None:
            break
        address = hop
    if address is None:
        return ""
    if len(address) == IPV4_BYTES:
        return socket.inet_ntop(socket.AF_INET, address)
    return socket.inet_ntop(socket.AF_INET6, address[:8].ljust(16, b"\0")) + "/64"


def parse(text: str) -> bytes | None:
    """The address as bytes, an IPv4 one also where it comes mapped into IPv6; None for anything
    else. The C library reads it, as the ipaddress module takes ten times as long."""
    text = text.strip()
    try:
        if ":" not in text:
            return socket.inet_pton(socket.AF_INET, text)
        without_zone = text.partition("%")[0]
        return socket.inet_pton(socket.AF_INET6, without_zone).removeprefix(IPV4_MAPPED)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1024)
def is_trusted(address: bytes) -> bool:
    """Whether the address is one of TRUSTED_PROXIES. They stay the same while a process runs."""
    known = ipaddress.ip_address(address)
    return any(known in network for network in settings.TRUSTED_PROXIES)


def visitor_key(salt: bytes, network: str, agent: str) -> bytes:
    """16 bytes: the same for one reader during the salt's day, and without meaning after it."""
    # Neither part can hold a line break, so no two pairs read the same.
    who = f"{network}\n{agent}".encode(errors="replace")
    inner, outer = (begun.copy() for begun in hmac_begun(salt))
    inner.update(who)
    outer.update(inner.digest())
    return outer.digest()[:KEY_BYTES]


@lru_cache(maxsize=4)
def hmac_begun(salt: bytes) -> tuple[Any, Any]:
    """HMAC-SHA-256 with a key of at most 64 bytes, as far as it does not depend on the message
    (RFC 2104, 4): hmac.digest() would work this out for each view, in twice the time."""
    key = salt.ljust(BLOCK_BYTES, b"\0")
    return sha256(bytes(byte ^ 0x36 for byte in key)), sha256(bytes(byte ^ 0x5C for byte in key))
