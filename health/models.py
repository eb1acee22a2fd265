"""What the last run of all checks found."""

from django.db import models
from django.utils import timezone


class CheckRun(models.Model):
    """One row. `findings` are those of `health/findings.py`, in the order of the table of checks,
    each with the name and the label of its check."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    checked_at = models.DateTimeField("xem lúc", default=timezone.now)
    findings = models.JSONField("điều thấy", default=list)

    class Meta:
        verbose_name = "lần xem máy chủ"
        verbose_name_plural = "tình trạng máy chủ"
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_check_run")]

    def __str__(self) -> str:
        return f"{self.checked_at:%d-%m-%Y %H:%M}"
