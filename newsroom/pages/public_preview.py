"""What a preview link opens, for whoever holds it: no account, no session, no visit counted.

A link that is dead, for whatever reason, is answered like any address that never existed. The
files of what no reader may see yet have addresses below the link's own, and go with it.
"""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.article_context import article_context
from articles.models import Article
from articles.public_attachments import public_file_name
from articles.public_photos import is_public_photo
from attachments.delivery import attachment_response
from attachments.delivery import is_stored_name as is_attachment
from newsroom.attachments.access import file_name_by
from newsroom.models import PreviewLink, Proposal
from newsroom.pictures import is_shown_by
from newsroom.preview_rendering import (
    Preview,
    View,
    article_page,
    context_with_proposal,
    print_page,
    unseen,
)
from pictures.delivery import is_stored_name, picture_response
from vietnamese.dates import format_stamp

# The folders of articles' pictures and documents, in the store and in addresses.
FOLDERS = ("photos/", "attachments/")


def find_link(token: str) -> PreviewLink:
    """The link, where it still shows something (1 query); 404 elsewhere."""
    links = PreviewLink.objects.open(timezone.now()).with_token(token)
    return get_object_or_404(links.select_related("article__category"))


def by_token(view: View) -> View:
    """The view gets the link in place of its token, which then goes to no other site."""

    @wraps(view)
    @require_safe
    @unseen
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        response = with_own_files(view(request, link, token), token)
        if request.method == "GET":
            link.note_opened()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def with_own_files(page: HttpResponse, token: str) -> HttpResponse:
    """The page with the addresses of its photos and documents below the link's: at /media/ there is
    nothing yet for whoever holds it."""
    for folder in FOLDERS:
        own = reverse("newsroom:preview-picture", args=[token, folder])
        public = f"{settings.MEDIA_URL}{folder}"
        page.content = page.content.replace(public.encode(), own.encode())
    return page


@require_safe
@unseen
def picture(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A photo or a document that the page shows, as long as the link does (2 queries, 1 more for an
    edit that waits); 404 for any other."""
    response = _file(request, find_link(token), name)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _file(request: HttpRequest, link: PreviewLink, name: str) -> HttpResponseBase:
    now = timezone.now()
    if is_attachment(name):
        if file_name := file_name_by(link, name) or public_file_name(name, now):
            return attachment_response(request, name, file_name)
    elif is_stored_name(name) and (is_shown_by(link, name) or is_public_photo(name, now)):
        return picture_response(request, name)
    raise Http404


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
