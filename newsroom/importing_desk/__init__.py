"""A Word file becomes a draft at the desk, with what is doubtful about it said above its form."""

import hashlib
import io
from pathlib import PurePath
from typing import Any, BinaryIO

from articles.models import Article, Category
from importing.assembling import assemble
from importing.models import ImportBatch
from importing.repairing import repair
from importing.sources.file_kinds import WORD, check_begins_as, kind_by_name
from importing.sources.files import MOST_BYTES
from importing.sources.refusals import ImportRefused
from importing.sources.word import reader
from importing.storing import Origin, StoreResult, store_page
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import visible_to
from newsroom.revisions import record

WORD_ALONE = "Ở đây chỉ nhận tệp Word (.docx), mỗi lần một bài."
NOTE = "Nhập từ Word"


def draft_from_word(name: str, file: BinaryIO, category: Category, by: Any) -> StoreResult:
    """The draft, which is this person's, and sentences for them; `is_new` is False where an article
    that they may know of says the very same. A second for each large photo, about 40 queries.
    Raises ImportRefused, and stores nothing then."""
    if kind_by_name(PurePath(name).suffix) != WORD:
        raise ImportRefused(WORD_ALONE)
    data = file.read(MOST_BYTES[WORD] + 1)
    if len(data) > MOST_BYTES[WORD]:
        raise ImportRefused(f"Tệp lớn hơn {MOST_BYTES[WORD] // 1024 // 1024} MB.")
    check_begins_as(WORD, data)
    page = assemble(repair(reader.read(io.BytesIO(data))))
    digest = hashlib.sha256(data).hexdigest()
    known = visible_to(by, Article.objects.all())
    batch = ImportBatch.objects.create()
    try:
        stored = store_page(page, category, False, Origin(batch, name, digest, by=by, known=known))
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
