"""Links to documents and videos of the site that readers do not get."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from articles.models import Article, Attachment
from attachments.delivery import is_stored_name
from newsroom.models import AttachmentUpload
from portal.models import PageAttachment

ABSENT = "Liên kết dẫn đến tệp không còn, hoặc tệp của bài mà bạn đọc chưa xem được"


def absent_files(article: Article, paths: set[str]) -> dict[str, str]:
    """Why readers will not get them, for those of these paths that lead to a document which is
    neither the article's own, nor of its edit that waits, nor public (3 queries, none where no path
    leads to one)."""
    names = {path.removeprefix(settings.MEDIA_URL): path for path in paths}
    sought = [name for name in names if is_stored_name(name)]
    if not sought:
        return {}
    public = Q(article__in=Article.objects.published())
    there = {
        *_among(Attachment.objects.filter(Q(article=article.pk) | public), sought),
        *_among(PageAttachment.objects.all(), sought),
        *_among(AttachmentUpload.objects.filter(proposal__article=article.pk), sought),
    }
    return {names[name]: ABSENT for name in sought if name not in there}


def _among(rows: QuerySet[Any], names: list[str]) -> Iterable[str]:
    return rows.filter(file__in=names).order_by().values_list("file", flat=True)
