"""What the journals say, second by second, for the aggregation."""

import datetime
from binascii import unhexlify
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote

from vietnamese import clock
from visitors import journal, staging

STAMP = itemgetter(slice(len(journal.stamp(datetime.date.min, 0))))


class JournalSecond(NamedTuple):
    """What one process saw in one second, as far as byte `end` of its journal."""

    moment: int  # unix seconds
    day: datetime.date
    page_views: Mapping[str, int]  # by path
    readers: Mapping[bytes, bytes | None]  # each one's key, and the one of yesterday
    bots: int  # pages shown to programs
    end: int


def read_seconds(name: str, offset: int) -> Iterator[JournalSecond]:
    """What a journal says from byte `offset` on; nothing where there is no such file.

    The first one is empty and tells the second of what comes: the rest is read when
    that is asked for, because many journals may lie there. A line that is not whole is left for
    later while somebody writes to the file; once nobody does, a damaged one is passed over.
    """
    for line in lines(name, offset, only_first=True):
        yield parse_second(STAMP(line), [], offset)
        for stamp, group in groupby(lines(name, offset), STAMP):
            alike = list(group)
            offset += sum(map(len, alike))
            yield parse_second(stamp, alike, offset)


def latest_moment() -> int:
    """The latest unix second that a journal of this host tells of; 0 where none tells of any. Reads
    them all: some 1 MB for each hour and process that was not added up yet."""
    stamps = {STAMP(line) for name in journal.names() for line in lines(name, 0)}
    moments = [0]
    for stamp in stamps:
        with suppress(ValueError):
            moments.append(parse_stamp(stamp)[1])
    return max(moments)


def has_unread_lines(name: str, offset: int) -> bool:
    """Whether a line stands at byte `offset`."""
    return bool(lines(name, offset, only_first=True))


def remove_if_finished(name: str, offset: int) -> bool:
    """Deletes a journal that nobody writes to and that holds no view after byte `offset`."""
    path = journal.folder() / name
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return True
    with file:
        # In this order: whoever fills it lets go of it after the staged one.
        if not journal.has_no_writer(file.fileno()) or staging.is_staged(name):
            return False
        if any(second.page_views or second.bots for second in read_seconds(name, offset)):
            return False
        path.unlink(missing_ok=True)
        return True


def lines(name: str, offset: int, only_first: bool = False) -> list[bytes]:
    """The lines from byte `offset` on that may be read: all, or the first."""
    try:
        file = (journal.folder() / name).open("rb")
    except FileNotFoundError:
        return []
    with file:
        is_finished = journal.has_no_writer(file.fileno())
        file.seek(offset)
        text = file.readline() if only_first else file.read()
    if not is_finished:
        # The bytes of a line may become visible in any order: a zero is one that is to come.
        text = text.partition(b"\0")[0]
    return text[: text.rfind(b"\n") + 1].splitlines(keepends=True)


def parse_second(stamp: bytes, alike: list[bytes], end: int) -> JournalSecond:
    """Adds up lines that begin with `stamp`. Equal ones are read once: under load most are."""
    page_views: Counter[str] = Counter()
    readers: dict[bytes, bytes | None] = {}
    bots = 0
    try:
        day, moment = parse_stamp(stamp)
    except ValueError:
        return JournalSecond(0, datetime.date.min, {}, {}, 0, end)
    for line, number in Counter(alike).items():
        rest = line[len(stamp) :].split()
        if not rest:
            bots += number
            continue
        try:
            key, yesterday, quoted = rest
            reader, yesterday_key, path = unhexlify(key), parse_key(yesterday), parse_path(quoted)
        except ValueError:
            continue
        readers[reader] = yesterday_key or readers.get(reader)
        page_views[path] += number
    return JournalSecond(moment, day, page_views, readers, bots, end)


@lru_cache(maxsize=16)  # a journal holds two days at most, and a clock set wrong some more
def parse_stamp(stamp: bytes) -> tuple[datetime.date, int]:
    """What journal.stamp() was made of. Raises ValueError for what it did not write."""
    moment = int(stamp.rpartition(b" ")[2])
    day = clock.day_of(moment)
    if journal.stamp(day, moment).encode() != stamp:
        raise ValueError(stamp)
    return day, moment


def parse_key(text: bytes) -> bytes | None:
    return None if text == b"-" else unhexlify(text)


@lru_cache(maxsize=1024)
def parse_path(quoted: bytes) -> str:
    """The path that journal.quoted() was given. Raises ValueError for what it did not write, which
    the database might refuse, and with it everything else."""
    path = unquote(quoted.decode("ascii"))
    if journal.quoted(path).encode() != quoted:
        raise ValueError(quoted)
    return path
