"""Articles that were published at once while the clock was ahead: they bear a moment that is yet to
come, and until then no reader sees them."""

import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.revisions import ensure_baseline, record
from vietnamese.clock import MOST_AHEAD
from vietnamese.dates import format_stamp

# The log's entry follows in the same transaction; a moment that was chosen is far from it.
AT_ONCE = datetime.timedelta(minutes=1)
WHY = "Đặt lại giờ đăng"
NOTE = "Đồng hồ máy chủ chạy sai nên giờ đăng ghi {wrong}; nay ghi {right}."


class Misdated(NamedTuple):
    """An article, and the moment at which it was published as far as that can be told."""

    article: Article
    right: datetime.datetime


def find_misdated() -> list[Misdated]:
    """By the moment they bear (2 queries, 1 more for each)."""
    ahead = timezone.now() + MOST_AHEAD
    articles = {each.pk: each for each in Article.objects.scheduled(ahead)}
    entries = AuditEntry.objects.filter(
        article__in=list(articles), action=AuditEntry.Action.PUBLISHED, at__gt=ahead
    ).order_by("pk")
    last = {entry.article_id: entry for entry in entries}
    found = [
        Misdated(articles[pk], _came_by(entry))
        for pk, entry in last.items()
        if datetime.timedelta() <= entry.at - _begins(articles[pk]) < AT_ONCE
    ]
    return sorted(found, key=lambda each: _begins(each.article))


def redate() -> list[Misdated]:
    """Gives all of them the moment at which they were published, and says so in the log (about 20
    queries each). What was changed; nothing the second time."""
    with transaction.atomic():
        found = find_misdated()
        for each in found:
            _redate(each)
    return found


def _redate(each: Misdated) -> None:
    article = Article.objects.locked().get(pk=each.article.pk)
    wrong = _stamp(_begins(article))
    ensure_baseline(article)
    article.published_from = each.right
    article.save()
    record(article, None, WHY)
    note = NOTE.format(wrong=wrong, right=_stamp(each.right))
    log_action(article, None, AuditEntry.Action.EDITED, note)


def _begins(article: Article) -> datetime.datetime:
    assert article.published_from is not None  # noqa: S101 (scheduled() asks for it)
    return article.published_from


def _came_by(entry: AuditEntry) -> datetime.datetime:
    """The log's next entry that a right clock has written: it was published by then."""
    now = timezone.now()
    later = AuditEntry.objects.filter(pk__gt=entry.pk, at__lte=now).order_by("pk").first()
    return later.at if later else now


def _stamp(moment: datetime.datetime) -> str:
    return format_stamp(timezone.localtime(moment))
