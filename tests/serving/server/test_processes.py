"""Workers that are killed, reloaded and stopped, under load: no answer and no count is lost."""

import itertools
import os
import signal
import threading
import time
from collections import Counter
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.serving.server.arrange import wait_for_workers
from tests.serving.server.wire import Wire, parse, read_all, request
from tests.support.server import PATIENCE_SECONDS, WORKERS, NotSentError, Site
from tests.support.visits import FIREFOX

CLIENTS = 6
STARTS = 4
CONNECTIONS = 20
VIEWS = "SELECT path, SUM(views) FROM visitors_pageviews GROUP BY path"


class Load:
    """Clients that ask without a pause; what is cut off is asked again."""

    def __init__(self, site: Site, paths: list[str]) -> None:
        self._site = site
        self._paths = itertools.cycle(paths)
        self._lock = threading.Lock()
        self._ends = threading.Event()
        self.answered: Counter[str] = Counter()
        self.cut_off: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._clients = [threading.Thread(target=self._run, daemon=True) for _ in range(CLIENTS)]

    def __enter__(self) -> "Load":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        for client in self._clients:
            client.join(PATIENCE_SECONDS)
        assert not any(client.is_alive() for client in self._clients)

    def wait_for_answers(self, number: int) -> None:
        """Returns when so many more requests are answered."""
        wanted = self.answered.total() + number
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.answered.total() < wanted:
            assert time.monotonic() < deadline, (self.answered, self.cut_off, self.wrong)
            time.sleep(0.01)

    def _run(self) -> None:
        while not self._ends.is_set():
            with self._lock:
                path = next(self._paths)
            self._ask(path)

    def _ask(self, path: str) -> None:
        while True:
            try:
                status = self._site.get(path, "203.0.113.1", FIREFOX)
            except (NotSentError, OSError, HTTPException):
                with self._lock:
                    self.cut_off[path] += 1
                continue
            with self._lock:
                self.answered[path] += 1
                if status != 200:
                    self.wrong.append(f"{path} gave {status}")
            return


@pytest.fixture
def paths(article: str) -> list[str]:
    return ["/", article, "/cach-tinh-luot-truy-cap/", f"{article}in/"]


def test_killed_worker_costs_a_second_try_and_no_count(site: Site, paths: list[str]) -> None:
    site.restart()
    before = Counter({path: int(views) for path, views in site.query(VIEWS)})
    with Load(site, paths) as load:
        for _ in range(3):
            load.wait_for_answers(100)
            victim = site.workers().pop()
            os.kill(victim, signal.SIGKILL)
            load.wait_for_answers(100)
            wait_for_workers(site, {victim})
    assert load.wrong == []
    site.restart()
    after = Counter({path: int(views) for path, views in site.query(VIEWS)})
    for path in paths:
        new = after[path] - before[path]
        assert load.answered[path] <= new <= load.answered[path] + load.cut_off[path], path


def pause(pid: int) -> None:
    """Returns when no thread of the process takes anything any more."""
    os.kill(pid, signal.SIGSTOP)
    threads = list(Path(f"/proc/{pid}/task").iterdir())
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(") T " in (thread / "stat").read_text() for thread in threads):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_waits_for_dying_workers_is_answered_by_their_successors(site: Site) -> None:
    """Each of them dies as soon as it is there: the master does not give up."""
    wire = Wire(site.port)
    wait_for_workers(site, set())
    victim = max(site.workers())
    for _ in range(3):
        others = site.workers() - {victim}
        pause(victim)
        waiting = [wire.connect() for _ in range(CONNECTIONS)]
        for connection in waiting:
            connection.sendall(request("GET /up HTTP/1.1", "Host: localhost", "Connection: close"))
        os.kill(victim, signal.SIGKILL)
        for connection in waiting:
            with connection:
                assert parse(read_all(connection)).status == 200
        wait_for_workers(site, {victim})
        [victim] = site.workers() - others


def test_reload_loses_no_request(site: Site, paths: list[str]) -> None:
    with Load(site, paths) as load:
        for _ in range(2):
            old = site.workers()
            load.wait_for_answers(50)
            site.send(signal.SIGHUP)
            wait_for_workers(site, old)
            load.wait_for_answers(50)
    assert load.wrong == []
    assert load.cut_off == {}
    assert "panic" not in site.log.read_text()


def is_running(pid: int) -> bool:
    """A process that has ended stays in the list until its parent, or init, has asked after it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def test_server_starts_and_stops_time_after_time(site: Site) -> None:
    for _ in range(STARTS):
        workers = site.workers()
        assert len(workers) == WORKERS
        assert site.stop() == 0
        assert not any(map(is_running, workers))
        site.start()
        wait_for_workers(site, workers)
    log = site.log.read_text()
    assert "Traceback" not in log
    assert "panic" not in log


def test_stop_answers_what_is_under_way(site: Site, paths: list[str]) -> None:
    """And views that were answered are counted after the next start."""
    site.restart()
    before = Counter({path: int(views) for path, views in site.query(VIEWS)})
    answered: Counter[str] = Counter()

    def read() -> None:
        for path in itertools.cycle(paths):
            try:
                assert site.get(path, "203.0.113.1", FIREFOX) == 200
            except (NotSentError, OSError, HTTPException):
                return
            answered[path] += 1

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    while answered.total() < 50:
        assert reader.is_alive()
        time.sleep(0.01)
    assert site.stop() == 0
    reader.join(PATIENCE_SECONDS)
    site.start()
    site.restart()
    after = Counter({path: int(views) for path, views in site.query(VIEWS)})
    for path in paths:
        assert answered[path] <= after[path] - before[path] <= answered[path] + 1
