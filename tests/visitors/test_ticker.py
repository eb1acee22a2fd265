"""The thread that adds the visits up: there when it is wanted, quiet when it is not."""

import os
import threading
from collections.abc import Callable

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from tests.support.server import PATIENCE_SECONDS
from visitors import latest_figures, ticker
from visitors.counter import counter
from visitors.figures import Figures
from visitors.ticker import Ticker


@pytest.fixture
def quick_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticker, "TICK_SECONDS", 0.001)


class Job:
    """Counts its runs, and lets a test wait for one; after the test it holds its thread."""

    def __init__(self) -> None:
        self.ran = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)

    def __call__(self) -> bool:
        self.ran.release()
        self.go_on.acquire()
        return True

    def wait(self) -> bool:
        return self.ran.acquire(timeout=PATIENCE_SECONDS)


def test_nothing_runs_before_it_is_asked_for() -> None:
    assert Ticker(Job()).thread is None


def test_asking_starts_one_thread_that_goes_on(quick_ticks: None) -> None:
    job = Job()
    tested = Ticker(job)
    for _ in range(20):
        tested.ask()
    for _ in range(3):
        assert job.wait()
        job.go_on.release()
    assert job.wait()
    assert [thread.daemon for thread in threading.enumerate() if thread is tested.thread] == [True]


def test_unasked_ticker_rests_and_asking_wakes_it(
    quick_ticks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job()
    tested = Ticker(job)
    rests = threading.Event()
    monkeypatch.setattr(ticker, "REST_AFTER_SECONDS", -1)
    monkeypatch.setattr(connections, "close_all", rests.set)
    tested.ask()
    assert job.wait()
    job.go_on.release()
    assert rests.wait(PATIENCE_SECONDS)
    assert not job.ran.acquire(timeout=0.05)
    tested.ask()
    assert job.wait()


@pytest.mark.parametrize(("works", "rests", "closed"), [(1, 0, 0), (0, 0, 1), (1, 1, 1)])
def test_connection_is_closed_after_a_failure_and_before_a_rest(
    monkeypatch: pytest.MonkeyPatch, works: int, rests: int, closed: int
) -> None:
    closings = []
    monkeypatch.setattr(connections, "close_all", lambda: closings.append(1))
    monkeypatch.setattr(ticker, "REST_AFTER_SECONDS", -1 if rests else 10**9)
    Ticker(lambda: bool(works)).run_once()
    assert len(closings) == closed


def test_forked_process_has_a_thread_of_its_own(
    quick_ticks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job()
    monkeypatch.setattr(counter, "refresh", job)
    counter.restart()
    counter.ticker.ask()
    assert job.wait()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        job.ran = threading.Semaphore(0)
        counter.ticker.ask()
        os.write(writing, b"1" if job.wait() else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"1"
    os.close(reading)
    os.close(writing)


class Hand:
    """A ticker whose rounds the test runs itself."""

    asked = 0

    def ask(self) -> None:
        self.asked += 1


@pytest.fixture
def own_ticker(monkeypatch: pytest.MonkeyPatch) -> Hand:
    own = Hand()
    monkeypatch.setattr(counter, "has_ticker", True)
    monkeypatch.setattr(counter, "ticker", own)
    monkeypatch.setattr(latest_figures, "WAIT_SECONDS", 0.01)
    return own


def test_page_asks_the_ticker_and_not_the_database(
    own_ticker: Hand, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert counter.figures() == Figures()
    assert own_ticker.asked == 1
    assert counter.refresh()
    with django_assert_num_queries(0):
        assert counter.figures() == Figures(0, 0, 0, 0, 0)


def test_page_waits_for_the_ticker_to_wake(
    own_ticker: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latest_figures, "WAIT_SECONDS", PATIENCE_SECONDS)
    known = Figures(1, 2, 3, 4, 5)

    def wake() -> None:
        counter.latest.figures = known
        counter.latest.tried()

    monkeypatch.setattr(own_ticker, "ask", threading.Thread(target=wake).start)
    assert counter.figures() == known


def test_only_the_first_page_waits_for_a_slow_database(
    own_ticker: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = []
    real_wait_for = counter.latest.changed.wait_for

    def wait_for(predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        waits.append(timeout)
        return real_wait_for(predicate, timeout)

    monkeypatch.setattr(counter.latest.changed, "wait_for", wait_for)
    for _ in range(5):
        assert counter.figures() == Figures()
    assert len(waits) == 1
