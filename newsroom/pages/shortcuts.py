"""How every page of an article begins and ends: find it, refuse, render, lead on."""

import logging
from typing import Any, NoReturn
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article
from newsroom import permissions
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry

# Django's own name for where one was in the list, as its links and forms carry it.
LIST_POSITION = "_changelist_filters"

logger = logging.getLogger(__name__)


class Forged(PermissionDenied):
    """Something was sent that no form of this person's has."""


def get_article(request: HttpRequest, pk: int | str) -> Article:
    """The article, for a page of its own (1 query). PermissionDenied for who has no business with
    any article, Http404 where this person may not know of this one."""
    require_desk(request)
    known = permissions.visible_to(request.user, Article.objects.all())
    article = known.filter(pk=pk).first()
    if article is None or not permissions.may_see(request.user, article):
        raise Http404
    return article


def require_desk(request: HttpRequest) -> None:
    """PermissionDenied for who has no business with any article."""
    if not permissions.may_enter(request.user):
        raise PermissionDenied


def refuse(request: HttpRequest, *articles: Article, what: str) -> NoReturn:
    """Forged for who takes what was not offered, and a line in both logs: one of the desk's for
    each article (1 query)."""
    logger.warning("Tự đặt trạng thái bài, bị từ chối: %s, %s", request.user, request.path)
    for article in articles:
        log_action(article, request.user, AuditEntry.Action.FORGED, what)
    raise Forged


def framed(request: HttpRequest) -> dict[str, Any]:
    """What the admin's frame asks of every page."""
    return admin.site.each_context(request)


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the desk in the admin's frame; `template` is named within `newsroom/`."""
    frame = framed(request) | {"opts": Article._meta, "list_position": list_position(request)}
    return render(request, f"newsroom/{template}.html", frame | context, status=status)


def redirect_to(
    name: str, *keys: int | str, request: HttpRequest | None = None
) -> HttpResponseRedirect:
    """To the page of the articles' admin that is called so; with the request, the list is found
    from there as it was left."""
    address = reverse(f"admin:articles_article_{name}", args=keys)
    return HttpResponseRedirect(address + (list_position(request) if request else ""))


def redirect_to_list(request: HttpRequest) -> HttpResponseRedirect:
    """To the list of articles at the page, the search and the filters that it was left at."""
    left_at = list_query(request)
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{left_at}" if left_at else address)


def list_query(request: HttpRequest) -> str:
    """The list's own query then, without its question mark."""
    return urlencode(parse_qsl(request.GET.get(LIST_POSITION, "")))


def list_position(request: HttpRequest) -> str:
    """What carries it on to other pages: "?_changelist_filters=…", or nothing."""
    left_at = request.GET.get(LIST_POSITION, "")
    return f"?{urlencode({LIST_POSITION: left_at})}" if left_at else ""
