"""The reader's own pages of an article that no reader may see yet."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.article_context import article_context, other_news
from articles.models import Article
from articles.onward_links import (
    OnwardLinks,
    onward_links_with,
    related_to,
    topics_of,
    with_neighbours,
)
from newsroom.models import Proposal
from newsroom.proposals.merging import with_proposal
from pictures.qr import qr_svg

View = Callable[..., HttpResponse]
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Preview:
    """What is said above the page. In the desk's frame links open outside of it, and a figure that
    waits for its photo has its place."""

    says: str
    is_framed: bool = False
    public_url: str = ""


def unseen(view: AnyView) -> AnyView:
    """For pages that nobody keeps: no browser, no page cache, no search engine."""

    @wraps(view)
    @never_cache
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast("AnyView", answer)


def article_page(request: HttpRequest, context: dict[str, Any], preview: Preview) -> HttpResponse:
    """What articles.views.article shows (at most 2 queries more than that)."""
    article, now = context["article"], timezone.now()
    context = {"onward_links": stored_onward_links(article, now)} | context
    context |= {
        "onward_links": with_neighbours(context["onward_links"], article, now),
        "preview": preview,
        "archive_day": timezone.localdate(article.published_from or now),
    }
    if article.category_id:
        among = Article.objects.published(now).in_category(article.category).filter(pk=article.pk)
        context["other_news"] = other_news(request, article, now, is_public=among.exists())
    return render(request, "articles/article.html", context)


def stored_onward_links(article: Article, at: datetime.datetime) -> OnwardLinks:
    """Read anew: what readers do not see yet renews nothing that is cached (at most 3 queries)."""
    return onward_links_with(topics_of(article), related_to(article), at)


def print_page(
    request: HttpRequest, context: dict[str, Any], preview: Preview, way_back: str
) -> HttpResponse:
    """What articles.views.print_view shows; the article's address is the one it will have."""
    article = context["article"]
    address = request.build_absolute_uri(article.get_absolute_url() if article.pk else "/")
    context = context | {
        "preview": preview,
        "way_back": way_back,
        "address": address,
        "qr": qr_svg(address),
    }
    return render(request, "articles/print.html", context)


def context_with_proposal(article: Article, proposal: Proposal, print_url: str) -> dict[str, Any]:
    """Context: the article as it would be with that edit, none of it stored (9 queries)."""
    edited = with_proposal(article, proposal)
    edited.article.updated_at = timezone.now()
    return article_context(
        edited.article, edited.photos, edited.bylines, print_url, edited.attachments
    )
