"""How the last backup went, for the administrator's first page."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from backups.models import Backup
from vietnamese.dates import format_stamp

LATE = datetime.timedelta(days=2)


def newest() -> list[tuple[str, str, str]]:
    """In words, its page, a detail; nothing of a site that is being tried out and has none yet
    (1 query)."""
    url = reverse("admin:backups_backup_changelist")
    last = Backup.objects.newest_first().first()
    if last is None:
        return [("Chưa có bản sao lưu nào", url, "")] if settings.PRODUCTION else []
    text = f"Bản sao lưu {format_stamp(timezone.localtime(last.at))}"
    return [(text, url, "; ".join(_details(last)))]


def _details(last: Backup) -> list[str]:
    if last.state == Backup.State.FAILED:
        return [f"không xong: {last.error}"]
    now = timezone.now()
    details = [f"{timesince(last.at, now, depth=1)} trước", last.size_in_words]
    if now - last.at > LATE:
        details.append("đã lâu chưa sao lưu lại")
    if not last.is_encrypted:
        details.append("không mã hóa")
    match last.is_restorable:
        case True:
            details.append("diễn tập khôi phục đạt")
        case False:
            details.append("diễn tập khôi phục KHÔNG đạt")
    return details
