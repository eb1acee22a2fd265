"""How long one search has worked, and whether it may go on."""

import time
from collections.abc import Callable


class ProcessorTime:
    """Seconds of processor time of this thread, since it was made. It is at most the time that has
    passed: until that reaches the limit, only the cheaper clock is read."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._limit = seconds
        self._passed_at = time.perf_counter()
        self._used_at = time.thread_time()

    def allow(self, share: float) -> None:
        """From now on so much of what is left by now may be used."""
        used = self._used(self._seconds)
        self._limit = used + (self._seconds - used) * share

    @property
    def is_over(self) -> bool:
        return self._used(self._limit) > self._limit

    def ends(self, share: float) -> Callable[[], bool]:
        """Whether such a share of what may be used by now has been used."""
        used = self._used(self._limit)
        limit = used + (self._limit - used) * share
        return lambda: self._used(limit) > limit

    def _used(self, limit: float) -> float:
        """What was used; at most `limit`, where no more is said than that it was not more."""
        passed = time.perf_counter() - self._passed_at
        return passed if passed <= limit else time.thread_time() - self._used_at
