"""Files become drafts at the desk, with what is doubtful about each said above its form."""

import hashlib
import io
from collections.abc import Callable, Generator
from pathlib import PurePath
from typing import Any, BinaryIO

from articles.models import Article, Category
from importing.imported_page import ImportedPage
from importing.models import ImportBatch
from importing.sources.archive import FoundFile, files_in_zip
from importing.sources.file_kinds import ARCHIVE, WORD, check_file_begins_as, kind_by_name
from importing.sources.files import MOST_BYTES
from importing.sources.lengths import check_document
from importing.sources.refusals import ImportRefused
from importing.sources.word import reader
from importing.storing import Origin, StoreResult, store_page
from limits.files import MOST_ATTACHMENT_BYTES
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import visible_to
from newsroom.revisions import record

WORD_ALONE = "ở đây chỉ nhận tệp Word (.docx) và tệp nén .zip."
NOTE = "Nhập từ Word"
AT_ONCE_BYTES = MOST_ATTACHMENT_BYTES  # some ten seconds, with photos of that size in it


def is_for_runner(size: int) -> bool:
    """Whether a file of that many bytes is too long a work for a request."""
    return size > AT_ONCE_BYTES


def found_in(name: str, file: BinaryIO) -> Generator[FoundFile]:
    """The documents in an open file: itself, or those of a .zip, which can be read until the
    iterator is closed. Raises ImportRefused."""
    if _kind(name, file) == ARCHIVE:
        yield from files_in_zip(name, file)
        return
    yield FoundFile(name, lambda: check_document(reader.read(file)), lambda: _digest(file))


def draft_of(
    page: ImportedPage,
    found: FoundFile,
    category: Category,
    by: Any,
    also: Callable[[StoreResult], object] = lambda _: None,
) -> StoreResult:
    """The draft, which is this person's, and sentences for them; `is_new` is False where an article
    that they may know of says the very same. `also` is done for a new one in its transaction. A
    second for each large photo, about 40 queries. Raises ImportRefused, and stores nothing then."""

    def note(stored: StoreResult) -> None:
        record(stored.article, by, NOTE)
        log_action(stored.article, by, AuditEntry.Action.WRITTEN, NOTE)
        stored.doubts = page.report.doubts + stored.doubts
        also(stored)

    known = visible_to(by, Article.objects.all())
    origin = Origin(ImportBatch(), found.name, found.digest(), by=by, known=known)
    return store_page(page, category, False, origin, note)


def _kind(name: str, file: BinaryIO) -> str:
    """WORD or ARCHIVE, by its name and its first bytes. Raises ImportRefused for any other, and for
    what is too large."""
    kind = kind_by_name(PurePath(name).suffix)
    if kind not in {WORD, ARCHIVE}:
        raise ImportRefused(WORD_ALONE)
    most = MOST_BYTES[WORD]
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > most:
        raise ImportRefused(f"Tệp lớn hơn {most // 1024 // 1024} MB.")
    check_file_begins_as(kind, file)
    return kind


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()
