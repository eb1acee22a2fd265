"""One photo in an article's form."""

from typing import Any

from django import forms

from articles.models import Photo
from newsroom.models import PhotoUpload
from newsroom.photo_library.replacing_form import ReplacingForm
from newsroom.uploading.form import UploadForm
from richtext.placed_photo import CENTRE

MISSING = {
    "caption": "Còn thiếu chú thích",
    "credit": "Còn thiếu người chụp",
    "alt": "Còn thiếu mô tả ảnh",
}
UPLOAD_MISSING = (
    "Ảnh đã tải lên không còn chờ: đã lưu ở lần trước, hoặc để quá lâu. Hãy tải ảnh này lại."
)


class PhotoForm(UploadForm, ReplacingForm):
    """A photo whose picture comes with the form, or was sent ahead."""

    waiting_model, row_model = PhotoUpload, Photo
    facts = ("width", "height")
    missing = UPLOAD_MISSING

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
            self.claim_upload(cleaned)
        self.check_where_to_replace(cleaned)
        return cleaned
