"""One row of a form whose file comes with it, or was sent ahead: a photo, a document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from limits import lengths
from newsroom.models.waiting_upload import WaitingUpload
from newsroom.quotas import check_uploads


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """`upload` names a file that was sent ahead. A subclass says of which model such a one is, of
    which the rows of articles are, and which columns tell what the file is."""

    waiting_model: Any  # a WaitingUpload
    row_model: type[Model]
    facts: tuple[str, ...]
    missing: str

    upload = forms.CharField(
        label="tệp đã gửi lên",
        required=False,
        widget=forms.HiddenInput,
        max_length=lengths.TOKEN,
    )
    waiting: WaitingUpload | None = None

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        if commit and self.waiting:
            self.waiting.hand_over()
        return row

    def store_upload(self, by: Any) -> Any:
        """Where the form is shown once more, a sound file that came with it waits like one that was
        sent ahead, and is returned: a browser does not choose its files again (2 queries).
        QuotaReached where this person has too many that wait."""
        file = getattr(self, "cleaned_data", {}).get("file")
        if not file or "file" not in self.changed_data or isinstance(file, str):
            return None
        check_uploads(by)
        upload = self.waiting_model(by=by)
        upload.file.save(file.name, file)
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent[self.add_prefix("upload")] = upload.file.name
        self.instance.file = upload.file.name
        self._take_facts(upload)
        return upload

    def claim_upload(self, cleaned: dict[str, Any]) -> Any:
        """What `upload` names, locked, so that of two forms sent at once only one gets the file (1
        query); ValidationError where nobody has it any more."""
        article = getattr(self.instance, "article_id", None)
        uploads = self.waiting_model._default_manager.free_for(article).select_for_update()
        self.waiting = uploads.filter(file=cleaned["upload"]).first()
        # A form sent twice finds it saved: the article's form then says what became of that.
        rows: Any = self.row_model._default_manager
        own = rows.filter(article=article) if article else rows.none()
        found: Any = self.waiting or own.filter(file=cleaned["upload"]).first()
        if found is None:
            raise ValidationError({"file": self.missing})
        cleaned["file"] = found.file.name
        self._take_facts(found)
        return found

    def _take_facts(self, file: Any) -> None:
        for name in self.facts:
            setattr(self.instance, name, getattr(file, name))
