"""The list of all photos, to find one again."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Article, Photo
from articles.models.photo import UNCAPTIONED, UNCREDITED, UNDESCRIBED
from newsroom.admin.paging import CappedPaginator
from newsroom.permissions import is_editor, visible_to
from pictures.fields import PictureFile
from richtext.placed_photo import PlacedPhoto


class LackingFilter(admin.SimpleListFilter):
    """Photos that have their picture, and not the words for it. Each is found by an index of those
    alone, the newest first. A byline that names the photographer is not looked at."""

    title = "điều còn thiếu"
    parameter_name = "thieu"
    conditions = {
        "mo-ta": ("Thiếu mô tả ảnh", UNDESCRIBED),
        "chu-thich": ("Thiếu chú thích", UNCAPTIONED),
        "nguoi-chup": ("Thiếu người chụp", UNCREDITED),
    }

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        return [(name, label) for name, (label, _) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        chosen = self.conditions.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    """All photos, to find one again. They are changed and deleted on their article's page."""

    actions = None
    list_display = ("picture", "caption", "credit", "where", "used")
    list_display_links = None
    list_filter = (LackingFilter,)
    list_select_related = ("article",)
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    show_full_result_count = False
    ordering = ("-pk",)
    search_fields = ("caption", "credit", "alt")
    search_help_text = "Tìm trong chú thích, người chụp, mô tả ảnh."

    def has_add_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        """The list alone. (The permission to delete stays: an article goes with its photos.)"""
        return [page for page in super().get_urls() if page.name == "articles_photo_changelist"]

    @admin.display(description="ảnh")
    def picture(self, photo: Photo) -> str:
        return thumbnail(photo)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        """Of the articles that this person may know of."""
        photos = super().get_queryset(request)
        if is_editor(request.user):
            return photos
        return photos.filter(article__in=visible_to(request.user, Article.objects.all()))

    @admin.display(description="trong bài")
    def where(self, photo: Photo) -> str:
        address = reverse("admin:articles_article_change", args=[photo.article_id])
        return format_html('<a href="{}">{}</a>', address, photo.article)

    @admin.display(description="ảnh này dùng ở đâu")
    def used(self, photo: Photo) -> str:
        return uses(photo)


def thumbnail(photo: PlacedPhoto, *, with_large: bool = False) -> str:
    """`with_large`: it names the picture that static/js/photo_widget.js shows in the text."""
    if not photo.file:
        return "Đang chờ ảnh"
    file = cast(PictureFile, photo.file)
    large = format_html(' data-large="{}"', file.column_url) if with_large else ""
    return format_html(
        '<span class="focus"><img src="{}" alt="{}" class="thumbnail" loading="lazy"{}></span>',
        file.small_url,
        photo.alt,
        large,
    )


def uses(photo: PlacedPhoto) -> str:
    return format_html_join(SafeString("<br>"), "{}", ((use,) for use in photo.uses())) or "–"
