"""The categories, and the menu that they fill."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Max, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Article, Category
from limits.formsets import EditableList
from newsroom.takedowns.recoverable_deletion import RecoverableDeletion
from portal.models import MenuItem
from portal.site_frame import HOME
from vietnamese.numbers import group_digits

LONGEST_LABEL = MenuItem._meta.get_field("label").max_length


@admin.register(Category)
class CategoryAdmin(RecoverableDeletion, EditableList):
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

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """A new category enters the menu, and its entry follows its name (some 12 queries)."""
        before = Category.objects.filter(pk=obj.pk).values_list("name", flat=True).first()
        super().save_model(request, obj, form, change)
        if before is None:
            add_to_menu(obj)
        elif before != obj.name:
            for item in menu_items_of(obj):
                if item.label == before[:LONGEST_LABEL]:
                    item.label = obj.name[:LONGEST_LABEL]
                    item.save()

    def deleted_with(self, row: Category) -> Sequence[Model]:
        return menu_items_of(row)


def add_to_menu(category: Category) -> None:
    """As its last entry; a menu that says nothing yet leads to the front page first. An entry that
    leads there already is left as it is."""
    if menu_items_of(category):
        return
    last = MenuItem.objects.aggregate(last=Max("order"))["last"]
    if last is None:
        MenuItem.objects.create(order=1, **HOME)
        last = 1
    address = category.get_absolute_url()
    MenuItem.objects.create(label=category.name[:LONGEST_LABEL], url=address, order=last + 1)


def menu_items_of(category: Category) -> list[MenuItem]:
    return list(MenuItem.objects.filter(url=category.get_absolute_url()))
