"""A Word file is looked at before it becomes a draft: its lines beside the article."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from articles.models import Category
from importing.assembling import assemble
from importing.body_html import body_html, photos
from importing.choosing import CAPTION, DROP, TITLE, apply_choices
from importing.document import PicturePiece, Piece, TablePiece, TextPiece
from importing.imported_page import ImportedPage
from importing.recognisers.titles import compared
from importing.repairing import repair
from importing.sources.archive import FoundFile
from importing.sources.refusals import ImportRefused
from newsroom import permissions, quotas
from newsroom.importing_desk import is_for_runner
from newsroom.importing_desk.jobs import enqueue_draft
from newsroom.importing_desk.messages import tell, tell_of_others
from newsroom.importing_desk.reading import make_draft, opened
from newsroom.models import WordImportFile
from newsroom.pages.shortcuts import redirect_to, render_page
from richtext.cleaning import for_page

MOST_LINES = 1_500
LONGEST_SIGNATURE = 120
CHOICES = [("", "để tự nhận ra"), (TITLE, "dùng làm tựa"), (CAPTION, "là chú thích ảnh")]
CHOICES += [(DROP, "bỏ")]
QUEUED = "Đang tạo bản thảo từ tệp “{name}”. Tệp lớn nên phải đợi một lúc; có thể đóng trang này."


class CategoryForm(forms.Form):
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        Category.objects.all(),
        label="Chuyên mục",
        empty_label="Hãy chọn…",
        error_messages={"required": "Hãy chọn chuyên mục."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Where there is one category only, it is chosen."""
        super().__init__(*args, **kwargs)
        categories = list(Category.objects.all()[:2])
        if len(categories) == 1:
            self.fields["category"].initial = categories[0]


@dataclass(frozen=True)
class SourceLine:
    """A line of the file: what stands there, what became of it, and what was chosen for it."""

    at: int
    text: str
    became: str
    chosen: str
    is_text: bool


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines with their choices, and the article that they come to; makes the draft when asked
    to. Only who sent the file knows of it; one that waits no more leads to what became of it."""
    sent = _own_file(request, pk)
    if sent.state != WordImportFile.State.READ:
        return redirect_to("imported", sent.word_import.pk)
    is_sent = request.method == "POST"
    form = CategoryForm(request.POST if is_sent else None)
    choices = _choices(request)
    context: dict[str, Any] = {"form": form, "sent": sent, "choices": CHOICES}
    try:
        with opened(sent) as found:
            document = repair(found.read())
            source = document.pieces
            context["lines"] = _lines(source, None, choices)
            page = assemble(apply_choices(document, choices))
            if is_sent and "_make" in request.POST and form.is_valid():
                category = form.cleaned_data["category"]
                return draft_made(request, sent, page, found, category, choices)
        context["lines"] = _lines(source, page, choices)
        context["page"], context["photos"] = page, photos(page.blocks)
        context["body"] = for_page(body_html(page.blocks))
    except ImportRefused as refused:
        context["refusal"] = str(refused)
    context["title"] = "Xem lại trước khi tạo bản thảo"
    return render_page(request, "import_review", context)


def draft_made(
    request: HttpRequest,
    sent: WordImportFile,
    page: ImportedPage,
    found: FoundFile,
    category: Category,
    choices: dict[int, str] | None = None,
) -> HttpResponse:
    """Leads to the form of the draft, with what is doubtful said; where the file is large, to the
    page that says how far the runner is. As make_draft(). Raises ImportRefused."""
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        raise ImportRefused(refusal)
    if is_for_runner(sent.file.size):
        enqueue_draft(sent, category, choices or {})
        messages.success(request, QUEUED.format(name=sent.name))
        return redirect_to("imported", sent.word_import.pk)
    stored = make_draft(sent, page, found, category)
    tell(request, sent.name, stored)
    tell_of_others(request, sent.word_import)
    return redirect_to("change", stored.article.pk)


def _own_file(request: HttpRequest, pk: int) -> WordImportFile:
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    own = WordImportFile.objects.filter(pk=pk, word_import__by=request.user.pk)
    sent = own.select_related("word_import__by").first()
    if sent is None:
        raise Http404
    return sent


def _choices(request: HttpRequest) -> dict[int, str]:
    """What was sent of the lines, by their place."""
    known = {value for value, _ in CHOICES if value}
    return {
        at: choice
        for at in range(MOST_LINES)
        if (choice := request.POST.get(f"line-{at}", "")) in known
    }


def _lines(
    pieces: list[Piece], page: ImportedPage | None, choices: dict[int, str]
) -> list[SourceLine]:
    return [
        SourceLine(
            at,
            _text(piece),
            _became(_text(piece), page) if page and isinstance(piece, TextPiece) else "",
            choices.get(at, ""),
            isinstance(piece, TextPiece),
        )
        for at, piece in enumerate(pieces[:MOST_LINES])
    ]


def _text(piece: Piece) -> str:
    match piece:
        case TextPiece():
            return f"{piece.label} {piece.text}".strip()
        case PicturePiece():
            return f"[ảnh {piece.name or piece.alt}]"
        case TablePiece():
            return " | ".join(cell.text for row in piece.rows for cell in row)
    return " ".join("".join(run.text for run in runs) for runs in piece.paragraphs)


def _became(text: str, page: ImportedPage) -> str:
    """Which part of the article a line is now; "" for one of its text."""
    sought = compared(text)
    if sought and sought in compared(page.title):
        return "tựa"
    if sought and sought == compared(page.lead):
        return "sapo"
    if any(
        sought and sought in compared(f"{one.caption} {one.credit}") for one in photos(page.blocks)
    ):
        return "chú thích ảnh"
    if any(compared(one.name) in sought for one in page.bylines) and len(text) < LONGEST_SIGNATURE:
        return "tác giả"
    return ""
