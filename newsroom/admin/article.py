"""The admin of articles: a list and a form. Every other page of theirs is in newsroom/pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article
from newsroom.admin.article_form_page import ArticleFormPage
from newsroom.admin.article_list import ArticleList
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry


@admin.register(Article)
class ArticleAdmin(ArticleFormPage, ArticleList):
    paste_reader = "admin:read_pasted"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Only what lies in the trash is deleted for ever."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        not_trashed = [
            f"“{article}” chưa nằm trong thùng rác"
            for article in objs
            if article.status != Article.Status.TRASHED
        ]
        return deleted, counts, lacking, [*not_trashed, *protected]

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        log_action(obj, request.user, AuditEntry.Action.DELETED)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset:
            log_action(article, request.user, AuditEntry.Action.DELETED)
        super().delete_queryset(request, queryset)
