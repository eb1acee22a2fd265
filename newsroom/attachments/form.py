"""One document in the form of an article or a static page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Attachment
from attachments.kinds import CONTENT_TYPES, VIDEO
from attachments.names import display_name
from newsroom.models import AttachmentUpload
from newsroom.uploading.form import UploadForm

UPLOAD_MISSING = (
    "Tệp đã tải lên không còn chờ: đã lưu ở lần trước, hoặc để quá lâu. Hãy gửi tệp này lại."
)
CHOOSE = "Hãy chọn tệp, hoặc bỏ dòng này."


class DocumentInput(forms.FileInput):
    """The document where there is one, which stays as it is; else a field to choose it."""

    document: Any = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        file = self.document and self.document.file
        if not (file and file._committed):  # noqa: SLF001 (what Django's own admin asks too)
            return super().render(name, value, attrs, renderer)
        return format_html(
            '<a class="attached" href="{}">{}, {}</a>',
            file.url,
            self.document.kind,
            self.document.size_text,
        )


class AttachmentForm(UploadForm):
    """A document that comes with the form, or was sent ahead."""

    waiting_model, row_model = AttachmentUpload, Attachment
    facts = ("size",)
    missing = UPLOAD_MISSING

    class Meta:
        widgets = {
            "file": DocumentInput({"accept": ",".join(f".{kind}" for kind in CONTENT_TYPES)})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):  # those who may only look have none
            file.required = False
            file.disabled = bool(self.instance.pk)
            file.widget.document = self.instance
        if (poster := self.fields.get("poster")) and self._is_document():
            poster.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("poster", 0) is None:
            is_emptied = self.add_prefix("poster") in self.data
            cleaned["poster"] = 0 if is_emptied else self.instance.poster
        if self.instance.pk or "file" in self.errors:
            return cleaned
        if cleaned.get("upload") and "file" not in self.changed_data:
            self.claim_upload(cleaned)
        elif file := cleaned.get("file"):
            self.instance.size = file.size
            cleaned["name"] = cleaned.get("name") or display_name(file.name)
        else:
            raise ValidationError({"file": CHOOSE})
        return cleaned

    def store_upload(self, by: Any) -> Any:
        """With the name that was typed, or the file's own."""
        if upload := super().store_upload(by):
            sent: Any = self.data
            name = self.add_prefix("name")
            sent[name] = sent.get(name) or upload.name
        return upload

    def claim_upload(self, cleaned: dict[str, Any]) -> Any:
        found = super().claim_upload(cleaned)
        cleaned["name"] = cleaned.get("name") or found.name
        return found

    def _is_document(self) -> bool:
        return bool(self.instance.file) and self.instance.kind != VIDEO
