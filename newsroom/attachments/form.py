"""One document in the form of an article or a static page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Attachment
from attachments.kinds import CONTENT_TYPES, VIDEO
from attachments.names import display_name
from limits import lengths
from newsroom.models import AttachmentUpload
from newsroom.quotas import check_uploads

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


class AttachmentForm(forms.ModelForm):
    """A document that comes with the form, or was sent ahead: then `upload` names it."""

    upload = forms.CharField(
        label="tệp đã gửi lên",
        required=False,
        widget=forms.HiddenInput,
        max_length=lengths.TOKEN,
    )
    waiting: AttachmentUpload | None = None

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
            self._claim_upload(cleaned)
        elif file := cleaned.get("file"):
            self.instance.size = file.size
            cleaned["name"] = cleaned.get("name") or display_name(file.name)
        else:
            raise ValidationError({"file": CHOOSE})
        return cleaned

    def save(self, commit: bool = True) -> Any:
        attachment = super().save(commit)
        if commit and self.waiting:
            self.waiting.hand_over()
        return attachment

    def store_upload(self, by: Any) -> None:
        """Where the form is shown once more, a sound document that came with it waits like one that
        was sent ahead: a browser does not choose its files again (2 queries). QuotaReached where
        this person has too many that wait."""
        file = getattr(self, "cleaned_data", {}).get("file")
        if not file or "file" not in self.changed_data or isinstance(file, str):
            return
        check_uploads(by)
        upload = AttachmentUpload(by=by)
        upload.file.save(file.name, file)
        name = self.data.get(self.add_prefix("name")) or upload.name
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent[self.add_prefix("upload")], sent[self.add_prefix("name")] = upload.file.name, name
        self.instance.file, self.instance.size = upload.file.name, upload.size

    def _is_document(self) -> bool:
        return bool(self.instance.file) and self.instance.kind != VIDEO

    def _claim_upload(self, cleaned: dict[str, Any]) -> None:
        """Locked, so that of two forms sent at once only one gets the document (1 query)."""
        article = getattr(self.instance, "article_id", None)
        uploads = AttachmentUpload.objects.free_for(article).select_for_update()
        self.waiting = uploads.filter(file=cleaned["upload"]).first()
        # A form sent twice finds it saved: the article's form then says what became of that.
        own = Attachment.objects.filter(article=article) if article else Attachment.objects.none()
        found = self.waiting or own.filter(file=cleaned["upload"]).first()
        if found is None:
            raise ValidationError({"file": UPLOAD_MISSING})
        cleaned["file"], self.instance.size = found.file.name, found.size
        cleaned["name"] = cleaned.get("name") or found.name
