"""The fields of a static page's form, and how it is kept from being saved over other words."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from limits import lengths
from newsroom.admin.article_form import EDIT_ON, SOMEBODY_ELSE_S
from newsroom.diff import Part, compare
from newsroom.drafts.snapshot import snapshot_in
from newsroom.drafts.submitted_form import BY, SubmittedForm
from newsroom.revisions import same_content
from newsroom.static_pages.snapshot import Snapshot, snapshot_of
from portal.models import Page
from vietnamese.names import full_name

DRAFT_LOADED = "Đây là bản chưa lưu của bạn; trang vẫn như cũ. Hãy xem lại rồi lưu."
SAVED_MEANWHILE = (
    "Chưa lưu: trang đã được lưu ở nơi khác trong lúc bạn viết. Bản của bạn khác bản đang có ở"
    " những chỗ ghi dưới đây. Chữ bạn gõ còn nguyên; sửa tiếp rồi bấm Lưu lần nữa thì bản của bạn"
    " thay bản đang có."
)
BEGAN_FROM = "began_from"


class PageForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Carries the moment at which the page was last saved when it was opened. Where it has been
    since, the form is not saved: `theirs` is what is stored, and sent once more it takes its place.
    The admin's get_form() makes a subclass for each request, and gives it `person`."""

    began_from = forms.CharField(widget=forms.HiddenInput, required=False, max_length=lengths.TOKEN)
    person: Any = None
    theirs: Snapshot | None = None

    class Meta:
        widgets = {"title": forms.Textarea({"rows": 1, "class": "vTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[BEGAN_FROM].initial = _moment(self.instance)

    def clean(self) -> dict[str, Any]:
        """1 query, 3 more where the page has been saved since."""
        cleaned = super().clean() or self.cleaned_data
        if EDIT_ON in self.data:
            self.add_error(None, DRAFT_LOADED)
        if self.data.get(BY, "") not in ("", str(self.person.pk)):
            self.add_error(None, SOMEBODY_ELSE_S.format(name=full_name(self.person)))
        # Locked, so that of two saves at once the second one sees the first.
        stored = Page.objects.select_for_update().filter(pk=self.instance.pk).first()
        began_from = self.data.get(BEGAN_FROM)
        if stored and began_from is not None and began_from != _moment(stored):
            self._compare_with(stored)
        return cleaned

    def _compare_with(self, stored: Page) -> None:
        theirs = snapshot_of(stored)
        is_elsewhere = self.data.get("slug", "").strip() not in ("", stored.slug)
        if same_content(theirs, self._mine(theirs)) and not is_elsewhere:
            return  # as by a second click
        self.theirs = theirs
        self.data = sent = self._sent().copy()
        sent[BEGAN_FROM] = _moment(stored)
        self.add_error(None, SAVED_MEANWHILE)

    def differences(self) -> list[Part]:
        """What the form says otherwise than the page that was saved meanwhile (2 queries)."""
        if self.theirs is None:
            return []
        parts = compare(self.theirs, self._mine(self.theirs))
        return [part for part in parts if part.is_changed]

    def _mine(self, stored: Snapshot) -> Snapshot:
        return snapshot_in(SubmittedForm.of(self._sent()).fields, stored)

    def _sent(self) -> QueryDict:
        return cast(QueryDict, self.data)


def _moment(page: Page) -> str:
    return page.updated_at.isoformat() if page.pk else ""
