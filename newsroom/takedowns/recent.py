"""What was taken away a short while ago, for the first page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom import permissions
from newsroom.dashboard import MOST, Item, Task, task
from newsroom.models import Takedown, TakedownPage
from newsroom.takedowns import ARTICLE, may_take_back
from vietnamese.dates import format_stamp
from vietnamese.names import full_name


def taken_down(user: Any) -> Task | None:
    """Of each that this person may take back its action, its pages, and the button (1 query, 2 more
    where there are any; none for who takes nothing away)."""
    if not permissions.is_editor(user):
        return None
    recent = Takedown.objects.open_at(timezone.now()).select_related("by")
    found = list(recent.prefetch_related("pages")[: MOST + 1])
    gone = _still_gone(found)
    items = [
        Item(takedown.what, page, _detail(takedown, pages), "Lấy lại", page)
        for takedown in found
        if may_take_back(user, pages := list(takedown.pages.all()))
        if any(page.model != ARTICLE or page.object_pk in gone for page in pages)
        if (page := reverse("admin:takedown", args=[takedown.pk]))
    ]
    return task("Vừa gỡ khỏi trang", items)


def _still_gone(found: list[Takedown]) -> set[int]:
    """The articles of these that are there, and that nobody has published again (1 query)."""
    pages = [page for takedown in found for page in takedown.pages.all()]
    keys = {page.object_pk for page in pages if page.model == ARTICLE}
    if not keys:
        return set()
    now, states = timezone.now(), ("status", "published_from", "published_until")
    articles = Article.objects.filter(pk__in=keys).only(*states)
    return {article.pk for article in articles if not article.is_public(now)}


def _detail(takedown: Takedown, pages: list[TakedownPage]) -> str:
    which = f"“{pages[0]}”" if len(pages) == 1 else f"{len(pages)} trang"
    who = f", {full_name(takedown.by)}" if takedown.by else ""
    return f"{which}{who}, {format_stamp(timezone.localtime(takedown.at))}"
