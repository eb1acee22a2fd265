"""Domains as a browser reads them out of an address, in one form: lower case, punycode, no dot at
the end."""

import re
from collections.abc import Container
from urllib.parse import unquote

from django.conf import settings
from django.http.request import validate_host

from vietnamese.normal_forms import nfkc

# The URL Standard: control characters and spaces at the ends go, tabs and line ends anywhere; after
# http: any number of slashes, either way round, is passed over; a backslash is a slash.
_ENDS = "".join(map(chr, range(0x21)))
_INSIDE = re.compile("[\t\n\r]")
_AUTHORITY = re.compile(r"(?:https?:[/\\]*|[/\\]{2,})([^/\\?#]*)", re.IGNORECASE)
_PORT = re.compile(r":[0-9]*$")
_DOTS = re.compile("[\u3002\uff0e\uff61]")


def domain_of(address: str) -> str:
    """The domain that a browser would ask for an http(s) address; blank for an address within the
    site and for any other scheme."""
    match = _AUTHORITY.match(_INSIDE.sub("", address.strip(_ENDS)))
    return canonical(_PORT.sub("", match[1].rpartition("@")[2])) if match else ""


def canonical(domain: str) -> str:
    """The domain in its one form; what no registry would take, in lower case as it is."""
    if domain.isascii() and "%" not in domain:
        return domain.lower().rstrip(".")
    plain = _DOTS.sub(".", nfkc(unquote(domain))).lower().rstrip(".")
    try:
        return plain.encode("idna").decode()
    except UnicodeError:
        return plain


def readable(domain: str) -> str:
    """For people: the letters, and behind them the punycode, as lookalikes show only there."""
    try:
        letters = domain.encode().decode("idna")
    except UnicodeError:
        return domain
    return domain if letters == domain else f"{letters} ({domain})"


def is_covered(domain: str, domains: Container[str]) -> bool:
    """Whether one of `domains` is it, or a part of the net that it is in."""
    while domain:
        if domain in domains:
            return True
        domain = domain.partition(".")[2]
    return False


def is_own(domain: str) -> bool:
    """One of the names that this site is served under."""
    return validate_host(domain, [host for host in settings.ALLOWED_HOSTS if host != "*"])
