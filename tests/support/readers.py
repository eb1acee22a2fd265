"""Readers of a site that is running: who asks without a pause, and what they were answered."""

import itertools
import threading
import time
from collections import Counter
from http.client import HTTPException
from typing import Self

from tests.support.server import PATIENCE_SECONDS, NotSentError, Site
from tests.support.visits import FIREFOX

VIEWS = "SELECT path, SUM(views) FROM visitors_pageviews GROUP BY path"


class Readers:
    """Several at a time, each of whom asks for one page after another until the block ends."""

    def __init__(self, site: Site, paths: list[str], number: int = 3) -> None:
        self.answered: Counter[str] = Counter()  # with 200
        self.cut_off: Counter[str] = Counter()
        self.others: list[str] = []  # answers of another status
        self._site = site
        self._paths = itertools.cycle(paths)
        self._lock = threading.Lock()
        self._ends = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(number)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in self._threads)

    def wait_for(self, number: int) -> None:
        """Returns when so many more pages were shown."""
        wanted = self.answered.total() + number
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.answered.total() < wanted:
            assert time.monotonic() < deadline, (self.answered, self.cut_off, self.others)
            time.sleep(0.01)

    def _run(self) -> None:
        while not self._ends.is_set():
            with self._lock:
                path = next(self._paths)
            try:
                status = self._site.get(path, "203.0.113.1", FIREFOX)
            except (NotSentError, OSError, HTTPException):
                with self._lock:
                    self.cut_off[path] += 1
                continue
            with self._lock:
                if status == 200:
                    self.answered[path] += 1
                else:
                    self.others.append(f"{path} gave {status}")


def views(site: Site) -> Counter[str]:
    """Page views by address, as far as they are in the database."""
    return Counter({path: int(number) for path, number in site.query(VIEWS)})


def wait_for_views(site: Site, before: Counter[str], answered: Counter[str]) -> None:
    """Returns when each view that was answered is counted; fails where one more ever is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (counted := views(site) - before) != answered:
        assert counted <= answered, (counted, answered)
        assert time.monotonic() < deadline, (counted, answered, site.log.read_text())
        time.sleep(0.1)
