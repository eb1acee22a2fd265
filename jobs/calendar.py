"""Puts scheduled jobs into the table when they are due, whatever the clock does meanwhile."""

import datetime

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, LastDue
from jobs.registry import BackgroundJob, scheduled


class Calendar:
    """The last due moments, read once: whoever has the runner's lock alone writes them."""

    def __init__(self) -> None:
        self._last = dict(LastDue.objects.values_list("name", "due_at"))

    def enqueue_due(self) -> None:
        """Once for all that was missed; no query where nothing is due, 4 for each that is. A
        schedule that is new has missed nothing: it begins with its next moment.

        A last moment more than a period ahead was written while the clock was wrong: it counts for
        nothing. One a little ahead is another host's clock.
        """
        now = timezone.now()
        for each, schedule in scheduled():
            due, last = schedule.latest(now), self._last.get(each.name)
            if last is None:
                self._note(each, due)
            elif due > last or last > now + schedule.period:
                self._enqueue(each, due)

    @transaction.atomic
    def _enqueue(self, each: BackgroundJob, due: datetime.datetime) -> None:
        """One row at a time: what waits already will do, and what was set aside gets a new try."""
        unfinished = Job.objects.exclude(state=Job.State.DONE)
        there = unfinished.filter(name=each.name, arguments={}).first()
        if there is None:
            each.enqueue()
        elif there.state == Job.State.SET_ASIDE:
            there.retry()
        self._note(each, due)

    def _note(self, each: BackgroundJob, due: datetime.datetime) -> None:
        LastDue.objects.update_or_create(name=each.name, defaults={"due_at": due})
        self._last[each.name] = due
