"""The documents of an article and of a static page, on the page of its form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles.models import Attachment
from attachments.attached_file import AttachedFile
from attachments.refusals import VIDEO_TOO_LARGE
from limits.files import MOST_ATTACHMENT_BYTES, MOST_VIDEO_BYTES
from limits.rows import MOST_ATTACHMENTS, bounds
from newsroom.attachments.form import AttachmentForm
from newsroom.attachments.later_rows import LaterRows
from newsroom.attachments.rows import OF_A_ROW
from portal.models import PageAttachment


class AttachmentRows(LaterRows):
    rows_name = "tệp đính kèm"

    def show(self, form: Any, row: dict[str, Any]) -> None:
        """A proposed document stands in the form like one that was just sent ahead."""
        attachment = form.instance
        super().show(form, {name: row[name] for name in OF_A_ROW})
        if not attachment.pk:
            attachment.file, attachment.size = row["file"], row["size"]
            form.initial["upload"] = row["file"]


class AttachmentInline(admin.StackedInline):
    model: type[AttachedFile] = Attachment
    form = AttachmentForm
    formset = AttachmentRows
    template = "admin/articles/attachments.html"
    extra = 0
    most_bytes = MOST_ATTACHMENT_BYTES
    most_megabytes = MOST_ATTACHMENT_BYTES >> 20
    most_video_bytes = MOST_VIDEO_BYTES
    most_video_megabytes = MOST_VIDEO_BYTES >> 20
    video_too_large = VIDEO_TOO_LARGE
    fields = (("order", "name"), "file", "poster", "upload")

    class Media:
        js = tuple(forms.Script(f"js/{name}.js", defer=True) for name in ("videos", "attachments"))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **bounds(MOST_ATTACHMENTS), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sends nothing ahead."""
        return self.fields if self.has_change_permission(request, obj) else self.fields[:-1]


class PageAttachmentInline(AttachmentInline):
    model = PageAttachment
