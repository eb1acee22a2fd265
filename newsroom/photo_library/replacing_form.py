"""In a form's row of photos: whether another picture is to take the place of a shared one here
alone, or in every text that has it. Nobody is left to guess: who chooses a file is asked."""

from typing import Any

from django import forms

from limits.formsets import BoundedFormSet
from newsroom.photo_library.replacing import replace_everywhere, titles_sharing

MOST_NAMED = 3
HERE, EVERYWHERE = "bai-nay", "moi-bai"
WHERE_TO_REPLACE = (
    "Ảnh này còn ở {called} khác. Hãy chọn: chỉ thay ở {called} này, hay thay ở mọi {called} dùng"
    " ảnh này."
)


class ReplacingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A photo whose picture may be that of others, which are `called` so: then `replace_in` is a
    choice."""

    replace_in = forms.CharField(
        label="khi thay tệp ảnh", required=False, max_length=10, widget=forms.HiddenInput
    )
    is_shared = False
    called = "bài"

    def ask_where_to_replace(self, titles: list[str]) -> None:
        """`titles` are those of the other texts that have the picture."""
        others = len(titles) - MOST_NAMED
        named = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
        more = f" và {others} {self.called} nữa" if others > 0 else ""
        here = f"chỉ thay ở {self.called} này"
        everywhere = f"thay ở mọi {self.called} dùng ảnh này ({len(titles) + 1} {self.called})"
        self.is_shared = True
        self.fields["replace_in"] = forms.ChoiceField(
            label="khi thay tệp ảnh",
            required=False,
            choices=[("", "Chưa chọn"), (HERE, here), (EVERYWHERE, everywhere)],
            help_text=f"Ảnh này còn ở {named}{more}.",
        )

    def check_where_to_replace(self, cleaned: dict[str, Any]) -> None:
        """To be called once the form knows its picture."""
        if self.is_shared and self._brings_picture() and not cleaned.get("replace_in"):
            self.add_error("replace_in", WHERE_TO_REPLACE.format(called=self.called))

    def replace_elsewhere(self, by: Any) -> None:
        """To be called once the photo is stored."""
        is_wanted = self.is_shared and self.cleaned_data.get("replace_in") == EVERYWHERE
        if is_wanted and self._brings_picture():
            replace_everywhere(self.instance, str(self.initial["file"]), by)

    def _brings_picture(self) -> bool:
        return bool(self.cleaned_data.get("file")) and (
            "file" in self.changed_data or bool(self.cleaned_data.get("upload"))
        )


class ReplacingRows(BoundedFormSet):
    """Rows of ReplacingForm; `by` is the person whose form it is."""

    by: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sharing = titles_sharing(self.by, self.instance)  # type: ignore[attr-defined]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if titles := self.sharing.get(str(form.instance.file)):
            form.ask_where_to_replace(titles)

    def save(self, commit: bool = True) -> Any:
        rows = super().save(commit)  # type: ignore[misc]  # a formset of a model's rows
        for form in self.initial_forms:
            if form not in self.deleted_forms:
                form.replace_elsewhere(self.by)
        return rows
