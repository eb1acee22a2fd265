"""The fields of an article's form, and what it carries beside them."""

import uuid
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Topic
from articles.onward_links import MOST_RELATED, related_to, topics_of
from limits import lengths
from newsroom.arranging.choices import ArticleChoicesField, named, refuse_unknown
from newsroom.drafts.submitted_form import BY
from newsroom.models import Proposal
from newsroom.revisions import Snapshot, latest_number
from newsroom.saving import WORDING_FIELDS, written_just_before
from vietnamese.names import full_name

CONNECTIONS = ("topics", "related")
ITSELF = "Bài không thể liên quan đến chính nó."
EDIT_ON = "_edit_on"
USE_DRAFT = "_use_draft"
NOT_SAVED = "Bài chưa được lưu. Hãy sửa tiếp bản của bạn rồi lưu: khi đó bản này thay bản đang có."
DRAFT_LOADED = "Đây là bản chưa lưu của bạn; bài vẫn như cũ. Hãy xem lại rồi lưu."
SOMEBODY_ELSE_S = (
    "Chưa lưu: chữ ở đây do người khác gõ, còn bây giờ đăng nhập là {name}. Nếu đúng là muốn lưu"
    " dưới tên {name}, hãy bấm lần nữa; nếu không, hãy đăng nhập lại bằng tên người viết."
)

WRITTEN_BEFORE = (
    "Chưa thêm: bài “{}” với đúng những chữ này bạn đã lưu rồi. <a href='{}'>Mở bài đã lưu</a> để"
    " sửa tiếp; muốn có thêm một bài giống hệt thì đổi tựa."
)


class ArticleForm(forms.ModelForm):
    """Carries the number of the revision it was opened at; a new article's, a key of its own. Also
    the key of the proposal it goes on from, where one waits.

    Refuses once to be saved by another person than the one who opened it. The admin's get_form()
    makes a subclass for each request, and gives it `person`, `refusal`, `proposal` and `proposed`.
    """

    began_from = forms.CharField(widget=forms.HiddenInput, required=False, max_length=lengths.TOKEN)
    goes_on_from = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=lengths.TOKEN
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label="Chuyên đề",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bài đứng thêm ở trang của những chuyên đề được đánh dấu.",
    )
    related = ArticleChoicesField(
        label="Bài liên quan",
        most=MOST_RELATED,
        help_text="Hiện dưới bài theo thứ tự này. Gõ vài chữ của tựa rồi chọn trong gợi ý, hoặc dán"
        " địa chỉ của bài. Bài bạn đọc chưa xem được thì chưa hiện.",
    )
    person: Any = None
    connects = False  # whether this person chooses topics and related articles here
    refusal = ""  # why it may not be saved now
    proposal: Proposal | None = None
    proposed: Snapshot | None = None  # what `proposal` says, which the form shows

    class Meta:
        widgets = {"title": forms.Textarea({"rows": 1, "class": "vTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.proposed and not self.is_bound:
            self.initial.update(
                {name: self.proposed[name] for name in (*WORDING_FIELDS, "category")}
            )
        if self.connects:
            self.initial["topics"] = topics_of(self.instance)
            self.initial["related"] = list(named(related_to(self.instance), self.person).values())
        else:
            for name in CONNECTIONS:
                self.fields.pop(name, None)
        stored = self.instance.pk
        base_revision = latest_number(self.instance) if stored else uuid.uuid4()
        self.fields["began_from"].initial = str(base_revision)
        self.fields["goes_on_from"].initial = self.proposal.pk if self.proposal else None

    def clean_related(self) -> list[int]:
        """ValidationError for what this person may not know of (at most 2 queries)."""
        related: list[int] = self.cleaned_data["related"]
        if self.instance.pk in related:
            raise forms.ValidationError(ITSELF)
        if related:
            refuse_unknown(related, self.person, related_to(self.instance))
        return related

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        if EDIT_ON in self.data:
            self.add_error(None, DRAFT_LOADED if USE_DRAFT in self.data else NOT_SAVED)
        if self.data.get(BY, "") not in ("", str(self.person.pk)):
            self.add_error(None, SOMEBODY_ELSE_S.format(name=full_name(self.person)))
        if not self.instance.pk and (before := written_just_before(self, self.person)):
            address = reverse("admin:articles_article_change", args=[before.pk])
            self.add_error(None, format_html(WRITTEN_BEFORE, before.title, address))
        return cleaned
