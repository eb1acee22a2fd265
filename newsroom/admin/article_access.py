"""Whose articles stand in the admin's list and forms, as newsroom.permissions says."""

from typing import Any, NoReturn, cast

from django.contrib import admin
from django.http import Http404, HttpRequest

from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom import permissions

BY_STATUS = "status__exact"


class ArticleAccess(admin.ModelAdmin):
    """Every page and action of the admin finds its articles by get_queryset()."""

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
        return permissions.may_edit(request.user, obj)

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
