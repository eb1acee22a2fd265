"""The model field for a document: what is uploaded is looked through, and the server names it."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms import FileField as UploadFormField
from django.utils import timezone

from attachments import mp4, mp4_boxes
from attachments.inspection import kind_of_file
from attachments.kinds import VIDEO
from attachments.names import display_name
from attachments.refusals import AttachmentRefused
from pictures.fields import StoredFile, StoredFileField


class AttachmentFile(StoredFile):
    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Store it, and note its size on the instance, and its name where that has none. A video
        loses what says where and by whom it was taken.

        Raises AttachmentRefused where the content was not validated before.
        """
        row: Any = self.instance
        kind = inspected(content)
        if kind == VIDEO:
            mp4_boxes.erase(mp4.checked_personal_boxes(content, content.size), content)
        row.size, row.name = content.size, row.name or display_name(name)
        super().save(f"tep.{kind}", content, save)


def inspected(content: Any) -> str:
    """The kind of an uploaded file, found out once for validating and storing it.
    AttachmentRefused for what readers may not get; what is too large is not read."""
    kind: str | None = getattr(content, "kind", None)
    if kind is None:
        kind = content.kind = kind_of_file(content, content.size)
    return kind


class AttachmentFormField(UploadFormField):
    """Refuses beside the field what readers may not get."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, FieldFile):  # a stored row's own, which may be missing on disk
            return data
        upload = super().clean(data, initial)
        if upload and upload is not initial and hasattr(upload, "read"):
            try:
                inspected(upload)
            except AttachmentRefused as refused:
                raise ValidationError(str(refused)) from refused
        return upload


class AttachmentField(StoredFileField):
    """A field for models that also have `name` and `size`, after this one."""

    attr_class = AttachmentFile

    def generate_filename(self, instance: models.Model | None, filename: str) -> str:  # noqa: ARG002 (Django's)
        """`<upload_to>/<year>/<month>/<random>.<kind>`: nothing of the sender's name."""
        folder = timezone.localdate().strftime("%Y/%m")
        kind = filename.rpartition(".")[2]
        return f"{self.upload_to}/{folder}/{secrets.token_hex(8)}.{kind}"

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": AttachmentFormField, "max_length": None, **kwargs}
        )
