"""What people still ask for and nobody answers, for editors to see which old links are missed.

Counted in the memory of each process and written now and then, by a thread of its own: no request
writes. An address counts from its second network on, each network has room for a few, and the table
is as long as an editor would read: one stranger cannot fill it. Of who asked, nothing is stored.
"""

import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from urllib.parse import unquote

from django.db import DatabaseError, InterfaceError, connections, transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import get_resolver
from django.utils import timezone

from articles.models import UnansweredAddress
from articles.old_addresses.normal_form import requested_address
from articles.old_addresses.writing import is_own
from clients.bots import is_bot
from clients.client_ip import client_network
from clients.user_agents import user_agent
from vietnamese.text import one_line

WRITE_SECONDS = 600
FORGET_SECONDS = 7 * 24 * 3600
LEAST_NETWORKS = 2
MOST_ADDRESSES = 500  # in memory
MOST_NETWORKS = 5_000
MOST_PER_NETWORK = 20  # addresses
MOST_COUNTED = 50  # networks of one address between two writings
MOST_ROWS = 300
LONGEST = 200

# What programs try that look for weaknesses, and what browsers ask for by themselves.
_PROBE = re.compile(
    r"(?:^|/)\.|wp-|xmlrpc|phpmyadmin|cgi-bin|/vendor/|eval-stdin|\.(?:env|git|sql|bak|ini|ya?ml|sh"
    r"|js|css|map|xml|json|ico|woff2?)$|favicon|apple-touch-icon|/(?:login|admin|administrator)\b",
    re.IGNORECASE,
)
# A mail address, a telephone number, a key: what may be somebody's own.
_PERSONAL = re.compile(r"@|\d{9}|(?<![\w-])(?=\w*\d)(?=\w*[a-z])\w{20,}(?![\w-])", re.IGNORECASE)


@dataclass
class _Asked:
    address: str
    networks: set[bytes] = field(default_factory=set)
    written: int = 0  # how many of the networks are in the table


@dataclass(frozen=True)
class AddressCount:
    """An address and how many more networks asked for it."""

    exact: str
    address: str
    times: int


class UnansweredCounter:
    """What one process knows. Forgets everything after FORGET_SECONDS."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._asked: dict[str, _Asked] = {}
        self._by_network: Counter[bytes] = Counter()
        self._salt = secrets.token_bytes(16)
        self._began = self._taken = time.monotonic()

    def note(self, exact: str, address: str, network: str) -> None:
        with self._lock:
            if time.monotonic() - self._began > FORGET_SECONDS:
                self._begin()
            who = blake2b(network.encode(), key=self._salt, digest_size=8).digest()
            asked = self._asked.get(exact)
            if (asked and who in asked.networks) or not self._has_room(who):
                return
            if asked is None:
                if len(self._asked) >= MOST_ADDRESSES:
                    self._asked.pop(next(iter(self._asked)))
                asked = self._asked[exact] = _Asked(address)
            if len(asked.networks) < MOST_COUNTED:
                asked.networks.add(who)
                self._by_network[who] += 1

    def take(self) -> list[AddressCount]:
        """What is to be written now: what several networks have asked for since the last time."""
        with self._lock:
            self._taken = time.monotonic()
            counts = []
            for exact, asked in self._asked.items():
                new = len(asked.networks) - asked.written
                if new and len(asked.networks) >= LEAST_NETWORKS:
                    asked.written += new
                    counts.append(AddressCount(exact, asked.address, new))
            return counts

    def is_due(self) -> bool:
        return time.monotonic() - self._taken > WRITE_SECONDS

    def _has_room(self, who: bytes) -> bool:
        if who in self._by_network:
            return self._by_network[who] < MOST_PER_NETWORK
        return len(self._by_network) < MOST_NETWORKS


unanswered_counter = UnansweredCounter()


def note_unanswered(request: HttpRequest) -> None:
    """Counts that a reader found nothing there. No query, nothing is written here."""
    address = readable(request)
    network = client_network(request.META)
    if not address or not network or is_bot(user_agent(request.META)):
        return
    try:
        exact = requested_address("", *_path_and_query(address)).exact
    except ValueError:
        return
    unanswered_counter.note(exact, address, network)
    if unanswered_counter.is_due() and (counts := unanswered_counter.take()):
        threading.Thread(target=_write, args=(counts,), daemon=True).start()


def readable(request: HttpRequest) -> str:
    """The address as an editor reads it; "" for what is this site's own, was no link of anybody's,
    or may say something of a person."""
    query = unquote(request.META.get("QUERY_STRING", "").replace("+", " "), errors="replace")
    address = request.path_info + (f"?{query}" if query else "")
    if len(address) > LONGEST or address != one_line(address) or "\ufffd" in address:
        return ""
    if _PROBE.search(request.path_info) or _PERSONAL.search(address):
        return ""
    folder = request.path_info.lstrip("/").partition("/")[0].casefold()
    is_ours = folder in own_folders() or is_own(request.path_info)
    return "" if is_ours else address


@cache
def own_folders() -> set[str]:
    """The beginnings of this site's own addresses: below them stand names and keys of its own."""
    return {
        str(pattern.pattern).partition("/")[0]
        for outer in get_resolver().url_patterns
        for pattern in [outer, *getattr(outer, "url_patterns", [])]
        if "/" in str(pattern.pattern)
    }


def write(counts: Iterable[AddressCount]) -> None:
    """Adds it up in the table, and drops what is asked for least (3 queries, 1 for each)."""
    now = timezone.now()
    with transaction.atomic():
        for each in counts:
            row, is_new = UnansweredAddress.objects.get_or_create(
                exact=each.exact, defaults={"address": each.address, "times": each.times}
            )
            if not is_new:
                row.times, row.asked_at = F("times") + each.times, now
                row.save(update_fields=["times", "asked_at"])
        last = list(UnansweredAddress.objects.values_list("pk", flat=True)[MOST_ROWS:])
        UnansweredAddress.objects.filter(pk__in=last).delete()


def _write(counts: list[AddressCount]) -> None:
    try:
        write(counts)
    except (DatabaseError, InterfaceError):
        return  # a count that is lost harms nobody
    finally:
        connections.close_all()


def _path_and_query(address: str) -> tuple[str, str]:
    path, _, query = address.partition("?")
    return path, query
