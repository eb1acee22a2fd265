"""Moves views from the journals into the figures."""

import datetime
import fcntl
import heapq
import itertools
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from django.db import transaction

from vietnamese import clock
from visitors import bulk_sql, journal, ledger, readers, secure_delete, staging
from visitors.journal_reader import (
    JournalSecond,
    has_unread_lines,
    read_seconds,
    remove_if_finished,
)
from visitors.models import (
    BotViews,
    DailyVisits,
    DaySalt,
    JournalOffset,
    LateViews,
    PageViews,
    Reader,
)
from visitors.visit_rule import VisitorState
from visitors.writer_lock import lock_writers

WAIT_SECONDS = 1
POLL_SECONDS = 0.01
BATCH_SIZE = 50_000  # in one transaction; each reader of it is read and written once


class Aggregator:
    """Moves views for one process, which knows when it last closed days."""

    def __init__(self) -> None:
        self._closed_on: datetime.date | None = None

    def run(self) -> int:
        """Counts every view that waits in this host's journals; returns how many there were.

        Each batch and the journals' new offsets are one transaction, so a crash neither loses a
        view nor counts it twice. One process of a host at a time: 0 where another one comes to no
        end. 1 query where nothing waits, about 10 for a batch. Closes the days that are due.
        """
        with host_lock() as is_mine:
            if not is_mine:
                return 0
            staging.recover(journal.folder())
            names = journal.names()
            offsets = offsets_of(names)
            moved = 0
            while any(has_unread_lines(name, offsets.get(name, 0)) for name in names):
                batch = count_batch(names)
                moved += batch.views
                if batch.is_late():
                    self._closed_on = None
                offsets = offsets_of(names)
                if batch.views < BATCH_SIZE:
                    break  # what has come meanwhile is for the next round
            for name in names:
                if remove_if_finished(name, offsets.get(name, 0)):
                    JournalOffset.objects.filter(name=name).delete()
            self._close_days()
            return moved

    def _close_days(self) -> None:
        """Once a day per process, and again after late views."""
        today = clock.day_of(clock.now())
        if self._closed_on != today and close_days_before(today - clock.ONE_DAY):
            self._closed_on = today


