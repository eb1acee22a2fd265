"""The form and the list of static pages. They are portal's; what a page is written with, the desk
has for articles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse

from newsroom.attachments.inlines import PageAttachmentInline
from newsroom.models import AttachmentUpload, PhotoUpload
from newsroom.quotas import QuotaReached
from newsroom.static_pages.photos import PagePhotoInline
from newsroom.takedowns.recoverable_deletion import RecoverableDeletion
from portal.models import Page
from richtext.editor import EditorPageMixin
from richtext.placed_photo import PICTURED

MOST_NAMED = 5
MOVED = (
    "Trang nay ở {new}. Địa chỉ cũ {old} tự dẫn sang đó; mục menu, ảnh tuyên truyền và liên kết"
    " website dẫn đến trang này đã được sửa theo."
)
STILL_LED_BY = "Trang tĩnh còn ghi địa chỉ cũ (bấm vào vẫn đến nơi): {titles}."
NOT_KEPT = "Chưa giữ được tệp vừa chọn: {reason}"


@admin.register(Page)
class PageAdmin(RecoverableDeletion, EditorPageMixin, admin.ModelAdmin):
    fieldsets = [(None, {"fields": ["title", "body"]}), ("Địa chỉ", {"fields": ["slug"]})]
    list_display = ["title", "slug", "updated_at"]
    search_fields = ["title", "body"]
    inlines = [PagePhotoInline, PageAttachmentInline]
    paste_reader = "admin:read_pasted"
    save_on_top = True

    class Media:
        css = {"all": ("css/writing.css",)}
        js = (forms.Script("js/writing.js", defer=True),)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "title":  # as long as it is, in lines that are as wide as the text
            kwargs["widget"] = forms.Textarea({"rows": 1, "class": "vTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Where that moves the page, pages with links to its old address are named (2 queries)."""
        stored = Page.objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if stored and stored.slug != obj.slug:
            _tell_moved(request, stored.get_absolute_url(), obj.get_absolute_url())

    def hold_files(self, row: Page, by: Any) -> None:
        """As if they had been sent ahead of a form: for some days longer (1 query each, 2 more)."""
        for photo in row.photos.filter(PICTURED):
            size = {"width": photo.width, "height": photo.height}
            PhotoUpload.objects.create(by=by, file=str(photo.file), **size)
        for attachment in row.attachments.all():
            AttachmentUpload.objects.create(by=by, file=str(attachment.file))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A form that comes back unsaved has kept the photos and documents that came with it."""
        if request.method == "POST":
            _store_uploads(request, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **kwargs)


def _store_uploads(request: HttpRequest, inlines: Any) -> None:
    try:
        for inline in inlines:
            for row in inline.formset.forms:
                row.store_upload(request.user)
    except QuotaReached as reached:
        messages.error(request, NOT_KEPT.format(reason=reached))


def _tell_moved(request: HttpRequest, old: str, new: str) -> None:
    messages.info(request, MOVED.format(old=old, new=new))
    leading = Page.objects.filter(body__contains=f'"{old}')
    titles = [f"“{title}”" for title in leading.values_list("title", flat=True)[: MOST_NAMED + 1]]
    if titles:
        shown = ", ".join(titles[:MOST_NAMED]) + (", …" if len(titles) > MOST_NAMED else "")
        messages.info(request, STILL_LED_BY.format(titles=shown))
