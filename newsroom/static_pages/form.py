"""The fields of a static page's form, and how it is kept from being saved over other words."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from limits import lengths
from newsroom.admin.article_form import EDIT_ON, SOMEBODY_ELSE_S
from newsroom.conflicts.merging import Merge, in_words, merge
from newsroom.diff import Part, compare
from newsroom.drafts.snapshot import snapshot_in
from newsroom.drafts.submitted_form import BY, SubmittedForm
from newsroom.revisions import same_content
from newsroom.static_pages.revisions import base_of
from newsroom.static_pages.snapshot import Snapshot, snapshot_of
from portal.models import Page
from richtext.cleaning import clean
from vietnamese.names import full_name

DRAFT_LOADED = "Đây là bản chưa lưu của bạn; trang vẫn như cũ. Hãy xem lại rồi lưu."
SAVED_MEANWHILE = (
    "Chưa lưu: trang đã được lưu ở nơi khác trong lúc bạn viết. Bản của bạn khác bản đang có ở"
    " những chỗ ghi dưới đây. Chữ bạn gõ còn nguyên; sửa tiếp rồi bấm Lưu lần nữa thì bản của bạn"
    " thay bản đang có{there}."
)
WRITTEN_BEFORE = (
    "Chưa thêm: trang “{}” với đúng những chữ này bạn đã lưu rồi. <a href='{}'>Mở trang đã lưu</a>"
    " để sửa tiếp; muốn có thêm một trang giống hệt thì đổi đường dẫn."
)
ADDRESS_TAKEN = "Đã có trang tĩnh khác ở đường dẫn này. Hãy đặt đường dẫn khác."
THERE = " ở những chỗ ấy; phần chỉ một người sửa thì được gộp lại ({fields})"
BEGAN_FROM = "began_from"
SEEN = "|"  # after it the moment of what its writer has seen beside it, and decided about


class PageForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Carries the moment at which the page was last saved when it was opened. Where it has been
    since, what only one has changed is merged (`merge`); where both have changed the same, the form
    is not saved: `theirs` is what is stored, and sent once more it takes its place there.
    The admin's get_form() makes a subclass for each request, and gives it `person`, `refusal`."""

    began_from = forms.CharField(widget=forms.HiddenInput, required=False, max_length=lengths.TOKEN)
    person: Any = None
    refusal = ""  # why it may not be saved now
    theirs: Snapshot | None = None
    merge: Merge | None = None
    asked: Snapshot  # what this form says where both have changed something

    class Meta:
        widgets = {"title": forms.Textarea({"rows": 1, "class": "vTextField"})}
        error_messages = {"slug": {"unique": ADDRESS_TAKEN}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[BEGAN_FROM].initial = _moment(self.instance)

    def clean(self) -> dict[str, Any]:
        """1 query, 4 more where the page has been saved since."""
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        if EDIT_ON in self.data:
            self.add_error(None, DRAFT_LOADED)
        if self.data.get(BY, "") not in ("", str(self.person.pk)):
            self.add_error(None, SOMEBODY_ELSE_S.format(name=full_name(self.person)))
        # Locked, so that of two saves at once the second one sees the first.
        stored = Page.objects.select_for_update().filter(pk=self.instance.pk).first()
        opened, _, seen = self.data.get(BEGAN_FROM, "").partition(SEEN)
        if stored and BEGAN_FROM in self.data and opened != _moment(stored):
            self._merge_with(stored, opened, is_decided=seen == _moment(stored))
        return cleaned

    def validate_unique(self) -> None:
        """A new page that is there already, word for word, was sent before: by the first of two
        clicks, or before the browser went back (1 query)."""
        new = self.instance
        there = None if new.pk else Page.objects.filter(slug=new.slug).first()
        if there and (there.title, there.body) == (new.title, clean(new.body)):
            address = reverse("admin:portal_page_change", args=[there.pk])
            self.add_error(None, format_html(WRITTEN_BEFORE, there.title, address))
        else:
            super().validate_unique()

    def _merge_with(self, stored: Page, opened: str, *, is_decided: bool) -> None:
        theirs = snapshot_of(stored)
        # Of a file that comes with the form itself nobody knows yet of which row it is.
        base = None if self.files else base_of(stored, opened)
        mine = self._mine(base or theirs)
        if same_content(theirs, mine):
            return  # as by a second click
        found = merge(base, mine, theirs) if base else None
        if not is_decided and (found is None or found.both):
            self._ask(stored, opened, theirs, mine, found)
        elif found:
            self.merge = found.taking(mine=True)
            for name in self.merge.by_them & set(self.cleaned_data):
                self.cleaned_data[name] = getattr(stored, name)

    def _ask(
        self, stored: Page, opened: str, theirs: Snapshot, mine: Snapshot, found: Merge | None
    ) -> None:
        """What can be merged without a decision is not shown, and merged once this is decided."""
        fields = in_words(found.by_me | found.by_them) if found else ""
        self.theirs = theirs
        self.asked = theirs | {name: mine[name] for name in found.both} if found else mine
        self.data = sent = self._sent().copy()
        sent[BEGAN_FROM] = f"{opened}{SEEN}{_moment(stored)}"
        there = THERE.format(fields=fields) if fields else ""
        self.add_error(None, SAVED_MEANWHILE.format(there=there))

    def differences(self) -> list[Part]:
        """What the form says otherwise than the page that was saved meanwhile (no query)."""
        if self.theirs is None:
            return []
        return [part for part in compare(self.theirs, self.asked) if part.is_changed]

    def _mine(self, before: Snapshot) -> Snapshot:
        """The files of rows that it leaves as they are it does not send (2 queries)."""
        mine = snapshot_in(SubmittedForm.of(self._sent()).fields, before)
        files = {row["pk"]: row["file"] for row in before["photos"]}
        photos = [row | {"file": row["file"] or files.get(row["pk"], "")} for row in mine["photos"]]
        slug = self.data.get("slug", "").strip() or before.get("slug", "")
        return mine | {"photos": photos, "slug": slug}

    def _sent(self) -> QueryDict:
        return cast(QueryDict, self.data)


def _moment(page: Page) -> str:
    return page.updated_at.isoformat() if page.pk else ""
