"""Many requests at the same time, over several processes: each is counted once, in its day."""

import threading
from collections.abc import Callable
from multiprocessing.synchronize import Barrier

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from tests.support.processes import fork, start_process, wait_for
from tests.support.server import PATIENCE_SECONDS, Site
from tests.support.visits import FIREFOX, moment, read_at, visits_by_day
from vietnamese import clock
from visitors.counter import counter

PAGE = "/cach-tinh-luot-truy-cap/"
PROCESSES = 10
THREADS = 5
SUNDAY, MONDAY, TUESDAY = "2026-11-22", "2026-11-23", "2026-11-24"

AddressOf = Callable[[int], str]


def in_parallel(number: int, job: Callable[[int], object]) -> None:
    """Runs job(0) … job(number - 1), each in a thread, all of them let go at once."""
    together = threading.Barrier(number)
    done = []

    def run(index: int) -> None:
        together.wait(PATIENCE_SECONDS)
        job(index)
        done.append(index)

    threads = [threading.Thread(target=run, args=(index,), daemon=True) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(done) == list(range(number))


def added_by(site: Site, address_of: AddressOf) -> tuple[int, int]:
    """(visits, page views) that 200 parallel requests add, the n-th from address_of(n)."""
    sums = "SELECT COALESCE(SUM(visits), 0), COALESCE(SUM(page_views), 0) FROM visitors_dailyvisits"
    [before] = site.query(sums)
    statuses = []
    in_parallel(200, lambda number: statuses.append(site.get(PAGE, address_of(number), FIREFOX)))
    assert statuses == [200] * 200
    site.restart()
    [after] = site.query(sums)
    return int(after[0] - before[0]), int(after[1] - before[1])


def test_200_parallel_requests_of_one_reader_are_one_visit(site: Site) -> None:
    first = clock.day_of(clock.now())
    visits, page_views = added_by(site, lambda number: "203.0.113.1")
    is_one_day = first == clock.day_of(clock.now())
    assert page_views == 200
    assert visits == 1 or (visits == 2 and not is_one_day)


def test_200_parallel_requests_of_200_readers_are_200_visits(site: Site) -> None:
    assert added_by(site, lambda number: f"198.18.0.{number}") == (200, 200)


@pytest.fixture
def small_site(settings: Settings, transactional_db: None) -> None:
    settings.ROOT_URLCONF = "tests.visitors.pages"
    settings.MIDDLEWARE = ["visitors.middleware.VisitCounterMiddleware"]


def read_in_threads(
    times: list[str], together: Barrier, address_of: AddressOf, process: int
) -> None:
    """One process: its clock stands at one of the times, its threads each ask for a page."""

    def read(thread: int) -> None:
        reader = Client(
            headers={"user-agent": FIREFOX},
            REMOTE_ADDR=address_of(process // len(times) * THREADS + thread),
        )
        together.wait(PATIENCE_SECONDS)
        assert reader.get("/").status_code == 200

    with time_machine.travel(moment(times[process % len(times)]), tick=False):
        in_parallel(THREADS, read)


def read_at_once(times: list[str], address_of: AddressOf) -> None:
    """50 requests at once from ten processes, whose clocks stand at the times in turn.

    The n-th request of each time comes from address_of(n). Each process adds up as it goes. Before
    them a server ran all day, as one does: the first day has its salt.
    """
    with time_machine.travel(moment(times[0]) - 3600, tick=False):
        counter.refresh()
    counter.restart()
    together = fork.Barrier(PROCESSES * THREADS)
    wait_for(
        [
            start_process(read_in_threads, times, together, address_of, process)
            for process in range(PROCESSES)
        ]
    )


def one_reader(number: int) -> str:
    return "203.0.113.1"


def many_readers(number: int) -> str:
    return f"203.0.113.{number}"


@pytest.mark.parametrize(("address_of", "visits"), [(one_reader, 1), (many_readers, 25)])
def test_50_parallel_requests_across_midnight_each_count_in_their_day(
    small_site: None, address_of: AddressOf, visits: int
) -> None:
    read_at_once([f"{MONDAY} 23:59:59", f"{TUESDAY} 00:00:00"], address_of)
    with time_machine.travel(moment(f"{TUESDAY} 00:00:01"), tick=False) as traveller:
        shown = read_at(traveller, f"{TUESDAY} 00:00:01")
    assert visits_by_day() == {MONDAY: (visits, 25), TUESDAY: (visits, 25)}
    assert (shown.today, shown.this_week, shown.total) == (visits, 2 * visits, 2 * visits)
    assert shown.online == visits  # each under two keys


@pytest.mark.parametrize(("address_of", "visits"), [(one_reader, 1), (many_readers, 25)])
def test_50_parallel_requests_from_sunday_to_monday_each_count_in_their_week(
    small_site: None, address_of: AddressOf, visits: int
) -> None:
    read_at_once([f"{SUNDAY} 23:59:59", f"{MONDAY} 00:00:00"], address_of)
    with time_machine.travel(moment(f"{MONDAY} 00:00:01"), tick=False) as traveller:
        shown = read_at(traveller, f"{MONDAY} 00:00:01")
    assert visits_by_day() == {SUNDAY: (visits, 25), MONDAY: (visits, 25)}
    assert (shown.today, shown.this_week, shown.total) == (visits, visits, 2 * visits)
    assert shown.online == visits
