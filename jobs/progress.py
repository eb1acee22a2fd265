"""How far a job has come, for whoever looks at the page."""

import time
from typing import Protocol

from jobs.models import Job

EVERY_SECONDS = 1


class Report(Protocol):
    """What work that may also be done by hand calls to say how far it is."""

    def __call__(self, done: int, total: int, sentence: str = "") -> None: ...


class Progress:
    """Handed to a job, which calls it as often as it likes: a row is written once a second.

    Inside a transaction of the job nobody sees it before the end.
    """

    def __init__(self, job_pk: int) -> None:
        self._rows = Job.objects.filter(pk=job_pk)
        self._written = float("-inf")

    def __call__(self, done: int, total: int, sentence: str = "") -> None:
        """So many of so many are done; 0 as total where nobody knows. `sentence` is Vietnamese."""
        now = time.monotonic()
        if done >= total > 0 or now - self._written >= EVERY_SECONDS:
            self._written = now
            self._rows.update(done=done, total=total, progress=sentence[:300])
