"""Addresses as people pass them on: of the site that was here before, with the bracket behind, in
capitals, cut short, glued to what followed. Where one leads to a page beyond doubt, it is moved
there."""

import datetime
import re
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from articles import archive
from articles.models import Category, Topic
from articles.old_addresses.finding import moved_from_old_address
from articles.old_addresses.unanswered import note_unanswered
from articles.views import moved, moved_to_article
from portal.models import Page
from vietnamese.fold import fold

GetResponse = Callable[[HttpRequest], HttpResponse]

LONGEST_PATH = 1000
# A parameter glued on without its question mark: "/bai/34/&fbclid=1".
_GLUED = re.compile("[?&#].*", re.DOTALL)
_SEPARATOR = re.compile(r"[/\\]+")
_RUBBISH = re.compile(r"^[^\w\ufffd]+|[^\w\ufffd]+$")
# Quotes, dashes, faces and what is not seen. Letters of other scripts mean something else, and
# bytes that are no text (U+FFFD) nobody knows what.
_SIGNS = re.compile("[^\\w -~\ufffd]+")
# "bai/34", "bai34", "bai/34-dai-hoi"; an SQL integer has 18 digits for certain. "34.5" is no number
# of an article.
_ARTICLE = re.compile(r"bai/?([0-9]{1,18})(?!\d|[ .,]\d)")


class MistypedAddressMiddleware:
    """Costs nothing except on a 404; there at most 3 queries."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        try:
            found = moved_from_old_address(request) or answer_meant(request)
        except (DatabaseError, InterfaceError, Http404):
            return response
        if found is None:
            note_unanswered(request)
        return found or response


def answer_meant(request: HttpRequest) -> HttpResponse | None:
    """The 301 to the page that the address means, or the 410 of a withdrawn article (at most 2
    queries). None, or Http404, where there is none: a number that was never used and one that
    nobody may read are alike."""
    if len(request.path_info) > LONGEST_PATH or "\0" in request.path_info:
        return None  # no slip of anybody's
    parts = parts_of(request.path_info)
    if match := _ARTICLE.match("/".join(parts)):
        if request.resolver_match and request.resolver_match.app_name == "articles":
            return None  # asked already
        in_print = len(parts) > 3 and parts[-1] == "in"
        return moved_to_article(request, int(match[1]), in_print)
    address = address_meant("".join(f"{part}/" for part in parts))
    return moved(request, address) if address and address != request.path_info else None


def parts_of(path: str) -> list[str]:
    """What stands between the slashes, in small letters without marks, less signs at either end."""
    readable = _SIGNS.sub("", fold(path))
    parts = _SEPARATOR.split(_GLUED.sub("", readable))
    return [part for part in (_RUBBISH.sub("", part) for part in parts) if part]


def address_meant(path: str) -> str | None:
    """The address of the public page at "chuyen-muc/tin-tuc/" (1 query at most)."""
    try:
        match = resolve(f"/{path}")
    except Resolver404:
        return None
    find = _FOUND.get(match.view_name)
    return find(**match.kwargs) if find else None


def _named(view: str) -> Callable[..., str]:
    return lambda: reverse(view)


def _category(view: str) -> Callable[..., str | None]:
    def find(slug: str) -> str | None:
        is_there = Category.objects.filter(slug=slug).exists()
        return reverse(view, args=[slug]) if is_there else None

    return find


def _topic(view: str) -> Callable[..., str | None]:
    def find(slug: str) -> str | None:
        is_there = Topic.objects.filter(slug=slug).exists()
        return reverse(view, args=[slug]) if is_there else None

    return find


def _static_page(slug: str) -> str | None:
    is_there = Page.objects.filter(slug=slug).exists()
    return reverse("portal:page", args=[slug]) if is_there else None


def _archive(address: Callable[[datetime.date], str]) -> Callable[..., str | None]:
    def find(year: int, month: int = 1, day: int = 1) -> str | None:
        try:
            date = datetime.date(year, month, day)
        except (ValueError, OverflowError):
            return None
        return address(date) if archive.is_within(date) else None

    return find


_FOUND: dict[str, Callable[..., Any]] = {
    **{
        name: _named(name)
        for name in (
            *("articles:home", "articles:archive", "articles:search", "articles:feed"),
            "visitors:explanation",
        )
    },
    "articles:category": _category("articles:category"),
    "articles:category-feed": _category("articles:category-feed"),
    "articles:topic": _topic("articles:topic"),
    "articles:topic-feed": _topic("articles:topic-feed"),
    "articles:year": _archive(lambda date: archive.year_url(date.year)),
    "articles:month": _archive(archive.month_url),
    "articles:day": _archive(archive.day_url),
    "portal:page": _static_page,
}
