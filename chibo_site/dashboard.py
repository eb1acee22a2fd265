"""The first page's list of work: that of the articles, and what only an administrator can mend."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from backups.newest import newest as newest_backup
from health import latest as latest_checks
from integrity import unseen
from jobs import set_aside
from newsroom import dashboard
from newsroom.dashboard import MOST, Item, Task, task
from newsroom.takedowns import recent
from pictures.media_store import media_store
from portal.site_frame import stored_identity

# What each is called, its page, a detail, and where its button posts to; no more than so many.
Find = Callable[[int], Sequence[tuple[str, str, str, str]]]


def tasks_of(user: Any) -> list[Task]:
    """At most 20 queries, 23 where something has gone wrong; see newsroom.dashboard."""
    tasks: list[Task | None] = [*dashboard.tasks_of(user), recent.taken_down(user)]
    if user.has_perm("portal.change_identity"):
        tasks.append(_identity())
    if user.has_perm("auth.change_user"):
        tasks.append(_without_role())
    if user.has_perm("jobs.change_job") or user.has_perm("integrity.change_finding"):
        tasks += _gone_wrong(user)
    if user.is_superuser:
        tasks += [_server(), _disk(), _pictures(), _backup()]
    return [each for each in tasks if each]


def _identity() -> Task | None:
    """One query."""
    blank = stored_identity().blank_fields()
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


def _server() -> Task | None:
    """One query."""
    items = [Item(text, url, detail) for text, url, detail in latest_checks.faults()]
    return task("Lỗi ở máy chủ", items, reverse(latest_checks.PAGE))


def _disk() -> Task | None:
    """No query."""
    free = shutil.disk_usage(settings.DATA_DIR).free >> 20
    if free >= settings.DISK_RESERVE_MB:
        return None
    item = Item(
        f"Còn {free} MB",
        reverse(latest_checks.PAGE),
        "Hãy giải phóng chỗ trống, kẻo không lưu được bài.",
    )
    return task("Ổ đĩa sắp đầy", [item])


def _pictures() -> Task | None:
    """No query, and no wait of more than some seconds."""
    if not media_store().outage():
        return None
    saved = "Bài không có ảnh mới vẫn lưu được; ảnh mới thì gửi khi kho trả lời lại."
    return task("Kho ảnh", [Item("Không trả lời", reverse(latest_checks.PAGE), saved)])


def _backup() -> Task | None:
    """One query."""
    items = [Item(text, url, detail) for text, url, detail in newest_backup()]
    return task("Sao lưu", items, reverse("admin:backups_backup_changelist"))


def _gone_wrong(user: Any) -> Iterator[Task | None]:
    """One query where nothing has, and one more for each kind that has."""
    kinds: dict[str, tuple[str, str, str, str, Find]] = {
        "job": ("Việc nền không xong", "jobs", "job", "Chạy lại", set_aside.jobs),
        "finding": ("Tự kiểm tra thấy", "integrity", "finding", "Đã xem", unseen.findings),
        "link": ("Liên kết đổi trong bài cũ", "integrity", "outgoinglink", "Đã xem", unseen.links),
    }
    there = set_aside.any_of("job").union(unseen.any_finding("finding"), unseen.any_link("link"))
    found = {kind for (kind,) in there}
    for kind in filter(found.__contains__, kinds):
        name, app, table, button, find = kinds[kind]
        if user.has_perm(f"{app}.view_{table}"):
            items = [
                Item(text, url, detail, button, post_url)
                for text, url, detail, post_url in find(MOST + 1)
            ]
            yield task(name, items, reverse(f"admin:{app}_{table}_changelist"))
