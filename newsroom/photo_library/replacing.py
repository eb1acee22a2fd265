"""Another picture in place of one that several texts share: in one of them, or in all."""

from collections.abc import Iterator
from typing import Any

from articles.models import Article, Photo
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import is_editor
from newsroom.revisions import ensure_baseline, record
from portal.models import PagePhoto
from richtext.placed_photo import PICTURED, PlacedPhoto

REPLACED = "Thay ảnh dùng chung từ bài khác"
OWNERS: dict[type[PlacedPhoto], str] = {Photo: "article", PagePhoto: "page"}


def titles_sharing(user: Any, owner: Any) -> dict[str, list[str]]:
    """By the names of the pictures of this article or static page the titles of the others that
    have them, for whoever may replace them there; nothing for others (2 queries)."""
    if not (owner.pk and is_editor(user)):
        return {}
    own = owner.photos.filter(PICTURED).values("file")
    sharing: dict[str, list[str]] = {}
    for model, column in OWNERS.items():
        uses = model._default_manager.filter(PICTURED, file__in=own)
        if model is owner.photos.model:
            uses = uses.exclude(**{column: owner})
        rows = uses.order_by(column, "pk").values_list("file", f"{column}__title", column)
        for name, title, _ in dict.fromkeys(rows):
            sharing.setdefault(name, []).append(title)
    return sharing


def replace_everywhere(photo: PlacedPhoto, former: str, by: Any) -> None:
    """Every other photo that has the picture `former` gets that of `photo` and keeps its own words;
    an article gets a revision and an entry of the log. To be called in a transaction (3 queries,
    about 15 for each other article, 4 for each use in a static page)."""
    own_article = getattr(photo, "article_id", None)
    having = _uses(Photo, former, photo).order_by("article").values_list("article", flat=True)
    for article in Article.objects.locked().filter(pk__in=list(having.distinct())).order_by("pk"):
        is_another = article.pk != own_article  # whose own revision follows its form
        if is_another:
            ensure_baseline(article)
        _replace(_uses(Photo, former, photo).filter(article=article), photo)
        if is_another and (revision := record(article, by, REPLACED)):
            log_action(article, by, AuditEntry.Action.EDITED, str(revision))
    _replace(_uses(PagePhoto, former, photo), photo)


def _uses(model: type[PlacedPhoto], name: str, besides: PlacedPhoto) -> Any:
    uses = model._default_manager.filter(PICTURED, file=name)
    return uses.exclude(pk=besides.pk) if isinstance(besides, model) else uses


def _replace(uses: Iterator[Any], photo: PlacedPhoto) -> None:
    for use in uses:
        use.file, use.width, use.height = str(photo.file), photo.width, photo.height
        use.save()
