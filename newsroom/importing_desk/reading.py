"""A file that waits is read: it becomes a draft, waits for its person's look, or is refused."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

from django.db import transaction

from articles.models import Category
from importing.assembling import assemble
from importing.choosing import apply_choices
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources.archive import FoundFile
from importing.sources.refusals import ImportRefused
from importing.storing import StoreResult
from newsroom import permissions
from newsroom.importing_desk import draft_of, found_in
from newsroom.models import WordImportFile

FILE_IS_LOST = "tệp không còn ở máy chủ. Hãy gửi lại."
CLOSED = "tệp này đã thành bản thảo, hoặc lượt nhập đã bị bỏ, ở một thẻ khác."
NO_RIGHT = "người gửi không còn quyền viết bài."
_ARCHIVE = "tep.zip"  # instead of its sender's name, which is not stored as it was

State = WordImportFile.State


@contextmanager
def opened(sent: WordImportFile) -> Iterator[FoundFile]:
    """The document, which can be read within the block. Raises ImportRefused."""
    with closing(_documents(sent)) as documents:
        for found in documents:
            if not sent.entry or found.name == f"{_ARCHIVE}/{sent.entry}":
                yield replace(found, name=sent.name)
                return
    raise ImportRefused(FILE_IS_LOST)


def read(
    sent: WordImportFile,
    enqueue: Callable[[list[WordImportFile]], object],
    category: Category | None,
    choices: dict[int, str],
) -> None:
    """What came of it is in its row: a draft in `category`, or what its person is to look at.

    The documents of a .zip get rows of their own, which `enqueue` has read in their turn. Raises
    what the database and the store of files raise.
    """
    try:
        if sent.is_archive():
            _open_archive(sent, enqueue)
            return
        with opened(sent) as found:
            page = assemble(apply_choices(repair(found.read()), choices))
            if category:
                make_draft(sent, page, found, category)
            else:
                sent.note_read(page.title, page.report.doubts)
    except ImportRefused as refused:
        with transaction.atomic():
            sent.close(State.REFUSED, refusal=str(refused))


def make_draft(
    sent: WordImportFile, page: ImportedPage, found: FoundFile, category: Category
) -> StoreResult:
    """The draft, which is its sender's; the row says so in the same transaction, so that there is
    one however often this is begun. As draft_of(). Raises ImportRefused."""
    by = sent.word_import.by
    if not permissions.may_edit(by, None):
        raise ImportRefused(NO_RIGHT)

    def close(stored: StoreResult) -> None:
        if not sent.close(State.DRAFTED, article=stored.article, doubts=stored.doubts):
            raise ImportRefused(CLOSED)

    stored = draft_of(page, found, category, by, close)
    if not stored.is_new:
        with transaction.atomic():
            sent.close(State.KNOWN, article=stored.article)
    return stored


def _open_archive(sent: WordImportFile, enqueue: Callable[[list[WordImportFile]], object]) -> None:
    """Rows in place of that of the .zip, whose file they share (3 queries for each). Of two runners
    the second finds that it was done."""
    with closing(_documents(sent)) as documents:
        found_files = list(documents)
    with transaction.atomic():
        waiting = WordImportFile.objects.filter(pk=sent.pk, state=State.WAITING)
        if not waiting.select_for_update():
            return
        rows = [_row_of(found, sent) for found in found_files]
        enqueue([row for row in rows if row.state == State.WAITING])
        sent.delete()


def _row_of(found: FoundFile, sent: WordImportFile) -> WordImportFile:
    """To be read, or with what is said of a file that is passed over (1 query)."""
    name = found.name.removeprefix(_ARCHIVE)
    row = WordImportFile(word_import=sent.word_import, name=f"{sent.name}{name}")
    row.entry = name.removeprefix("/")
    if found.passed_over:
        row.state, row.refusal = State.REFUSED, found.passed_over
    else:
        row.file = sent.file.name
    row.save()
    return row


def _documents(sent: WordImportFile) -> Generator[FoundFile]:
    try:
        stored: Any = sent.file.open()
    except FileNotFoundError as error:
        raise ImportRefused(FILE_IS_LOST) from error
    with stored:
        yield from found_in(_ARCHIVE if sent.entry or sent.is_archive() else sent.name, stored.file)
