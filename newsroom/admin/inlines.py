"""An article's photos and bylines, on the page of its form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article, Byline, Photo
from limits.rows import MOST_BYLINES, MOST_PHOTOS, bounds
from newsroom.admin.formsets import ProposedRows
from newsroom.admin.photo_form import PhotoForm
from newsroom.admin.photos import thumbnail, uses
from newsroom.photo_library.replacing_form import ReplacingRows
from pictures.ingest import MOST_BYTES
from richtext.placed_photo import PlacedPhoto


class BylineRows(ProposedRows):
    rows_name = "dòng tác giả"


class BylineInline(admin.StackedInline):
    model = Byline
    formset = BylineRows
    extra = 1
    in_rail = True  # beside the text, for the article's template
    fields = (("role", "name"), ("link", "order"))
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **bounds(MOST_BYLINES), **kwargs)


class PhotoRows(ReplacingRows, ProposedRows):
    rows_name = "ảnh"

    def show(self, form: Any, row: dict[str, Any]) -> None:
        """A proposed picture stands in the form like one that was just sent ahead."""
        fields = dict(row)
        photo, name = form.instance, fields.pop("file")
        super().show(form, fields)
        if name == (photo.file.name or ""):
            return
        if name:
            form.initial["upload"] = photo.file = name
        else:
            form.fields["file"].widget.checked = True  # the box that takes the picture away
        form.initial["file"] = photo.file


class PhotoInline(admin.StackedInline):
    model: type[PlacedPhoto] = Photo
    form = PhotoForm
    formset = PhotoRows
    template = "admin/articles/photos.html"
    extra = 0
    most_bytes = MOST_BYTES
    belongs_to = "article"
    fields = (
        ("order", "picture"),
        "file",
        "replace_in",
        "caption",
        ("credit", "alt"),
        ("focus_x", "focus_y"),
        "used",
        "upload",
    )
    readonly_fields = ("picture", "used")

    class Media:
        css = {"all": ("css/photos_in_text.css", "css/photo_library.css", "css/photo_strip.css")}
        js = tuple(
            forms.Script(f"js/{name}.js", defer=True)
            for name in (
                *("photo_rows", "photo_focus", "photo_sheet", "photo_widget", "photos"),
                "photo_library",
                "photo_strip",
            )
        )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **bounds(MOST_PHOTOS), **kwargs)
        formset.by = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(self.belongs_to)

    @admin.display(description="ảnh đang dùng")
    def picture(self, photo: PlacedPhoto) -> str:
        return thumbnail(photo, with_large=True)

    @admin.display(description="ảnh này dùng ở đâu")
    def used(self, photo: PlacedPhoto) -> str:
        return uses(photo) if photo.pk else "Chưa lưu"
