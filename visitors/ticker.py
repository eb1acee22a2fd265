"""A thread that does one job every three seconds while somebody wants it done."""

import threading
import time
from collections.abc import Callable

from django.db import connections

TICK_SECONDS = 3
REST_AFTER_SECONDS = 60
REST_SECONDS = 3600


class Ticker:
    """Runs `job` in a daemon thread of its own, which begins at the first ask().

    The job returns whether its database works, and raises nothing. It runs every 3 s until nobody
    has asked for a minute, then every hour, without a database connection in between. A thread does
    not outlive a fork: the new process has a ticker of its own.
    """

    def __init__(self, job: Callable[[], bool]) -> None:
        self._job = job
        self._asked_at = 0.0
        self._rests = False
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self.thread: threading.Thread | None = None

    def ask(self) -> None:
        """Says that the job's results are wanted; wakes the thread where it rests."""
        self._asked_at = time.monotonic()
        if self.thread is None:
            self._start_thread()
        elif self._rests:
            self._wake.set()

    def _start_thread(self) -> None:
        with self._lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="visits", daemon=True)
                self.thread.start()

    def _run(self) -> None:
        try:
            while True:
                self.run_once()
                self._wake.wait(REST_SECONDS if self._rests else TICK_SECONDS)
                self._wake.clear()
        finally:
            self.thread = None

    def run_once(self) -> None:
        works = self._job()
        # Rest first and look then: an ask() in between finds the thread at rest and wakes it.
        self._rests = True
        self._rests = time.monotonic() - self._asked_at > REST_AFTER_SECONDS
        if self._rests or not works:
            connections.close_all()
