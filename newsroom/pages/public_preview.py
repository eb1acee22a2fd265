"""What a preview link opens, for whoever holds it: no account, no session, no visit counted.

A wrong, expired or revoked link, and one of an article in the trash, is answered like any address
that never existed.
"""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.article_context import article_context
from articles.models import Article
from newsroom.models import PreviewLink, Proposal
from newsroom.preview_rendering import (
    Preview,
    View,
    article_page,
    context_with_proposal,
    print_page,
    unseen,
)
from vietnamese.dates import format_stamp


def by_token(view: View) -> View:
    """The view gets the link in place of its token, which then goes to no other site."""

    @wraps(view)
    @require_safe
    @unseen
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        links = PreviewLink.objects.open(timezone.now()).with_token(token)
        link = get_object_or_404(links.select_related("article__category"))
        response = view(request, link, token)
        if request.method == "GET":
            link.note_opened()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@by_token
def article(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    """About eight queries, one of which notes that it was opened."""
    context, preview = _shown(link, reverse("newsroom:preview-print", args=[token]))
    return article_page(request, context, preview)


@by_token
def print_view(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    context, preview = _shown(link, reverse("newsroom:preview-print", args=[token]))
    return print_page(request, context, preview, reverse("newsroom:preview", args=[token]))


def _shown(link: PreviewLink, print_url: str) -> tuple[dict[str, Any], Preview]:
    """The edit that waits where the link was made for one, else what is stored now."""
    article = link.article
    expires = format_stamp(timezone.localtime(link.expires_at))
    says = f"Bản xem trước, chưa đăng. Liên kết này hết hạn lúc {expires}."
    waiting = article.proposals.filter(state=Proposal.State.OPEN) if link.of_proposal else None
    proposal = waiting.first() if waiting else None
    if proposal:
        return context_with_proposal(article, proposal, print_url), Preview(says)
    public_url = ""
    if Article.objects.published().filter(pk=article.pk).exists():
        says, public_url = "Bài này đã đăng.", article.get_absolute_url()
    return article_context(article, print_url=print_url), Preview(says, public_url=public_url)
