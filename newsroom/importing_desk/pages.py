"""The page on which a Word file is chosen, or dropped into its field."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from articles.models import Category
from importing.sources.refusals import ImportRefused
from importing.storing import StoreResult
from newsroom import permissions, quotas
from newsroom.importing_desk import draft_from_word
from newsroom.pages.shortcuts import redirect_to, render_page

MOST_DOUBTS = 15
MADE = "Đã tạo bản thảo từ tệp “{name}”. Bài chưa đăng: hãy xem lại dưới đây."
ALREADY = "Bài trong tệp “{name}” đã có ở đây từ trước, nên không tạo bài mới."
MORE = "Còn {number} điều nữa chưa chắc; hãy đọc lại cả bài."


class WordForm(forms.Form):
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        Category.objects.all(),
        label="Chuyên mục",
        empty_label="Hãy chọn…",
        error_messages={"required": "Hãy chọn chuyên mục."},
    )
    file = forms.FileField(
        label="Tệp Word (.docx)",
        max_length=500,
        help_text="Chọn tệp, hoặc kéo tệp thả vào đây. Ảnh và chú thích đi theo bài.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.doc,.rtf,.odt"}),
        error_messages={"required": "Hãy chọn tệp Word.", "empty": "Tệp rỗng, không có chữ nào."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Where there is one category only, it is chosen."""
        super().__init__(*args, **kwargs)
        categories = list(Category.objects.all()[:2])
        if len(categories) == 1:
            self.fields["category"].initial = categories[0]


def import_word(request: HttpRequest) -> HttpResponse:
    """Makes a draft and leads to its form; a file that cannot be one is refused beside its field.
    PermissionDenied for who may not write articles."""
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = WordForm(request.POST, request.FILES) if is_sent else WordForm()
    if is_sent and form.is_valid():
        stored = _stored(request, form)
        if stored is not None:
            _tell(request, form.cleaned_data["file"].name, stored)
            return redirect_to("change", stored.article.pk)
    return render_page(request, "import_word", {"title": "Nhập từ Word", "form": form})


def _stored(request: HttpRequest, form: WordForm) -> StoreResult | None:
    """None where the form says why not."""
    file: Any = form.cleaned_data["file"]
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        form.add_error(None, refusal)
        return None
    try:
        return draft_from_word(file.name, file, form.cleaned_data["category"], request.user)
    except ImportRefused as refused:
        sentence = str(refused)
        form.add_error("file", sentence[:1].upper() + sentence[1:])
        return None


def _tell(request: HttpRequest, name: str, stored: StoreResult) -> None:
    if not stored.is_new:
        messages.info(request, ALREADY.format(name=name))
        return
    messages.success(request, MADE.format(name=name))
    for doubt in stored.doubts[:MOST_DOUBTS]:
        messages.warning(request, doubt)
    if left := stored.doubts[MOST_DOUBTS:]:
        messages.warning(request, MORE.format(number=len(left)))
