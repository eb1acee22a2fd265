"""What one process has of the visit counter."""

import os
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings

from logs.once import LogOnce
from vietnamese import clock
from visitors.aggregation import Aggregator
from visitors.figures import Figures, figures_at
from visitors.journal import JournalWriter
from visitors.latest_figures import LatestFigures
from visitors.most_read import MostRead
from visitors.salts import Salts
from visitors.ticker import Ticker

SALT_AHEAD_SECONDS = 3600


class VisitCounter:
    """The journal that this process fills, the salts and figures that it knows, and the thread
    that keeps them fresh.

    A forked process begins anew; what is open is left to the parent.
    """

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self.has_ticker: bool = settings.VISITS_TICKER  # one look for all the views to come
        self.journal = JournalWriter(is_staged=self.has_ticker)
        self.salts = Salts()
        self.latest = LatestFigures()
        self.most_read = MostRead()
        self._last = Figures(), Figures()
        self.ticker = Ticker(self.refresh)
        self.counting_log = LogOnce("có lượt xem không đếm được")
        self._aggregator = Aggregator()
        self._aggregation_log = LogOnce("lượt truy cập chưa cộng được")
        self._reading_log = LogOnce("không đọc được số liệu truy cập")

    def restart(self) -> None:
        """Gives up the journal and forgets the rest, as if the process had just started."""
        self.journal.close()
        self._begin()

    def figures(self) -> Figures:
        """The figures for a page, at most 5 s old; after a failure the last known ones.

        No query: the ticker's thread asks the database. A page waits for it 1 s at most, and only
        where nobody has asked for a minute. With VISITS_TICKER off the asking is done here.
        """
        if not self.has_ticker:
            if self.latest.is_old():
                self.refresh()
            return self._filled(may_ask=True)
        self.ticker.ask()
        if self.latest.is_old():
            self.latest.wait()
        return self._filled(may_ask=False)

    def figures_without_waiting(self) -> Figures | None:
        """The figures, or None where it is worth to wait for them by figures(): not where the
        database or the disk is so slow that nobody knows when they come."""
        if not self.has_ticker:
            return None
        self.ticker.ask()
        if self.latest.is_old() and not self.latest.is_late():
            return None
        return self._filled(may_ask=False)

    def keep_fresh(self) -> None:
        """A view was written down: sees that the ticker will count it."""
        if self.has_ticker:
            self.ticker.ask()

    def refresh(self) -> bool:
        """Adds up and reads the figures; returns whether both worked. Raises nothing.

        What fails is logged once and leaves the figures as they are.
        """
        self.latest.begun()
        try:
            return attempt(self._add_up, self._aggregation_log) & attempt(
                self._read, self._reading_log
            )
        finally:
            self.latest.tried()

    def aggregate(self) -> int:
        """Counts what waits in this host's journals, see Aggregator.run()."""
        return self._aggregator.run()

    def _add_up(self) -> None:
        now = clock.now()
        self.journal.close_after_hour(now)
        self.journal.close_if_deleted()
        self.aggregate()
        # Tomorrow's salt is ready before the first reader after midnight.
        self.salts.get(clock.day_of(now + SALT_AHEAD_SECONDS))

    def _read(self) -> None:
        now = clock.now()
        self.latest.figures = figures_at(now)
        self.most_read.renew(now)
        self.most_read.html(may_ask=True)

    def _filled(self, may_ask: bool) -> Figures:
        """The latest figures with what is read most: the same object as before where nothing has
        changed, by which pages know what they were rendered with."""
        known, html = self.latest.figures, ""
        try:
            html = self.most_read.html(may_ask)
        except Exception as error:
            self._reading_log.failed(error)
        of, filled = self._last
        if known is not of or html is not filled.most_read:
            filled = replace(known, most_read=html)
            self._last = known, filled
        return filled


def attempt(work: Callable[[], object], log: LogOnce) -> bool:
    try:
        work()
    except Exception as error:
        log.failed(error)
        return False
    log.succeeded()
    return True


counter = VisitCounter()
