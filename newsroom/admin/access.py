"""Whose articles stand in the newsroom's pages, and what may be done with each."""

import logging
from typing import Any, NoReturn, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom import permissions
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry

logger = logging.getLogger(__name__)

BY_STATUS = "status__exact"


class Forged(PermissionDenied):
    """Something was sent that no form of this person's has."""


class AccessMixin(admin.ModelAdmin):
    """For ArticleAdmin. Every page and action of it finds its articles by get_queryset()."""

    def get_queryset(self, request: HttpRequest) -> ArticleQuerySet:
        """The articles this person may know of; the list leaves the trash out unless asked."""
        everything = cast(ArticleQuerySet, super().get_queryset(request))
        articles = permissions.visible_to(request.user, everything)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "articles_article_changelist"
        if is_list and BY_STATUS not in request.GET:
            articles = articles.exclude(status=Article.Status.TRASHED)
        return articles

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None or obj.pk is None:
            return super().has_view_permission(request, obj)
        return permissions.may_see(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None or obj.pk is None:
            return super().has_change_permission(request, obj)
        return permissions.may_write(request.user, obj) or permissions.may_propose(
            request.user, obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """For ever, that is. The trash is a step of the workflow."""
        if obj is None or obj.pk is None:
            return super().has_delete_permission(request, obj)
        return permissions.may_delete_for_ever(request.user, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return permissions.is_editor(request.user)

    def has_view_or_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        return self.has_view_permission(request, obj) or self.has_change_permission(request, obj)

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> NoReturn:
        """404, the same for what is not there and for what is not this person's to see."""
        raise Http404

    def found(self, request: HttpRequest, pk: int | str) -> Article:
        """The article, for a page of its own. PermissionDenied for who has no business with any
        article, Http404 where this person may not know of this one."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        article = self.get_object(request, str(pk))
        if article is None or not permissions.may_see(request.user, article):
            raise Http404
        return article

    def refuse(self, request: HttpRequest, *articles: Article, what: str) -> NoReturn:
        """Forged for who takes what was not offered, and a line in both logs: one of the
        desk's for each article (1 query)."""
        logger.warning("Tự đặt trạng thái bài, bị từ chối: %s, %s", request.user, request.path)
        for article in articles:
            log_action(article, request.user, AuditEntry.Action.FORGED, what)
        raise Forged

    def _page(
        self, request: HttpRequest, article: Article, name: str, **context: Any
    ) -> HttpResponse:
        context |= {"opts": self.opts, "article": article}
        template = f"admin/articles/article/{name}.html"
        return render(request, template, self.admin_site.each_context(request) | context)

    def _to(self, article: Article, name: str) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[article.pk]))
