"""Versions and pages in Redis, for a site on several hosts (REDIS_URL).

Versions have no expiry and pages have one: with `maxmemory-policy volatile-lru` Redis drops
pages, never versions. Were it to forget them all, none would be equal to what pages were made
under: EVERYTHING then gets a number that no page knows. It gets one too from whoever connects first
after Redis has started anew: what it brings back from its disk may be older than the last change.

Without Redis the site goes on, and makes each page anew. Nothing here raises.
"""

import struct
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar

import redis
from django.conf import settings

from caching import tags
from caching.versions import Versions, is_being_changed, new_number, slots_of
from logs.once import LogOnce
from serving.page_cache.pages import FORMAT, LARGEST_BYTES, CachedPage, PageFrame, split

TIMEOUT_SECONDS = 0.5
# So long a Redis that failed is left alone.
RETRY_SECONDS = 5
PAGE_SECONDS = 3600
CHECKSUM_BYTES = 16
MOST_DIGITS = len(str(1 << 63))
LENGTH = struct.Struct("<I")
UNKNOWN: Versions = ()  # equal to no page's
RUN = "chibo:run"  # that of Redis in which versions were last made anew

T = TypeVar("T")

failure_log = LogOnce("Redis không trả lời, trang không được giữ sẵn")
foreign_log = LogOnce(
    "có giá trị lạ trong Redis, trang đã ghi lại; chương trình khác dùng chung Redis này?"
)


class Connection:
    """A Redis that may be gone."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            redis_connect_func=greet,
        )
        self._retry_at = 0.0
        self._hangs = False

    def ask(self, question: Callable[[redis.Redis], T], *, is_change: bool = False) -> T | None:
        """What Redis says, or None where it does not answer. One that failed is left alone for a
        while; with a change it is asked all the same, unless that costs the time of one that hangs.
        """
        if time.monotonic() < self._retry_at and (self._hangs or not is_change):
            return None
        try:
            answer = question(self._client)
        except redis.RedisError as error:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            self._hangs = isinstance(error, redis.TimeoutError)
            failure_log.failed(error)
            return None
        failure_log.succeeded()
        return answer


class RedisVersionStore:
    """The versions of all hosts. One round trip a look, see versions.HostVersionStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        (self._everything,) = slots_of([tags.EVERYTHING])
        self._missed = self._told = 0  # changes that Redis did not hear of, and of these since
        self._lock = threading.Lock()
        self._teller: threading.Thread | None = None

    def slots(self, tags_: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(slots_of([tags.EVERYTHING, *tags_])))

    def read(self, slots: tuple[int, ...]) -> Versions:
        if self._owes():
            self._tell()
        found = self._connection.ask(lambda client: client.mget([name_of(slot) for slot in slots]))
        if found is None or self._owes():
            return UNKNOWN
        numbers = [number_of(value) for value in found]
        if foreign := [slot for slot, each in zip(slots, numbers, strict=True) if each is None]:
            self._replace(foreign)
            return UNKNOWN
        if not numbers[slots.index(self._everything)]:
            self._begin()
            return UNKNOWN
        return tuple(number for number in numbers if number is not None)

    def read_settled(self, slots: tuple[int, ...]) -> Versions | None:
        numbers = self.read(slots)
        if numbers == UNKNOWN or any(is_being_changed(number) for number in numbers):
            return None
        return numbers

    def announce(self, touched: Iterable[str]) -> None:
        self._write(touched, int(time.time()) << 1)

    def renew(self, touched: Iterable[str]) -> None:
        if not self._write(touched, new_number()):
            self._tell_later()

    def _owes(self) -> bool:
        return self._missed != self._told

    def _tell(self) -> None:
        """What was missed is in the number of EVERYTHING, which all pages depend on."""
        missed = self._missed
        if self._write([tags.EVERYTHING], new_number()):
            self._told = missed

    def _tell_later(self) -> None:
        """As soon as Redis is back, though nobody may ask here for a long time."""
        with self._lock:
            self._missed += 1
            if self._teller is None or not self._teller.is_alive():
                self._teller = threading.Thread(target=self._tell_when_back, daemon=True)
                self._teller.start()

    def _tell_when_back(self) -> None:
        while self._owes():
            time.sleep(RETRY_SECONDS)
            self._tell()

    def _begin(self) -> None:
        """EVERYTHING gets its number. Of two hosts that give one, one does."""
        name = name_of(self._everything)
        if not self._connection.ask(lambda client: client.set(name, new_number(), nx=True)):
            kind = self._connection.ask(lambda client: client.type(name))
            if kind not in (None, b"none", b"string"):  # which MGET passes by
                self._replace([self._everything])

    def _replace(self, foreign: list[int]) -> None:
        """What another program wrote: what depends on it is made anew."""
        names = [name_of(slot) for slot in foreign]
        foreign_log.failed(ValueError(", ".join(names)))
        self._connection.ask(lambda client: client.mset({name: new_number() for name in names}))

    def _write(self, touched: Iterable[str], number: int) -> bool:
        numbers = {name_of(slot): number for slot in slots_of(touched)}
        return bool(self._connection.ask(lambda client: client.mset(numbers), is_change=True))


