"""The documents of an article and of a static page, on the page of its form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest

from articles.models import Attachment
from attachments.attached_file import AttachedFile
from limits.files import MOST_ATTACHMENT_BYTES
from limits.rows import MOST_ATTACHMENTS, bounds
from newsroom.admin.formsets import ProposedRows
from newsroom.attachments.form import AttachmentForm
from portal.models import PageAttachment


class AttachmentRows(ProposedRows):
    """A form that says nothing of them leaves them as they are: it was opened, or kept as a draft,
    under a version that knew none."""

    rows_name = "tệp đính kèm"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_left_out = self.is_bound and f"{self.prefix}-TOTAL_FORMS" not in self.data
        if self.is_left_out:
            numbers = dict.fromkeys((TOTAL_FORM_COUNT, INITIAL_FORM_COUNT), "0")
            self.data = {f"{self.prefix}-{name}": number for name, number in numbers.items()}

    def show(self, form: Any, row: dict[str, Any]) -> None:
        """A proposed document stands in the form like one that was just sent ahead."""
        attachment = form.instance
        super().show(form, {name: row[name] for name in ("name", "order")})
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
    fields = (("order", "name"), "file", "upload")

    class Media:
        js = (forms.Script("js/attachments.js", defer=True),)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **bounds(MOST_ATTACHMENTS), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sends nothing ahead."""
        return self.fields if self.has_change_permission(request, obj) else self.fields[:-1]


class PageAttachmentInline(AttachmentInline):
    model = PageAttachment
