"""The page on which files are chosen, or dropped: Word files, or a .zip of them. One that is small
is read at once; others wait for the runner, on a page of their own."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from importing.assembling import assemble
from importing.repairing import repair
from importing.sources.refusals import ImportRefused
from newsroom import permissions, quotas
from newsroom.importing_desk import draft_of, found_in, is_for_runner
from newsroom.importing_desk.messages import tell
from newsroom.importing_desk.review import CategoryForm
from newsroom.importing_desk.sending import stored_for_review, stored_import
from newsroom.models import WordImport
from newsroom.pages.shortcuts import redirect_to, render_page
from newsroom.quotas import QuotaReached

TEMPLATE = "import_word"
TITLE = "Nhập từ Word"
SHOWN = 10


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
    """Leads to the form of the draft, to the review, or to the page of what is being read. A file
    that cannot be one is refused beside its field. PermissionDenied for who may not write
    articles."""
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
    try:
        return _brought_in(request, form)
    except (ImportRefused, QuotaReached) as refused:
        sentence = str(refused)
        form.add_error("file", sentence[:1].upper() + sentence[1:])
        return _page(request, form)


def _page(request: HttpRequest, form: WordForm) -> HttpResponse:
    imports = WordImport.objects.filter(by=request.user.pk).with_counts()[:SHOWN]
    return render_page(request, TEMPLATE, {"title": TITLE, "form": form, "imports": imports})


def _brought_in(request: HttpRequest, form: WordForm) -> HttpResponse:
    files, is_review = form.cleaned_data["file"], "_review" in request.POST
    category = None if is_review else form.cleaned_data["category"]
    [first, *others] = files
    if others or first.name.lower().endswith(".zip") or is_for_runner(first.size):
        return redirect_to("imported", stored_import(files, category, request.user).pk)
    [found] = found_in(first.name, first)
    page = assemble(repair(found.read()))
    if category is None:
        sent = stored_for_review(first, page.title, page.report.doubts, request.user)
        return redirect_to("review_word", sent.pk)
    stored = draft_of(page, found, category, request.user)
    tell(request, first.name, stored)
    return redirect_to("change", stored.article.pk)
