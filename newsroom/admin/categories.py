"""The categories."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Article, Category
from limits.formsets import EditableList
from vietnamese.numbers import group_digits


@admin.register(Category)
class CategoryAdmin(EditableList):
    list_display = ("name", "slug", "order")
    list_editable = ("order",)
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> Any:
        """An address that readers and the menu know stays as it is."""
        return ("slug",) if obj else ()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """A category that has articles stays: why, and the way to move them (1 query)."""
        categories = list(objs)
        counted = Article.objects.filter(category__in=categories).order_by()
        numbers = dict(counted.values_list("category").annotate(Count("pk")))
        if not numbers:
            return super().get_deleted_objects(objs, request)
        in_the_way = [
            format_html(
                'Chuyên mục “{}” còn {} bài, kể cả bài trong thùng rác. <a href="{}?tu={}">Chuyển'
                " các bài ấy sang chuyên mục khác</a>, rồi xóa.",
                category,
                group_digits(numbers[category.pk]),
                reverse("admin:articles_article_move"),
                category.pk,
            )
            for category in categories
            if category.pk in numbers
        ]
        return [], {}, set(), in_the_way
