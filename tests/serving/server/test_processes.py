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
from tests.support.killing import pause
from tests.support.readers import Readers, views
from tests.support.server import PATIENCE_SECONDS, WORKERS, NotSentError, Site
from tests.support.visits import FIREFOX

CLIENTS = 6
STARTS = 4
CONNECTIONS = 20


@pytest.fixture
def paths(article: str) -> list[str]:
    return ["/", article, "/cach-tinh-luot-truy-cap/", f"{article}in/"]


def test_killed_worker_costs_a_second_try_and_no_count(site: Site, paths: list[str]) -> None:
    site.restart()
    before = views(site)
    with Readers(site, paths, CLIENTS) as load:
        for _ in range(3):
            load.wait_for(100)
            victim = site.workers().pop()
            os.kill(victim, signal.SIGKILL)
            load.wait_for(100)
            wait_for_workers(site, {victim})
    assert load.others == []
    site.restart()
    after = views(site)
    for path in paths:
        new = after[path] - before[path]
        assert load.answered[path] <= new <= load.answered[path] + load.cut_off[path], path


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
    with Readers(site, paths, CLIENTS) as load:
        for _ in range(2):
            old = site.workers()
            load.wait_for(50)
            site.send(signal.SIGHUP)
            wait_for_workers(site, old)
            load.wait_for(50)
    assert load.others == []
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
    before = views(site)
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
    after = views(site)
    for path in paths:
        assert answered[path] <= after[path] - before[path] <= answered[path] + 1
