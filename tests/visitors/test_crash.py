"""`kill -9` of every server process in the middle of a load: the figures equal the answers."""

import datetime
import random
import threading
from collections import Counter
from http.client import HTTPException

import pytest
import time_machine

from tests.support.processes import start_process
from tests.support.server import PATIENCE_SECONDS, NotSentError, Site
from tests.support.visits import (
    FIREFOX,
    bots_by_day,
    make_bot_view,
    make_view,
    moment,
    visits_by_day,
    write,
)
from vietnamese import clock
from visitors import aggregation, journal
from visitors.counter import counter
from visitors.models import PageViews

ROUNDS = 10
CLIENTS = 6
MOST_REQUESTS = 300  # of all clients together, in a round
READERS = 400
AGENTS = [
    FIREFOX,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
]
MISSING = "/khong-co-trang-nay/"


class Books:
    """What the clients know: which views were answered, and which were cut off.

    Views of a day and a reader are one visit, as no run lasts 30 minutes. A view that was cut off,
    or that was under way at midnight, only may be one of that day.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.wrong: list[str] = []
        self.sure: set[tuple[datetime.date, int]] = set()
        self.possible: set[tuple[datetime.date, int]] = set()
        self.new_round(kill_after=0)

    def new_round(self, kill_after: int) -> None:
        self.requests = 0
        self.kill_after = kill_after
        self.time_to_kill = threading.Event()
        self.answered: Counter[str] = Counter()
        self.cut_off: Counter[str] = Counter()

    def may_send(self) -> bool:
        with self.lock:
            self.requests += 1
            return self.requests <= MOST_REQUESTS

    def note(self, path: str, reader: int, sent: int, status: int | None) -> None:
        """Takes in one request, sent at a unix time; its status is None where it was cut off."""
        days = {clock.day_of(sent), clock.day_of(clock.now())}
        with self.lock:
            if status not in (404 if path == MISSING else 200, None):
                self.wrong.append(f"{path} gave {status}")
            if path == MISSING:
                return
            self.possible |= {(day, reader) for day in days}
            if status is None:
                self.cut_off[path] += 1
                return
            self.answered[path] += 1
            if len(days) == 1:
                self.sure |= {(day, reader) for day in days}
            if self.answered.total() >= self.kill_after:
                self.time_to_kill.set()


@pytest.fixture
def article_path(site: Site) -> str:
    make = "from tests.support.factories import *; print(make_article().get_absolute_url())"
    return site.manage("shell", "--verbosity=0", "--command", make).strip()


def address_of(reader: int, rng: random.Random) -> str:
    """Half of the readers change their IPv6 address within their network at every request."""
    if reader % 2:
        return f"2001:db8:0:{reader:x}::{rng.randrange(1, 65536):x}"
    return f"203.0.{reader // 256}.{reader % 256}"


def read_until_cut_off(site: Site, books: Books, paths: list[str], seed: int) -> None:
    """One client after another, for as long as the server is there."""
    rng = random.Random(seed)
    while books.may_send():
        path, reader, sent = rng.choice(paths), rng.randrange(READERS), clock.now()
        try:
            status = site.get(path, address_of(reader, rng), AGENTS[reader % len(AGENTS)])
        except NotSentError:
            return
        except (OSError, HTTPException):
            books.note(path, reader, sent, None)
            return
        books.note(path, reader, sent, status)


def load_and_kill(site: Site, books: Books, paths: list[str], rng: random.Random) -> None:
    books.new_round(kill_after=rng.randrange(20, 180))
    clients = [
        threading.Thread(
            target=read_until_cut_off, args=(site, books, paths, rng.randrange(2**32)), daemon=True
        )
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    in_time = books.time_to_kill.wait(PATIENCE_SECONDS)
    site.kill()
    for client in clients:
        client.join(PATIENCE_SECONDS)
    assert in_time
    assert not any(client.is_alive() for client in clients)


def counted(site: Site) -> Counter[str]:
    """Page views by address, checked against the days' own sum."""
    rows = site.query("SELECT path, SUM(views) FROM visitors_pageviews GROUP BY path")
    pages = Counter({path: int(views) for path, views in rows})
    [(days,)] = site.query("SELECT SUM(page_views) FROM visitors_dailyvisits")
    assert pages.total() == int(days or 0)
    return pages


def test_ten_kills_under_load_lose_no_view_and_double_none(site: Site, article_path: str) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)  # pytest shows it with a failure
    rng = random.Random(seed)
    paths = [article_path, article_path, "/", "/cach-tinh-luot-truy-cap/", MISSING]
    books = Books()
    before: Counter[str] = Counter()
    for number in range(ROUNDS):
        load_and_kill(site, books, paths, rng)
        site.restart()
        after = counted(site)
        assert books.wrong == [], f"round {number}"
        assert set(after) <= set(paths) - {MISSING}
        for path in paths:
            new, answered = after[path] - before[path], books.answered[path]
            assert answered <= new <= answered + books.cut_off[path], f"round {number}: {path}"
        [(visits,)] = site.query("SELECT SUM(visits) FROM visitors_dailyvisits")
        assert len(books.sure) <= visits <= len(books.possible), f"round {number}"
        before = after
    log = site.log.read_text()
    assert not any(secret in log for secret in ["203.0.", "2001:db8", "Mozilla", "Firefox"]), log


def test_ten_kills_in_the_middle_of_adding_up_lose_no_view_and_double_none(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)
    rng = random.Random(seed)
    monkeypatch.setattr(aggregation, "BATCH_SIZE", 20)
    with time_machine.travel(moment("2026-11-23 12:00"), tick=True):
        for number in range(4):
            write(
                *[
                    record
                    for index in range(500)
                    for when in [f"2026-11-23 11:00:{index // 10:02}"]
                    for record in (
                        make_view(when, key=bytes([number, index % 150]) * 8),
                        make_bot_view(when),
                    )
                ]
            )
        for _ in range(10):
            process = start_process(counter.aggregate)
            process.join(rng.uniform(0, 0.2))
            process.kill()
            process.join()
        counter.aggregate()
    assert journal.names() == []
    assert visits_by_day() == {"2026-11-23": (600, 2000)}
    assert PageViews.objects.get().views == 2000
    assert bots_by_day() == {"2026-11-23": 2000}
