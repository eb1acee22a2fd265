"""What is to be done in the background, and what came of it."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from jobs.labels import label_of

MOST_FAILURES = 3
# A job during which the whole machine went down so often is not begun again by itself.
MOST_ATTEMPTS = 10
# After the first failure, and after the second.
PAUSES = (datetime.timedelta(minutes=1), datetime.timedelta(minutes=10))
FINISHED_KEPT = 500
ALWAYS_CUT_OFF = (
    "Việc này đã bị ngắt giữa chừng quá nhiều lần, có thể vì máy mất điện, khởi động lại hoặc thiếu"
    " bộ nhớ."
)


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, now: datetime.datetime) -> "JobQuerySet":
        """What waits and may begin. A retry that is further off than any pause was put off before
        the clock was put back, and is due."""
        at_once = models.Q(due_at=None) | models.Q(due_at__lte=now)
        put_off_long_ago = models.Q(failures__gt=0, due_at__gt=now + max(PAUSES))
        return self.filter(at_once | put_off_long_ago, state=Job.State.WAITING)

    def begin_anew(self) -> "list[Job]":
        """What was under way when its runner died: it waits again, or is set aside. Those that are
        (2 queries, and one for each)."""
        cut_off = self.filter(state=Job.State.RUNNING)
        always = list(cut_off.filter(attempts__gte=MOST_ATTEMPTS))
        for job in always:
            job.set_aside(ALWAYS_CUT_OFF)
        cut_off.update(state=Job.State.WAITING, due_at=None)
        return always

    def set_aside(self) -> "JobQuerySet":
        return self.filter(state=Job.State.SET_ASIDE)

    def prune(self) -> None:
        """Of what is done the newest FINISHED_KEPT stay (2 queries). By number, not by date: the
        clock may be a year ahead."""
        done = self.filter(state=Job.State.DONE).order_by("-pk").values_list("pk", flat=True)
        if last := done[FINISHED_KEPT : FINISHED_KEPT + 1].first():
            self.filter(state=Job.State.DONE, pk__lte=last).delete()


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã xong"
        SET_ASIDE = "set_aside", "Không xong, đã để riêng"

    name = models.CharField("tên trong chương trình", max_length=100)
    arguments = models.JSONField("tham số", default=dict, blank=True)
    queued_at = models.DateTimeField("xếp hàng lúc", default=timezone.now)
    # None: at once.
    due_at = models.DateTimeField("chạy từ", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)  # 0: not known
    progress = models.CharField("đang làm gì", max_length=300, blank=True)
    attempts = models.PositiveIntegerField("số lần bắt đầu", default=0)
    failures = models.PositiveIntegerField("số lần lỗi", default=0)
    started_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    finished_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    error = models.TextField("lỗi gần nhất", blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "công việc nền"
        verbose_name_plural = "công việc nền"
        default_permissions = ("view", "change")
        ordering = ["-pk"]
        indexes = [
            # The runner asks every two seconds.
            models.Index("id", name="job_waiting", condition=models.Q(state="waiting")),
            models.Index("id", name="job_set_aside", condition=models.Q(state="set_aside")),
            models.Index("id", name="job_done", condition=models.Q(state="done")),
        ]

    def __str__(self) -> str:
        return label_of(self.name)

    def start(self) -> None:
        """It is under way from now on."""
        self._store(
            state=self.State.RUNNING,
            attempts=self.attempts + 1,
            started_at=timezone.now(),
            finished_at=None,
            done=0,
            total=0,
            progress="",
        )

    def succeed(self) -> None:
        """It came to its end (1 query)."""
        self._store(state=self.State.DONE, finished_at=timezone.now(), error="")

    def fail(self, reason: str, *, at_once: bool = False) -> None:
        """Once more after a pause, or without one; set aside after MOST_FAILURES (1 query). The
        reason is a sentence in Vietnamese, as for set_aside()."""
        now, failures = timezone.now(), self.failures + 1
        if failures >= MOST_FAILURES:
            state, due_at = self.State.SET_ASIDE, None
        else:
            state = self.State.WAITING
            due_at = None if at_once else now + PAUSES[failures - 1]
        self._store(state=state, failures=failures, error=reason, due_at=due_at, finished_at=now)

    def set_aside(self, reason: str) -> None:
        """Not tried again, but named on the administrator's first page (1 query)."""
        self._store(state=self.State.SET_ASIDE, error=reason, finished_at=timezone.now())

    def retry(self) -> None:
        """As if it were new (1 query)."""
        self._store(state=self.State.WAITING, attempts=0, failures=0, due_at=None, error="")

    def _store(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))


class LastDue(models.Model):
    """For which due moment a scheduled job was last put into the table."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = "lần chạy theo lịch"
        verbose_name_plural = "lần chạy theo lịch"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
