"""Plain functions that arrange the visit counter's tests."""

import datetime
from collections import Counter
from typing import NamedTuple

from time_machine import Traveller

from vietnamese import clock
from visitors import counting, journal
from visitors.counter import counter
from visitors.figures import Figures
from visitors.journal_reader import read_seconds
from visitors.latest_figures import LatestFigures
from visitors.models import BotViews, DailyVisits

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
MONDAY = "2026-11-23"


def moment(text: str) -> int:
    """The unix time of "2026-11-23 10:00" or "2026-11-23 10:00:00" in Vietnam."""
    local = datetime.datetime.fromisoformat(text)
    return int(local.replace(tzinfo=clock.VIETNAM).timestamp())


def see(
    traveller: Traveller, when: str | int, reader: str = "203.0.113.1", path: str = "/"
) -> None:
    """Counts a view of `reader` at a Vietnamese time or unix time."""
    traveller.move_to(moment(when) if isinstance(when, str) else when)
    counting.count_view(reader, FIREFOX, path)


def read_at(traveller: Traveller, when: str | int) -> Figures:
    """The figures that a page shows at that time."""
    traveller.move_to(moment(when) if isinstance(when, str) else when)
    counter.latest = LatestFigures()
    return counter.figures()


class View(NamedTuple):
    """One view of a reader, as a journal gets it."""

    day: datetime.date
    moment: int
    key: bytes
    yesterday_key: bytes | None
    path: str

    def line(self) -> bytes:
        return journal.view_line(*self)


class BotView(NamedTuple):
    """A page that a program was shown."""

    day: datetime.date
    moment: int

    def line(self) -> bytes:
        return journal.bot_line(*self)


def make_view(
    when: str | int,
    key: bytes = b"k" * 16,
    *,
    path: str = "/",
    yesterday_key: bytes | None = None,
) -> View:
    at = moment(when) if isinstance(when, str) else when
    return View(clock.day_of(at), at, key, yesterday_key, path)


def make_bot_view(when: str) -> BotView:
    at = moment(when)
    return BotView(clock.day_of(at), at)


def note(view: View | BotView, writer: journal.JournalWriter | None = None) -> None:
    """Writes the view into the journal of this process, or of another."""
    (writer or counter.journal).append(view.moment, view.line())


def written(name: str) -> dict[str, int]:
    """The page views that stand in a journal: {"/": 2}."""
    found: Counter[str] = Counter()
    for second in read_seconds(name, 0):
        found.update(second.page_views)
    return found


def write(*views: View | BotView) -> None:
    """Writes a journal of a process that is gone."""
    writer = journal.JournalWriter()
    for view in views:
        note(view, writer)
    writer.close()


def visits_by_day() -> dict[str, tuple[int, int]]:
    """{"2026-11-23": (visits, page views)}"""
    return {str(row.day): (row.visits, row.page_views) for row in DailyVisits.objects.all()}


def bots_by_day() -> dict[str, int]:
    """{"2026-11-23": pages shown to programs}"""
    return {str(row.day): row.views for row in BotViews.objects.all()}
