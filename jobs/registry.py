"""What can be done in the background, as the code declares it.

    @background_job("self_check", "Tự kiểm tra hằng ngày", schedule=daily("03:20"))
    def self_check(progress: Progress) -> None: ...

    self_check.enqueue()

in a module `jobs` of an app. A job runs at least once, and anew from its beginning after a crash:
what it does twice must come to the same.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jobs.labels import call
from jobs.models import Job
from jobs.schedules import Schedule

ONE_HOUR = datetime.timedelta(hours=1)


class JobFailed(Exception):
    """Raised by a job that cannot go on; its message is a sentence in Vietnamese for whoever
    administers the site."""


@dataclass(frozen=True)
class BackgroundJob:
    """`function` gets a Progress and the arguments; after `limit` it is ended, and has failed."""

    name: str
    label: str
    function: Callable[..., None]
    limit: datetime.timedelta = ONE_HOUR
    schedule: Schedule | None = None

    def enqueue(self, due_at: datetime.datetime | None = None, **arguments: Any) -> Job:
        """To be done at once, or at a moment; with the caller's transaction (1 query). The
        arguments are what JSON can hold."""
        return Job.objects.create(name=self.name, arguments=arguments, due_at=due_at)

    def is_unfinished(self) -> bool:
        """Whether one waits or is under way (1 query)."""
        unfinished = [Job.State.WAITING, Job.State.RUNNING]
        return Job.objects.filter(name=self.name, state__in=unfinished).exists()


_jobs: dict[str, BackgroundJob] = {}


def background_job(
    name: str,
    label: str,
    *,
    limit: datetime.timedelta = ONE_HOUR,
    schedule: Schedule | None = None,
) -> Callable[[Callable[..., None]], BackgroundJob]:
    """Registers the function under a name that stays, since rows hold it; `label` is what people
    read. Raises ValueError where the name is taken."""

    def register(function: Callable[..., None]) -> BackgroundJob:
        if name in _jobs:
            raise ValueError(f"there are two jobs {name!r}")
        call(name, label)
        _jobs[name] = BackgroundJob(name, label, function, limit, schedule)
        return _jobs[name]

    return register


def find(name: str) -> BackgroundJob | None:
    """None where this version of the program has no such job: another one has put it there."""
    return _jobs.get(name)


def scheduled() -> list[tuple[BackgroundJob, Schedule]]:
    """All that are due by themselves, each with when."""
    return [(each, each.schedule) for each in _jobs.values() if each.schedule]
