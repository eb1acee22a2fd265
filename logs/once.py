"""One line for a fault, however many requests meet it."""

import logging
import threading

logger = logging.getLogger("logs")


class LogOnce:
    """One thing that may fail: the first failure is logged, the next are not, its end is."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._failures = 0
        self._lock = threading.Lock()

    def failed(self, error: Exception) -> None:
        """Only the message's first line is logged: PostgreSQL puts the row's values below it."""
        with self._lock:
            self._failures += 1
            is_first = self._failures == 1
        if is_first:
            reason = "".join(str(error).splitlines()[:1])
            logger.error("%s: %s: %s", self._what, type(error).__name__, reason)

    @property
    def is_under_way(self) -> bool:
        return self._failures > 0

    def succeeded(self) -> None:
        """It works. Costs nothing where it worked before."""
        if self._failures:
            with self._lock:
                failures, self._failures = self._failures, 0
            logger.warning("%s: đã hết, sau %d lần", self._what, failures)
