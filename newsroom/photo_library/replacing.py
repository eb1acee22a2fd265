"""Another picture in place of one that several texts share: in one of them, or in all."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.models import Article, Photo
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import is_editor
from newsroom.revisions import ensure_baseline, record
from newsroom.static_pages import revisions as page_revisions
from portal.models import Page, PagePhoto
from richtext.placed_photo import PICTURED, PlacedPhoto

# Other texts that one save replaces a picture in, each some fifteen queries; a list of more is
# nobody's to read.
MOST_REPLACED = 200
REPLACED = "Thay ảnh dùng chung từ bài khác"
OWNERS: dict[type[PlacedPhoto], str] = {Photo: "article", PagePhoto: "page"}
FORMS = {Photo: "admin:articles_article_change", PagePhoto: "admin:portal_page_change"}


class Sharing(NamedTuple):
    """An article or static page that has a picture, and where the desk shows it."""

    title: str
    address: str


def texts_sharing(user: Any, owner: Any) -> dict[str, list[Sharing]]:
    """By the names of the pictures of this article or static page the others that have them, for
    whoever may replace them there; nothing for others. Of more than MOST_REPLACED there are some,
    and more than that (2 queries, and 1 for each picture that articles or pages share)."""
    if not (owner.pk and is_editor(user)):
        return {}
    sharing: dict[str, list[Sharing]] = {}
    for model, column in OWNERS.items():
        uses = model._default_manager.filter(PICTURED)
        if model is owner.photos.model:
            uses = uses.exclude(**{column: owner})
        is_shared = Exists(uses.filter(file=OuterRef("file")))
        pictures = owner.photos.filter(PICTURED).filter(is_shared)
        for name in set(pictures.values_list("file", flat=True)):
            rows = uses.filter(file=name).order_by().values_list(column, f"{column}__title")
            for pk, title in sorted(rows.distinct()[: MOST_REPLACED + 1]):
                address = reverse(FORMS[model], args=[pk])
                sharing.setdefault(name, []).append(Sharing(title, address))
    return sharing


def replace_everywhere(photo: PlacedPhoto, former: str, by: Any) -> None:
    """Every other photo that has the picture `former` gets that of `photo` and keeps its own words;
    an article gets a revision and an entry of the log, a static page a revision. To be called in a
    transaction (4 queries, about 15 for each other article or static page)."""
    own_article = getattr(photo, "article_id", None)
    having = _uses(Photo, former, photo).order_by("article").values_list("article", flat=True)
    for article in Article.objects.locked().filter(pk__in=list(having.distinct())).order_by("pk"):
        is_another = article.pk != own_article  # whose own revision follows its form
        if is_another:
            ensure_baseline(article)
        _replace(_uses(Photo, former, photo).filter(article=article), photo)
        if is_another and (revision := record(article, by, REPLACED)):
            log_action(article, by, AuditEntry.Action.EDITED, str(revision))
    own_page = getattr(photo, "page_id", None)
    having = _uses(PagePhoto, former, photo).order_by("page").values_list("page", flat=True)
    for page in Page.objects.select_for_update().filter(pk__in=list(having)).order_by("pk"):
        is_another = page.pk != own_page
        if is_another:
            page_revisions.ensure_baseline(page)
        _replace(_uses(PagePhoto, former, photo).filter(page=page), photo)
        if is_another:
            page_revisions.record(page, by, REPLACED)


def _uses(model: type[PlacedPhoto], name: str, besides: PlacedPhoto) -> Any:
    uses = model._default_manager.filter(PICTURED, file=name)
    return uses.exclude(pk=besides.pk) if isinstance(besides, model) else uses


def _replace(uses: Iterator[Any], photo: PlacedPhoto) -> None:
    for use in uses:
        use.file, use.width, use.height = str(photo.file), photo.width, photo.height
        use.save()
