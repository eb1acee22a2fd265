"""The first page's list of work: that of the articles, and what only an administrator can mend."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from chibo_site import tampering
from jobs.models import Job
from jobs.registry import label_of
from newsroom import dashboard
from newsroom.dashboard import MOST, Item, Task, task
from portal.site_frame import stored_identity

# What readers and the law expect under each page.
EXPECTED = ("logo", "address", "phone", "email", "governing_body", "responsible", "editors")


def tasks_of(user: Any) -> list[Task]:
    """At most 18 queries; see newsroom.dashboard."""
    tasks: list[Task | None] = [*dashboard.tasks_of(user)]
    if user.has_perm("portal.change_identity"):
        tasks.append(_identity())
    if user.has_perm("auth.change_user"):
        tasks.append(_without_role())
    if user.has_perm("jobs.view_job"):
        tasks.append(_jobs_set_aside(user))
    if user.has_perm("integrity.change_finding"):
        tasks += [tampering.found(), tampering.changed_links()]
    return [each for each in tasks if each]


def _identity() -> Task | None:
    """One query."""
    identity = stored_identity()
    expected = [field for field in identity._meta.fields if field.name in EXPECTED]
    blank = [field for field in expected if not getattr(identity, field.name)]
    address = reverse("admin:portal_identity_changelist")
    items = [Item(str(field.verbose_name), f"{address}#id_{field.name}") for field in blank]
    return task("Thông tin đơn vị còn trống", items)


def _without_role() -> Task | None:
    """People who sign in and find nothing to do (one query)."""
    staff = User.objects.filter(is_active=True, is_staff=True, is_superuser=False)
    idle = staff.filter(groups=None, user_permissions=None).order_by("username")
    items = [
        Item(person.username, reverse("admin:auth_user_change", args=[person.pk]))
        for person in idle[: MOST + 1]
    ]
    return task("Tài khoản chưa có vai trò", items, reverse("admin:auth_user_changelist"))


def _jobs_set_aside(user: Any) -> Task | None:
    """One query."""
    button = "Chạy lại" if user.has_perm("jobs.change_job") else ""
    items = [
        Item(
            label_of(job.name),
            reverse("admin:jobs_job_change", args=[job.pk]),
            job.error,
            button,
            reverse("admin:jobs_retry", args=[job.pk]),
        )
        for job in Job.objects.set_aside()[: MOST + 1]
    ]
    return task("Việc nền không xong", items, reverse("admin:jobs_job_changelist"))
