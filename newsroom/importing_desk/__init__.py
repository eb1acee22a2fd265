"""Files become drafts at the desk, with what is doubtful about each said above its form."""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO

from articles.models import Article, Category
from importing.assembling import assemble
from importing.imported_page import ImportedPage
from importing.models import ImportBatch
from importing.repairing import repair
from importing.sources.archive import FoundFile, files_in_zip
from importing.sources.file_kinds import ARCHIVE, WORD, check_begins_as, kind_by_name
from importing.sources.files import MOST_BYTES
from importing.sources.lengths import check_document
from importing.sources.refusals import ImportRefused
from importing.sources.word import reader
from importing.storing import Origin, StoreResult, store_page
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import visible_to
from newsroom.revisions import record

WORD_ALONE = "Ở đây chỉ nhận tệp Word (.docx) và tệp nén .zip."
NOTE = "Nhập từ Word"
MOST_FILES = 20
MOST_SECONDS = 40  # of one request; a photo takes one
TOO_MANY = f"chưa đọc: mỗi lần nhiều nhất {MOST_FILES} bài. Hãy gửi tiếp các tệp còn lại."
TOO_LONG = (
    "chưa đọc: các tệp trước đã mất nhiều thời gian. Hãy gửi lại; bài đã có rồi thì không tạo thêm."
)


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its draft, or why there is none."""

    name: str
    article: Article | None = None
    is_new: bool = False
    doubts: list[str] = field(default_factory=list)
    refusal: str = ""


def found_in(name: str, file: BinaryIO) -> Iterator[FoundFile]:
    """The documents in an uploaded file: itself, or those of a .zip. Raises ImportRefused."""
    kind = kind_by_name(PurePath(name).suffix)
    if kind not in {WORD, ARCHIVE}:
        raise ImportRefused(WORD_ALONE)
    most = MOST_BYTES[WORD]
    data = file.read(most + 1)
    if len(data) > most:
        raise ImportRefused(f"Tệp lớn hơn {most // 1024 // 1024} MB.")
    check_begins_as(kind, data)
    if kind == ARCHIVE:
        yield from files_in_zip(name, io.BytesIO(data))
        return
    yield FoundFile(
        name,
        lambda: check_document(reader.read(io.BytesIO(data))),
        lambda: hashlib.sha256(data).hexdigest(),
    )


def draft_from(found: FoundFile, category: Category, by: Any) -> StoreResult:
    """What draft_of() makes of a file as it is."""
    return draft_of(assemble(repair(found.read())), found, category, by)


def draft_of(page: ImportedPage, found: FoundFile, category: Category, by: Any) -> StoreResult:
    """The draft, which is this person's, and sentences for them; `is_new` is False where an article
    that they may know of says the very same. A second for each large photo, about 40 queries.
    Raises ImportRefused, and stores nothing then."""
    known = visible_to(by, Article.objects.all())
    batch = ImportBatch.objects.create()
    try:
        origin = Origin(batch, found.name, found.digest(), by=by, known=known)
        stored = store_page(page, category, False, origin)
    except BaseException:
        batch.delete()
        raise
    if not stored.is_new:
        batch.delete()
        return stored
    record(stored.article, by, NOTE)
    log_action(stored.article, by, AuditEntry.Action.WRITTEN, NOTE)
    stored.doubts = page.report.doubts + stored.doubts
    return stored


def drafts_from(files: Iterable[Any], category: Category, by: Any) -> list[Outcome]:
    """One outcome for each document in these uploaded files, at most MOST_FILES, and none that is
    begun later than MOST_SECONDS: the rest is told."""
    outcomes: list[Outcome] = []
    started = time.monotonic()
    for file in files:
        try:
            for found in found_in(file.name, file):
                refusal = TOO_LONG if time.monotonic() - started > MOST_SECONDS else ""
                refusal = TOO_MANY if len(outcomes) >= MOST_FILES else refusal
                if refusal:
                    return [*outcomes, Outcome(found.name, refusal=refusal)]
                outcomes.append(_outcome(found, category, by))
        except ImportRefused as refused:
            outcomes.append(Outcome(file.name, refusal=str(refused)))
    return outcomes


def _outcome(found: FoundFile, category: Category, by: Any) -> Outcome:
    try:
        stored = draft_from(found, category, by)
    except ImportRefused as refused:
        return Outcome(found.name, refusal=str(refused))
    return Outcome(found.name, stored.article, stored.is_new, stored.doubts)
