"""By what the list of articles is narrowed, beside their own columns."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, Photo
from articles.models.photo import UNDESCRIBED
from articles.querysets import ArticleQuerySet
from newsroom.models import Proposal
from newsroom.permissions import is_editor
from vietnamese.names import full_name

Choices = list[tuple[str, str]]


class ProposalFilter(admin.SimpleListFilter):
    title = "bản sửa"
    parameter_name = "ban-sua"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [("cho", "Có bản sửa chờ duyệt")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """At most one proposal of an article is open, so that no article stands twice."""
        if self.value() != "cho":
            return queryset
        return queryset.filter(proposals__state=Proposal.State.OPEN)


class PublicationFilter(admin.SimpleListFilter):
    """Of those that are published, by the clock: what the column of states says."""

    title = "thời hạn đăng"
    parameter_name = "thoi-han"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [("hen-gio", "Hẹn giờ"), ("dang-dang", "Đang đăng"), ("het-han", "Hết hạn")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        now, articles = timezone.now(), cast(ArticleQuerySet, queryset)
        match self.value():
            case "hen-gio":
                return articles.scheduled(now)
            case "dang-dang":
                return articles.published(now)
            case "het-han":
                return articles.with_published_status().filter(published_until__lte=now)
        return articles


class WriterFilter(admin.SimpleListFilter):
    """For editors: others see their own articles alone."""

    title = "người viết"
    parameter_name = "nguoi-viet"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        """Everybody who has written one (1 query, which looks once for each account)."""
        if not is_editor(request.user):
            return []
        written = Article.objects.filter(author=OuterRef("pk"))
        writers = User.objects.filter(Exists(written))
        return sorted(((str(each.pk), full_name(each)) for each in writers), key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        value = self.value() or ""
        known = {choice for choice, _ in self.lookup_choices}
        return queryset.filter(author=int(value)) if value in known else queryset


class PictureFilter(admin.SimpleListFilter):
    title = "ảnh"
    parameter_name = "anh"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [
            ("khong-co", "Chưa có ảnh nào"),
            ("cho-anh", "Có khung chờ ảnh"),
            ("thieu-mo-ta", "Ảnh chưa có mô tả"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The few photos that lack something lead to their articles, by their partial indexes."""
        match self.value():
            case "khong-co":
                return queryset.filter(cover=None)  # the first photo is one by itself
            case "cho-anh":
                return queryset.filter(pk__in=Photo.objects.filter(file="").values("article"))
            case "thieu-mo-ta":
                return queryset.filter(pk__in=Photo.objects.filter(UNDESCRIBED).values("article"))
        return queryset
