"""Another picture in place of one that several articles share: in one of them, or in all."""

from typing import Any

from articles.models import Article, Photo
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import is_editor
from newsroom.revisions import ensure_baseline, record
from richtext.placed_photo import PICTURED

REPLACED = "Thay ảnh dùng chung từ bài khác"


def titles_sharing(user: Any, article: Article) -> dict[str, list[str]]:
    """By the names of this article's pictures the titles of the other articles that have them, for
    whoever may replace them there; nothing for others (1 query)."""
    if not (article.pk and is_editor(user)):
        return {}
    own = article.photos.filter(PICTURED).values("file")
    uses = Photo.objects.filter(PICTURED, file__in=own).exclude(article=article)
    sharing: dict[str, list[str]] = {}
    rows = uses.order_by("article", "pk").values_list("file", "article__title", "article")
    for name, title, _ in dict.fromkeys(rows):
        sharing.setdefault(name, []).append(title)
    return sharing


def replace_everywhere(photo: Photo, former: str, by: Any) -> None:
    """Every other photo that has the picture `former` gets that of `photo` and keeps its own words;
    its article gets a revision and an entry of the log. To be called in a transaction (2 queries,
    about 15 for each other article)."""
    uses = Photo.objects.filter(PICTURED, file=former).exclude(pk=photo.pk)
    having = uses.order_by("article").values_list("article", flat=True).distinct()
    for article in Article.objects.locked().filter(pk__in=list(having)).order_by("pk"):
        is_another = article.pk != photo.article_id  # whose own revision follows its form
        if is_another:
            ensure_baseline(article)
        for use in uses.filter(article=article):
            use.file, use.width, use.height = str(photo.file), photo.width, photo.height
            use.save()
        if is_another and (revision := record(article, by, REPLACED)):
            log_action(article, by, AuditEntry.Action.EDITED, str(revision))
