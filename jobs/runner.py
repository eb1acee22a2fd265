"""The process that does the jobs. Of all processes and hosts of a site one has the lock."""

import logging
import time
from collections.abc import Callable

from django.db import Error, connection
from django.utils import timezone

from jobs.calendar import Calendar
from jobs.failures import tell_of
from jobs.models import Job
from jobs.process import JobProcess
from jobs.registry import find
from locks.site_lock import SiteLock, Take

LOCK = SiteLock(key=int.from_bytes(b"chibojob"), file="jobs.lock")
LOOK_SECONDS = 2.0
STEP_SECONDS = 0.2
LOOK_AT_LOCK_SECONDS = 10.0
AFTER_ERROR_SECONDS = 5
# Two, so that a short job need not wait for a long one; never two of one name.
MOST_AT_ONCE = 2
UNKNOWN = "Phiên bản này của chương trình không có công việc “{name}”."

logger = logging.getLogger(__name__)


class LockLost(Exception):
    """Another process has it, as after the database was started anew."""


class Runner:
    """`is_wanted` is asked all the time, at least once a second: False ends the runner, and with
    it what is under way, which begins anew with the next one. `watch` is called every few seconds,
    also where the database does not answer or another process does the jobs."""

    def __init__(
        self,
        is_wanted: Callable[[], bool] = lambda: True,
        watch: Callable[[], None] = lambda: None,
    ) -> None:
        self._is_wanted = is_wanted
        self._watch = watch
        self._running: list[JobProcess] = []

    def run(self) -> None:
        """Until it is not wanted. An error of the database is logged, and tried again."""
        while self._is_wanted():
            try:
                with LOCK.opened(connection) as take:
                    self._wait_for_lock(take)
                    self._work(take)
            except (Error, LockLost, OSError) as error:
                logger.error("việc nền: %s: %s", type(error).__name__, error)
                self.pause(AFTER_ERROR_SECONDS)
            except Exception:  # the server would start this process anew, time after time
                logger.exception("việc nền")
                self.pause(AFTER_ERROR_SECONDS)
            finally:
                connection.close()

    def run_once(self) -> bool:
        """All that is due now, then returns; False where another process has the lock. Raises what
        the database raises."""
        with LOCK.opened(connection) as take:
            if not take():
                return False
            self._begin()
            try:
                while self._is_wanted() and self._step():
                    time.sleep(STEP_SECONDS)
            finally:
                self._kill_all()
            return True

    def _wait_for_lock(self, take: Take) -> None:
        while self._is_wanted() and not take():
            self.pause(LOOK_SECONDS)

    def _work(self, take: Take) -> None:
        self._begin()
        look_at_lock = time.monotonic() + LOOK_AT_LOCK_SECONDS
        try:
            while self._is_wanted():
                if time.monotonic() > look_at_lock:
                    look_at_lock = time.monotonic() + LOOK_AT_LOCK_SECONDS
                    if not take():
                        raise LockLost
                is_busy = self._step()
                self.pause(STEP_SECONDS if is_busy else LOOK_SECONDS)
        finally:
            self._kill_all()

    def _begin(self) -> None:
        for job in Job.objects.all().begin_anew():
            tell_of(job)
        self._calendar = Calendar()

    def _step(self) -> bool:
        """Begins what is due and looks after what is under way; whether anything is."""
        self._running = [each for each in self._running if not self._has_ended(each)]
        self._calendar.enqueue_due()
        while len(self._running) < MOST_AT_ONCE and (job := self._next()):
            if known := find(job.name):
                job.start()
                self._running.append(JobProcess(job, known))
            else:
                job.set_aside(UNKNOWN.format(name=job.name))
                tell_of(job)
        return bool(self._running)

    def _has_ended(self, process: JobProcess) -> bool:
        if is_over := process.has_ended():
            tell_of(process.job)
            Job.objects.all().prune()
        return is_over

    def _next(self) -> Job | None:
        """1 query."""
        names = {each.job.name for each in self._running}
        return Job.objects.due(timezone.now()).exclude(name__in=names).order_by("pk").first()

    def _kill_all(self) -> None:
        while self._running:
            self._running.pop().kill()

    def pause(self, seconds: float) -> None:
        """Shorter where it is wanted no more."""
        self._watch()
        end = time.monotonic() + seconds
        while self._is_wanted() and (left := end - time.monotonic()) > 0:
            time.sleep(min(STEP_SECONDS, left))
