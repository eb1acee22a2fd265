"""What takes a public page away is noted with the state before, so that it can be taken back for a
day: of an article in articles.py here, of a page that was deleted in deleted_rows.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from newsroom.models import Takedown, TakedownPage
from newsroom.models.takedown import STORED_FOR
from newsroom.permissions import is_editor
from newsroom.takedowns import articles, deleted_rows

ARTICLE = Article._meta.label_lower
TOO_LATE = "Đã quá một ngày, hoặc đã có người lấy lại rồi."


class TakingBackRefused(Exception):
    """Nothing was changed; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class TakenBack:
    """The titles of what is as it was, and a sentence for each thing that is not quite."""

    titles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def begin(by: Any, what: str) -> Takedown:
    """One that is stored with its first page. `what` is the action in a few words."""
    return Takedown(by=by, what=what)


def add_article(takedown: Takedown, article: Article, before: dict[str, str]) -> None:
    """The article that was public and no longer is, as stored now; `before` is what
    articles.state_of() said then. In the transaction that changed it (1 query, 3 for a first
    page)."""
    _store(takedown)
    takedown.pages.create(
        model=ARTICLE,
        object_pk=article.pk,
        title=article.title,
        address=article.get_absolute_url(),
        before=before,
        after=articles.state_of(article),
    )


def add_deletion(takedown: Takedown, row: Any, also: Sequence[Any]) -> None:
    """The row, which has a public page and is about to be deleted, and `also` what is deleted
    because of it (as many queries as a deletion, and 1)."""
    _store(takedown)
    takedown.pages.create(
        model=row._meta.label_lower,
        object_pk=row.pk,
        title=str(row)[:300],
        address=row.get_absolute_url()[:500],
        rows=deleted_rows.rows_of([row, *also]),
    )


def may_take_back(by: Any, pages: list[TakedownPage]) -> bool:
    """Whether this person might have taken away every one of them."""
    return all(
        is_editor(by)
        if page.model == ARTICLE
        else by.has_perm(deleted_rows.delete_permission(page.model))
        for page in pages
    )


def take_back(takedown: Takedown, by: Any) -> TakenBack:
    """All of its pages as they were; what has changed since is left alone, and told. All or
    nothing where something deleted cannot come back. TakingBackRefused where it is too late, or
    not this person's (about 20 queries an article)."""
    now, result = timezone.now(), TakenBack()
    with transaction.atomic():
        takedown = Takedown.objects.select_for_update().get(pk=takedown.pk)
        pages = list(takedown.pages.all())
        if not may_take_back(by, pages):
            raise TakingBackRefused("Bạn không có quyền lấy lại các trang này.")
        if not takedown.is_open(now):
            raise TakingBackRefused(TOO_LATE)
        for page in pages:
            try:
                restore = articles.restore if page.model == ARTICLE else deleted_rows.restore
                remark = restore(page, by, now)
            except (articles.ChangedSince, deleted_rows.PlaceTaken) as reason:
                result.remarks.append(str(reason))
                continue
            result.titles.append(page.title)
            if remark:
                result.remarks.append(remark)
        takedown.undone_at = now
        takedown.save(update_fields=["undone_at"])
    return result


def _store(takedown: Takedown) -> None:
    """Those too old to be asked for go as a new one comes."""
    if takedown.pk is None:
        Takedown.objects.filter(at__lt=timezone.now() - STORED_FOR).delete()
        takedown.save()