class RedisPageStore:
    """The pages of all hosts. Redis lets go of those that nobody asked for lately, within its
    `maxmemory`; where it has none, by PAGE_SECONDS alone."""

    answers_at_once = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> CachedPage | None:
        data = self._connection.ask(lambda client: bytes_at(client, page_name(key)))
        return page_of(data, key) if isinstance(data, bytes) else None

    def put(self, key: str, page: CachedPage) -> None:
        data = stored(page, key)
        if len(data) <= LARGEST_BYTES:
            self._connection.ask(lambda client: client.set(page_name(key), data, ex=PAGE_SECONDS))

    def touch(self, key: str) -> None:
        """Redis hears of it when the page is looked for again."""


def greet(connection: Any) -> None:
    """Before anything is asked on a new connection (of redis-py, without types): where Redis was
    started since the versions were last made anew, they are now. Where it does not say so, each
    connection does that."""
    connection.on_connect()
    run = run_of(answer_of(connection, "INFO", "server"))
    if run and run == answer_of(connection, "GET", RUN):
        return
    (everything,) = slots_of([tags.EVERYTHING])
    answer_of(connection, "MSET", name_of(everything), new_number(), RUN, run)


def answer_of(connection: Any, *command: str | int | bytes) -> bytes:
    """b"" where it is refused, or nothing is there. Raises RedisError where no answer comes."""
    connection.send_command(*command)
    try:
        answer = connection.read_response()
    except redis.ResponseError:
        return b""
    return answer if isinstance(answer, bytes) else b""


def run_of(info: bytes) -> bytes:
    """The random number that Redis gives itself at each start."""
    return info.partition(b"run_id:")[2].partition(b"\r")[0]


def bytes_at(client: redis.Redis, name: str) -> object:
    """What is stored there; a list or a set of another program's goes."""
    try:
        return client.get(name)
    except redis.ResponseError as error:
        if not str(error).startswith("WRONGTYPE"):
            raise
        foreign_log.failed(ValueError(name))
        return client.unlink(name) and None


def number_of(value: bytes | str | None) -> int | None:
    """0 where a slot was never changed; None of what this program never wrote."""
    if value is None:
        return 0
    return int(value) if len(value) <= MOST_DIGITS and value.isdigit() else None


def stored(page: CachedPage, key: str) -> bytes:
    """The page and its frame; what comes before finds another address's, an older release's and
    what was damaged."""
    frame = page.frame.to_bytes()
    content = b"".join([LENGTH.pack(len(frame)), frame, page.to_bytes()])
    return checksum_of(content, key) + content


def page_of(data: bytes, key: str) -> CachedPage | None:
    """Of what stored() made; None of anything else."""
    checksum, content = split(data, CHECKSUM_BYTES)
    if checksum != checksum_of(content, key):
        return None
    (length,) = LENGTH.unpack_from(content)
    frame, page = split(content[LENGTH.size :], length)
    return CachedPage.from_bytes(page, PageFrame.from_bytes(frame))


def checksum_of(content: bytes, key: str) -> bytes:
    salted = blake2b(key.encode(), digest_size=CHECKSUM_BYTES, person=FORMAT).digest()
    return blake2b(content, digest_size=CHECKSUM_BYTES, key=salted).digest()


@cache
def connection() -> Connection:
    return Connection(settings.REDIS_URL)


def version_store() -> RedisVersionStore:
    return RedisVersionStore(connection())


def page_store() -> RedisPageStore:
    return RedisPageStore(connection())


def name_of(slot: int) -> str:
    return f"chibo:generation:{slot}"


def page_name(key: str) -> str:
    return f"chibo:page:{blake2b(key.encode(), digest_size=CHECKSUM_BYTES).hexdigest()}"