@contextmanager
def host_lock() -> Iterator[bool]:
    """Holds this host's lock; False where another thread or process has it all the while that
    this one waits, WAIT_SECONDS at most: what it adds up is wanted by whoever reads the figures."""
    file = os.open(journal.folder() / "tally.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while not (is_mine := journal.try_lock(file, fcntl.LOCK_EX)):
            if time.monotonic() > deadline:
                break
            time.sleep(POLL_SECONDS)
        yield is_mine
    finally:
        os.close(file)


def recover() -> None:
    """Writes to the disk what processes that were killed had still in memory. What cannot be
    written just now is for the next run()."""
    with suppress(OSError), host_lock() as is_mine:
        if is_mine:
            staging.recover(journal.folder())


def offsets_of(names: list[str]) -> dict[str, int]:
    """Bytes of each journal that are counted; a journal not met before is absent."""
    if not names:
        return {}
    return dict(JournalOffset.objects.filter(name__in=names).values_list("name", "offset"))


class Batch:
    """What a number of views come to, by the visit rule."""

    def __init__(self) -> None:
        self.views = 0
        self.now = clock.now()
        self.states: defaultdict[datetime.date, dict[bytes, VisitorState]] = defaultdict(dict)
        self.visits: Counter[datetime.date] = Counter()
        self.page_views: defaultdict[datetime.date, Counter[str]] = defaultdict(Counter)
        self.bots: Counter[datetime.date] = Counter()

    def add(self, second: JournalSecond) -> None:
        """1 query for each 500 readers not met before. A reader's second view in the same second
        is a page view like the first, and else changes nothing."""
        day = second.day
        if second.bots:
            self.bots[day] += second.bots
        if second.page_views:
            self.page_views[day].update(second.page_views)
            self.visits[day] += self.visits_of(second)
        self.views += second.bots + sum(second.page_views.values())

    def visits_of(self, second: JournalSecond) -> int:
        """How many visits begin."""
        states = self.states[second.day]
        if missing := second.readers.keys() - states.keys():
            states.update(readers.load(second.day, missing))
        visits = 0
        for key, yesterday_key in second.readers.items():
            state = states[key]
            visits += state.record_view(second.moment, self.now)
            if yesterday_key:
                state.yesterday_key = yesterday_key
        return visits

    def is_late(self) -> bool:
        """Whether views are of a day that may be closed: their keys may not stay until tomorrow,
        and their day may be due."""
        yesterday = clock.day_of(clock.now()) - clock.ONE_DAY
        return any(day < yesterday for day in self.page_views)

    def save(self) -> None:
        """Adds to the rows of readers, days and pages; no seal closes those of programs."""
        for day, states in self.states.items():
            readers.save(day, states)
        add_to_days(self.visits, {day: pages.total() for day, pages in self.page_views.items()})
        by_page = [(day, *page) for day, pages in self.page_views.items() for page in pages.items()]
        bulk_sql.increment(PageViews, ["day", "path"], ["views"], by_page)
        bulk_sql.increment(BotViews, ["day"], ["views"], self.bots.items())


@transaction.atomic
def count_batch(names: list[str]) -> Batch:
    """Counts BATCH_SIZE views and the rest of a second, the earliest first."""
    lock_writers()
    offsets = offsets_of(names)
    batch = Batch()
    for name, second in in_order(dict.fromkeys(names, 0) | offsets):
        batch.add(second)
        offsets[name] = second.end
        if batch.views >= BATCH_SIZE:
            break
    batch.save()
    bulk_sql.upsert(JournalOffset, ["name"], ["offset"], offsets.items())
    return batch


def in_order(offsets: Mapping[str, int]) -> Iterator[tuple[str, JournalSecond]]:
    """What several writers saw in the order of time, each second with the name of its journal.

    What one of them saw keeps its own order. A view in the future comes first: it was seen before
    the clock was put back, and after the others it would look like a return after a long time.
    """
    now = clock.now()

    def seen_by(names: list[str]) -> Iterator[tuple[str, JournalSecond]]:
        for name in names:
            for second in read_seconds(name, offsets[name]):
                yield name, second

    def seen_at(named: tuple[str, JournalSecond]) -> tuple[bool, int]:
        moment = named[1].moment
        return moment <= now, moment

    writers = itertools.groupby(sorted(offsets), journal.writer_of)
    return heapq.merge(*[seen_by(list(names)) for _, names in writers], key=seen_at)


def add_to_days(
    visits: Mapping[datetime.date, int], page_views: Mapping[datetime.date, int]
) -> None:
    """Adds to the days' rows; what comes after a day's seal to those of late views."""
    late = ledger.late_among(page_views)
    for model, days in ((DailyVisits, page_views.keys() - late), (LateViews, late)):
        rows = [(day, visits[day], page_views[day]) for day in sorted(days)]
        bulk_sql.increment(model, ["day"], ["visits", "page_views"], rows)


def close_days_before(day: datetime.date) -> bool:
    """Deletes the keys and salts of the days before `day` and seals what was counted on them;
    False where the deleted rows may still lie on the disk."""
    for model in (Reader, DaySalt):
        model.objects.filter(day__lt=day).delete()
    delete_keys_to_come(day + clock.ONE_DAY)
    ledger.seal_days_before(day)
    return secure_delete.erase_deleted()


def delete_keys_to_come(today: datetime.date) -> None:
    """Those that a clock which ran ahead has left, and which would stay until that day: once this
    clock has counted for two days, so that one that goes wrong for an hour takes nobody's key.
    1 query, 3 where it has."""
    if DaySalt.objects.filter(day__in=[today - clock.ONE_DAY, today]).count() == 2:
        for model in (Reader, DaySalt):
            model.objects.filter(day__gt=today + clock.ONE_DAY).delete()
