"""What somebody sends is stored once, for its person alone, until it has been read."""

from contextlib import closing, suppress
from typing import Any

from django.db import transaction

from articles.models import Category
from importing.sources.refusals import ImportRefused
from limits.files import MOST_DOCUMENTS
from newsroom import quotas
from newsroom.importing_desk import found_in
from newsroom.importing_desk.jobs import enqueue
from newsroom.models import WordImport, WordImportFile
from pictures.media_store import StorageUnavailable

TOO_MANY_IN_ARCHIVE = (
    f"trong tệp nén có hơn {MOST_DOCUMENTS} tài liệu. Hãy chia ra thành nhiều tệp nén rồi gửi từng"
    " tệp."
)
TOO_MANY = (
    f"Mỗi lần gửi nhiều nhất {MOST_DOCUMENTS} tài liệu, kể cả tài liệu trong các tệp nén. Hãy gửi"
    " làm nhiều lần."
)
STORE_IS_AWAY = "Kho tệp chưa trả lời, chưa lưu được tệp nào. Hãy gửi lại sau nửa phút."

State = WordImportFile.State


def stored_import(files: list[Any], category: Category | None, by: Any) -> WordImport:
    """The import of these uploaded files, which the runner reads; each becomes a draft in
    `category`, or waits for its person's look. A file that cannot be one is in it with the reason,
    and is not stored. Some 5 queries a file. Raises QuotaReached, and ImportRefused where there is
    no file to read or they cannot be stored."""
    if len(files) > MOST_DOCUMENTS:
        raise ImportRefused(TOO_MANY)
    rows, documents = [], 0
    for file in files:
        row, number = _row(file)
        rows.append(row)
        documents += number
        if documents > MOST_DOCUMENTS:
            raise ImportRefused(TOO_MANY)
    if all(row.state == State.REFUSED for row in rows):
        raise ImportRefused(" ".join(f"“{row.name}”: {row.refusal}" for row in rows))
    return _stored(rows, files, WordImport(by=by, category=category), to_read=True)


def stored_for_review(file: Any, title: str, doubts: list[str], by: Any) -> WordImportFile:
    """One uploaded file that was read at once, and waits for its person's look (some 8 queries).
    Raises QuotaReached, ImportRefused."""
    row = WordImportFile(name=file.name, state=State.READ, doubts=doubts)
    row.title = title[: WordImportFile._meta.get_field("title").max_length]
    _stored([row], [file], WordImport(by=by), to_read=False)
    return row


def _row(file: Any) -> tuple[WordImportFile, int]:
    """With the number of its documents that are to be read."""
    row = WordImportFile(name=file.name)
    try:
        with closing(found_in(file.name, file)) as documents:
            number = sum(not found.passed_over for found in documents)
        if number > MOST_DOCUMENTS:
            raise ImportRefused(TOO_MANY_IN_ARCHIVE)
    except ImportRefused as refused:
        row.state, row.refusal = State.REFUSED, str(refused)
        return row, 0
    return row, number


def _stored(
    rows: list[WordImportFile], files: list[Any], word_import: WordImport, *, to_read: bool
) -> WordImport:
    """Files first: nothing of the database waits for the store."""
    WordImport.objects.abandoned().sweep()
    quotas.check_uploads(word_import.by)
    taken = [(row, file) for row, file in zip(rows, files, strict=True) if not row.refusal]
    word_import.size = sum(file.size for _, file in taken)
    try:
        for row, file in taken:
            row.file.save(file.name, file, save=False)
        with transaction.atomic():
            word_import.save()
            for row in rows:
                row.word_import = word_import
                row.save()
            if to_read:
                enqueue([row for row, _ in taken])
    except BaseException as error:
        for row, _ in taken:
            if name := row.file.name:
                with suppress(OSError):  # what is left of it is named by doctor
                    row.file.storage.delete(name)
        if isinstance(error, StorageUnavailable):
            raise ImportRefused(STORE_IS_AWAY) from error
        raise
    return word_import
