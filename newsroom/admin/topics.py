"""The topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from articles.models import Topic
from newsroom.takedowns.recoverable_deletion import RecoverableDeletion
from vietnamese.numbers import group_digits


@admin.register(Topic)
class TopicAdmin(RecoverableDeletion):
    """An article comes into a topic, and out of it, by its own form."""

    list_display = ("name", "slug", "number")
    search_fields = ("name", "lead")
    fields = ("name", "slug", "lead")

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> Any:
        """An address that readers know stays as it is."""
        return ("slug",) if obj else ()

    def get_queryset(self, request: HttpRequest) -> Any:
        topics = super().get_queryset(request)
        return topics.annotate(entries_count=Count("entries"))

    @admin.display(description="số bài")
    def number(self, topic: Any) -> str:
        return group_digits(topic.entries_count)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What goes, in words: the page, not the articles (1 query for each topic)."""
        topics = list(objs)
        listed = [what_goes(topic) for topic in topics]
        lacking = set() if self.has_delete_permission(request) else {Topic._meta.verbose_name}
        return listed, {Topic._meta.verbose_name_plural: len(topics)}, lacking, []


def what_goes(topic: Topic) -> list[Any]:
    number = group_digits(topic.entries.count())
    return [
        f"Chuyên đề “{topic}”",
        [
            f"Trang {topic.get_absolute_url()} và nguồn tin của nó: ai mở địa chỉ ấy sẽ đọc thấy"
            " rằng chuyên đề không còn nữa",
            f"{number} bài thôi đứng trong chuyên đề; các bài ấy còn nguyên, địa chỉ không đổi",
        ],
    ]
