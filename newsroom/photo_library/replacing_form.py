"""In a form's row of photos: whether another picture is to take the place of a shared one here
alone, or in every text that has it. Nobody is left to guess: who chooses a file is asked, and who
answers "everywhere" once more, with the names of all that would change."""

import hashlib
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from limits.formsets import BoundedFormSet
from newsroom.photo_library.replacing import (
    MOST_REPLACED,
    Sharing,
    replace_everywhere,
    texts_sharing,
)

MOST_NAMED = 3
MOST_LISTED = 50
HERE, EVERYWHERE = "bai-nay", "moi-bai"
UNCHOSEN = ("", "Chưa chọn")
WHERE_TO_REPLACE = (
    "Ảnh này còn ở {called} khác. Hãy chọn: chỉ thay ở {called} này, hay thay ở mọi {called} dùng"
    " ảnh này."
)
TOO_MANY = (
    "Chưa thay. Ảnh này còn ở hơn {most} {called} khác, nhiều quá để thay trong một lần lưu. Hãy"
    " chọn “chỉ thay ở {called} này”."
)
IS_IT_SURE = (
    "Chưa thay. {number} {called} khác cũng sẽ đổi sang ảnh mới, chỗ nào đang đăng thì bạn đọc thấy"
    " ngay: {named}. Nếu đúng ý, hãy chọn “{answer}”, rồi lưu lại."
)
SURE = "Đúng, thay ở cả {number} {called} khác"
OTHERS = (
    "Ảnh này còn ở {number} {called} khác, tên ghi dưới đây. Xóa ảnh ở đây thì {kept} vẫn còn ảnh."
)
TITLE_LINK = '<li><a href="{1}" target="_blank" rel="noopener">{0}</a></li>'


class ReplacingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A photo whose picture may be that of others, which are `called` so: then `replace_in` is a
    choice."""

    replace_in = forms.CharField(
        label="khi thay tệp ảnh", required=False, max_length=40, widget=forms.HiddenInput
    )
    sharing: list[Sharing] = []
    called = "bài"

    def ask_where_to_replace(self, sharing: list[Sharing]) -> None:
        """`sharing` are the other texts that have the picture."""
        self.sharing = sharing
        choices = [UNCHOSEN, (HERE, f"chỉ thay ở {self.called} này")]
        if not self._are_too_many():
            number = len(sharing) + 1
            every = f"thay ở mọi {self.called} dùng ảnh này ({number} {self.called})"
            choices.append((EVERYWHERE, every))
        question = self.fields["replace_in"]
        question.widget = forms.Select(choices=choices)
        question.help_text = self._others()

    def check_where_to_replace(self, cleaned: dict[str, Any]) -> None:
        """To be called once the form knows its picture. "Everywhere" counts as the answer that
        names all the texts that have the picture now: one more, and it is asked anew."""
        answer = cleaned.get("replace_in", "")
        if not (self.sharing and self._brings_picture()) or answer == HERE:
            return
        if self._are_too_many():
            self.add_error("replace_in", TOO_MANY.format(most=MOST_REPLACED, called=self.called))
            return
        if answer == self._sure():
            return
        if not answer.startswith(EVERYWHERE):
            self.add_error("replace_in", WHERE_TO_REPLACE.format(called=self.called))
            return
        number = len(self.sharing)
        sure = SURE.format(number=number, called=self.called)
        choices = self.fields["replace_in"].widget.choices
        self.fields["replace_in"].widget.choices = [*choices[:-1], (self._sure(), sure)]
        about = {"number": number, "called": self.called, "named": self._named(), "answer": sure}
        self.add_error("replace_in", IS_IT_SURE.format(**about))

    def replace_elsewhere(self, by: Any) -> None:
        """To be called once the photo is stored."""
        is_wanted = self.sharing and self.cleaned_data.get("replace_in") == self._sure()
        if is_wanted and self._brings_picture():
            replace_everywhere(self.instance, str(self.initial["file"]), by)

    def _brings_picture(self) -> bool:
        return bool(self.cleaned_data.get("file")) and (
            "file" in self.changed_data or bool(self.cleaned_data.get("upload"))
        )

    def _are_too_many(self) -> bool:
        return len(self.sharing) > MOST_REPLACED

    def _sure(self) -> str:
        """The answer that stands for just these texts."""
        addresses = " ".join(sorted(each.address for each in self.sharing))
        return f"{EVERYWHERE}-{hashlib.sha256(addresses.encode()).hexdigest()[:16]}"

    def _named(self) -> str:
        named = ", ".join(f"“{each.title}”" for each in self.sharing[:MOST_NAMED])
        more = len(self.sharing) - MOST_NAMED
        return f"{named} và {more} {self.called} nữa" if more > 0 else named

    def _others(self) -> SafeString:
        """They, each with the way to its page of the desk."""
        number = len(self.sharing)
        kept = f"{self.called} đó" if number == 1 else f"các {self.called} đó"
        told, more = str(number), str(number - MOST_LISTED)
        if self._are_too_many():
            told, more = f"hơn {MOST_REPLACED}", "nhiều"
        said = OTHERS.format(number=told, called=self.called, kept=kept)
        titles = format_html_join("", TITLE_LINK, self.sharing[:MOST_LISTED])
        is_cut = number > MOST_LISTED
        last = format_html("<li>và {} {} nữa</li>", more, self.called) if is_cut else ""
        return format_html('{}<ul class="sharing">{}{}</ul>', said, titles, last)


class ReplacingRows(BoundedFormSet):
    """Rows of ReplacingForm; `by` is the person whose form it is."""

    by: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sharing = texts_sharing(self.by, self.instance)  # type: ignore[attr-defined]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if sharing := self.sharing.get(str(form.instance.file)):
            form.ask_where_to_replace(sharing)

    def save(self, commit: bool = True) -> Any:
        rows = super().save(commit)  # type: ignore[misc]  # a formset of a model's rows
        for form in self.initial_forms:
            if form not in self.deleted_forms:
                form.replace_elsewhere(self.by)
        return rows
