"""One photo in an article's form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Photo
from limits import lengths
from newsroom.models import PhotoUpload
from newsroom.photo_library.replacing_form import ReplacingForm
from newsroom.quotas import check_uploads
from richtext.placed_photo import CENTRE, PlacedPhoto

MISSING = {
    "caption": "Còn thiếu chú thích",
    "credit": "Còn thiếu người chụp",
    "alt": "Còn thiếu mô tả ảnh",
}
UPLOAD_MISSING = (
    "Ảnh đã tải lên không còn chờ: đã lưu ở lần trước, hoặc để quá lâu. Hãy tải ảnh này lại."
)


class PhotoForm(ReplacingForm):
    """A photo whose picture comes with the form, or was sent ahead: then `upload` names it."""

    upload = forms.CharField(
        label="ảnh đã gửi lên",
        required=False,
        widget=forms.HiddenInput,
        max_length=lengths.TOKEN,
    )
    waiting: PhotoUpload | None = None

    class Meta:
        widgets = {"caption": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, message in MISSING.items():
            if name in self.fields:  # those who may only look have none
                self.fields[name].widget.attrs["placeholder"] = message
        for name in {"focus_x", "focus_y"} & set(self.fields):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("focus_x", "focus_y"):
            if cleaned.get(name, CENTRE) is None:
                cleaned[name] = CENTRE
        if cleaned.get("upload") and "file" not in self.changed_data:
            self._claim_upload(cleaned)
        self.check_where_to_replace(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> PlacedPhoto:
        photo: PlacedPhoto = super().save(commit)
        if commit and self.waiting:
            self.waiting.hand_over()
        return photo

    def store_upload(self, by: Any) -> None:
        """Where the form is shown once more, a sound picture that came with it waits like one that
        was sent ahead: a browser does not choose its files again (2 queries). QuotaReached where
        this person has too many that wait."""
        file = getattr(self, "cleaned_data", {}).get("file")
        if not file or "file" not in self.changed_data:
            return
        check_uploads(by)
        upload = PhotoUpload(by=by)
        upload.file.save(file.name, file)
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent[self.add_prefix("upload")] = upload.file.name
        self.instance.file = upload.file.name
        self.instance.width, self.instance.height = upload.width, upload.height

    def _claim_upload(self, cleaned: dict[str, Any]) -> None:
        """Locked, so that of two forms sent at once only one gets the picture (1 query)."""
        article = getattr(self.instance, "article_id", None)
        uploads = PhotoUpload.objects.free_for(article).select_for_update()
        self.waiting = uploads.filter(file=cleaned["upload"]).first()
        # A form sent twice finds it saved: the article's form then says what became of that.
        own = Photo.objects.filter(article=article) if article else Photo.objects.none()
        found = self.waiting or own.filter(file=cleaned["upload"]).first()
        if found is None:
            raise ValidationError({"file": UPLOAD_MISSING})
        cleaned["file"] = found.file.name
        self.instance.width, self.instance.height = found.width, found.height
