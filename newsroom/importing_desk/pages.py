"""The page on which files are chosen, or dropped: Word files, or a .zip of them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from importing.sources.refusals import ImportRefused
from newsroom import permissions, quotas
from newsroom.importing_desk import Outcome, draft_from, drafts_from, found_in
from newsroom.importing_desk.messages import tell
from newsroom.importing_desk.review import CategoryForm, stored_for_review
from newsroom.models import AttachmentUpload
from newsroom.pages.shortcuts import redirect_to, render_page
from newsroom.quotas import QuotaReached

TEMPLATE = "import_word"
TITLE = "Nhập từ Word"
NO_REVIEW = "tệp .zip không xem lại trước được: hãy bấm “Tạo bản thảo”, hoặc chọn từng tệp .docx."


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as a file by itself."""
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class WordForm(CategoryForm):
    file = FilesField(
        label="Tệp Word (.docx)",
        max_length=500,
        help_text="Chọn một hay nhiều tệp, hoặc một tệp .zip; cũng có thể kéo thả vào đây. Ảnh và"
        " chú thích đi theo bài.",
        widget=FilesInput(attrs={"accept": ".docx,.zip,.doc,.rtf,.odt"}),
        error_messages={"required": "Hãy chọn tệp Word.", "empty": "Tệp rỗng, không có chữ nào."},
    )


def import_word(request: HttpRequest) -> HttpResponse:
    """Makes a draft and leads to its form, or several and lists them; to look at one before leads
    to its review. A file that cannot be one is refused beside its field. PermissionDenied for who
    may not write articles."""
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, WordForm())
    form = WordForm(request.POST, request.FILES)
    if "_review" in request.POST:
        form.fields["category"].required = False
    if not form.is_valid():
        return _page(request, form)
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        form.add_error(None, refusal)
        return _page(request, form)
    files = form.cleaned_data["file"]
    if "_review" in request.POST:
        return _to_review(request, form, files)
    if len(files) > 1 or files[0].name.lower().endswith(".zip"):
        outcomes = drafts_from(files, form.cleaned_data["category"], request.user)
        return _page(request, WordForm(), outcomes=outcomes)
    return _draft(request, form, files[0])


def _page(request: HttpRequest, form: WordForm, **more: Any) -> HttpResponse:
    return render_page(request, TEMPLATE, {"title": TITLE, "form": form} | more)


def _draft(request: HttpRequest, form: WordForm, file: Any) -> HttpResponse:
    try:
        [found] = found_in(file.name, file)
        stored = draft_from(found, form.cleaned_data["category"], request.user)
    except ImportRefused as refused:
        return _refused(request, form, refused)
    tell(request, file.name, stored)
    return redirect_to("change", stored.article.pk)


def _to_review(request: HttpRequest, form: WordForm, files: list[Any]) -> HttpResponse:
    waiting: list[AttachmentUpload] = []
    outcomes: list[Outcome] = []
    for file in files:
        try:
            if file.name.lower().endswith(".zip"):
                raise ImportRefused(NO_REVIEW)
            list(found_in(file.name, file))
            file.seek(0)
            waiting.append(stored_for_review(file, request.user))
        except (ImportRefused, QuotaReached) as refused:
            if len(files) == 1:
                return _refused(request, form, refused)
            outcomes.append(Outcome(file.name, refusal=str(refused)))
    if len(files) == 1:
        return redirect_to("review_word", waiting[0].pk)
    return _page(request, WordForm(), outcomes=outcomes, waiting=waiting)


def _refused(request: HttpRequest, form: WordForm, refused: Exception) -> HttpResponse:
    sentence = str(refused)
    form.add_error("file", sentence[:1].upper() + sentence[1:])
    return _page(request, form)
