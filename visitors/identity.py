"""Who reads, as far as the counter may know: a key that is good for one day and leads nowhere."""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping

from django.conf import settings

KEY_BYTES = 16
USER_AGENT_CHARACTERS = 512

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
    if address.version == 6:
        return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
    return str(address)


def parse(text: str) -> Address | None:
    """The address, an IPv4 one also where it comes mapped into IPv6; None for anything else."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_trusted(address: Address) -> bool:
    """Whether the address is one of TRUSTED_PROXIES."""
    return any(address in network for network in settings.TRUSTED_PROXIES)


def visitor_key(salt: bytes, network: str, agent: str) -> bytes:
    """16 bytes: the same for one reader during the salt's day, and without meaning after it."""
    # Neither part can hold a line break, so no two pairs read the same.
    who = f"{network}\n{agent}".encode(errors="replace")
    return hmac.digest(salt, who, hashlib.sha256)[:KEY_BYTES]
