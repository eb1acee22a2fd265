"""What becomes of the files that were sent: how far the runner is, then each one's draft, review or
reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Category
from clients.background import background
from importing.assembling import assemble
from importing.repairing import repair
from importing.sources.refusals import ImportRefused
from newsroom import permissions
from newsroom.importing_desk.jobs import enqueue
from newsroom.importing_desk.reading import opened
from newsroom.importing_desk.review import CategoryForm, draft_made
from newsroom.models import WordImport, WordImportFile
from newsroom.models.waiting_upload import WAITING_DAYS
from newsroom.pages.shortcuts import redirect_to, render_page

TITLE = "Các tệp đã gửi"
DROPPED = "Đã bỏ lượt nhập; tệp gửi lên không còn ở máy chủ. Bản thảo đã tạo vẫn còn."
QUEUED = "Đang tạo bản thảo từ các tệp đã đọc, lần lượt từng tệp."

State = WordImportFile.State


def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, which renews itself while something is to be read. Makes a draft of one file, or
    lets the runner make one of each, or gives the import up. Only who sent it knows of it."""
    word_import = _own_import(request, pk)
    is_sent = request.method == "POST"
    if is_sent and "_drop" in request.POST:
        word_import.delete()
        messages.success(request, DROPPED)
        return redirect_to("import_word")
    form = CategoryForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            return _made(request, word_import, form.cleaned_data["category"])
        except ImportRefused as refused:
            sentence = str(refused)
            form.add_error(None, sentence[:1].upper() + sentence[1:])
    context = {"title": TITLE, "form": form, "word_import": word_import}
    return render_page(request, "imported", context | _progress(word_import))


@background
@require_safe
def states(request: HttpRequest, pk: int) -> HttpResponse:
    """The files alone, which an open page asks for again and again (2 queries beside those for
    rights)."""
    return render(request, "newsroom/_imported.html", _progress(_own_import(request, pk)))


def _own_import(request: HttpRequest, pk: int) -> WordImport:
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    word_import = WordImport.objects.filter(pk=pk, by=request.user.pk).first()
    if word_import is None:
        raise Http404
    return word_import


def _progress(word_import: WordImport) -> dict[str, Any]:
    """1 query."""
    files = list(word_import.files.select_related("job", "article"))
    done = sum(not file.is_unread() for file in files)
    return {
        "files": files,
        "done": done,
        "total": len(files),
        "is_finished": done == len(files),
        "waiting_days": WAITING_DAYS,
        "waits_for_person": any(file.state == State.READ for file in files),
    }


def _made(request: HttpRequest, word_import: WordImport, category: Category) -> HttpResponse:
    """Of the one file that was named, else of each."""
    if "_make" not in request.POST:
        _make_all(word_import, category)
        messages.success(request, QUEUED)
        return redirect_to("imported", word_import.pk)
    named = word_import.files.filter(state=State.READ).select_related("word_import__by")
    key = request.POST["_make"]
    sent = named.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if sent is None:
        return redirect_to("imported", word_import.pk)
    with opened(sent) as found:
        page = assemble(repair(found.read()))
        return draft_made(request, sent, page, found, category)


@transaction.atomic
def _make_all(word_import: WordImport, category: Category) -> None:
    """Some 4 queries a file, for the runner does the rest."""
    WordImport.objects.filter(pk=word_import.pk).update(category=category)
    read = word_import.files.select_for_update().filter(state=State.READ)
    files = list(read)
    for file in files:
        file.state = State.WAITING
        file.save(update_fields=["state"])
    enqueue(files)
