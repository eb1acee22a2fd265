"""Tells the administrator of a job that has failed for good."""

from django.urls import reverse

from alerts.mail import address_of, tell_administrator
from jobs.labels import label_of
from jobs.models import Job

SUBJECT = "Công việc nền không xong: {label}"
TEXT = (
    "“{label}” không xong và đã được để riêng, trang không tự chạy lại nữa.\n\n"
    "Lý do: {reason}\n\nXem và cho chạy lại: {address}"
)


def tell_of(job: Job) -> None:
    """Nothing where it is still to be tried again."""
    if job.state != Job.State.SET_ASIDE:
        return
    label = label_of(job.name)
    address = address_of(reverse("admin:jobs_job_change", args=[job.pk]))
    tell_administrator(
        SUBJECT.format(label=label), TEXT.format(label=label, reason=job.error, address=address)
    )
