"""Pictures and documents: files that a row names and that are not there, and files that no row
names.

A folder of the store holds one month, and is compared at a time: what all articles name is in
memory (some 100 bytes for each picture), what lies in a folder of the disk never is.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models

from attachments.delivery import is_stored_name as is_document
from health.findings import FIX, Finding, fault, fine, warning
from health.half_sent import is_being_sent
from jobs.labels import label_of
from jobs.models import Job
from locks import data_dir
from newsroom.models import AttachmentUpload, PhotoUpload, WordImport
from newsroom.models.word_import import FOLDER as IMPORTS
from pictures.fields import StoredFileField
from pictures.media_store import StorageUnavailable, media_store
from vietnamese.numbers import group_digits

# A file is written before its row is: what is younger may belong to a picture that is coming in.
ORPHAN_SECONDS = 24 * 3600
NAMED = 3
OWN_JOB = "health_check"

MISSING = (
    "{number} {what} có tên trong bài mà thiếu tệp: {named}. Hãy lấy tệp ấy từ bản sao lưu vào"
    " {folder}, hoặc gửi lại {what} ở nơi soạn bài."
)
ORPHANS = "{number} tệp {what} không bài nào dùng: {named}."
BUSY = "Chưa chuyển tệp ảnh thừa nào: {reason}. Hãy chạy lại lúc khác."
RESTORING = "dữ liệu của trang đang được khôi phục"
MOVED = "Đã chuyển {number} tệp ảnh không bài nào dùng vào {folder}; xem lại rồi hãy xóa."


@dataclass
class Differences:
    """Names as rows give them; of a picture one for all its files."""

    missing: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


class Named(NamedTuple):
    """What a row names: in which column, and whether the added widths have been made of it."""

    column: StoredFileField
    with_added: bool


class Kinds(NamedTuple):
    pictures: list[str]
    documents: list[str]


AWAY = "{error} Hãy xem S3_ENDPOINT, S3_BUCKET và khóa có đúng không, kho ảnh có chạy không."


def store() -> Iterator[Finding]:
    """One request to a store that several hosts share, of some seconds at most."""
    if outage := media_store().outage():
        yield fault(AWAY.format(error=outage))
    else:
        yield fine(f"Ảnh ở {media_store().place}.")


def files() -> Iterator[Finding]:
    """2 queries for each table with files, and one listing of each folder."""
    try:
        media_store().ensure_writable()
        found = compare()
    except StorageUnavailable as error:
        yield fault(AWAY.format(error=error))
        return
    missing, orphans = _by_kind(found.missing), _by_kind(found.orphans)
    for what, names in (("ảnh", missing.pictures), ("tệp đính kèm", missing.documents)):
        if names:
            yield fault(_missing(what, names))
    for what, names in (("ảnh", orphans.pictures), ("đính kèm", orphans.documents)):
        if names:
            named = ", ".join(names[:NAMED]) + _more(names)
            number = group_digits(len(names))
            yield warning(ORPHANS.format(number=number, what=what, named=named), FIX)
    if not (found.missing or found.orphans):
        yield fine("Ảnh, tệp đính kèm có tên trong bài đều có tệp, không thừa tệp nào.")


def _missing(what: str, names: list[str]) -> str:
    named = "; ".join(map(_described, names[:NAMED])) + _more(names)
    number, folder = group_digits(len(names)), media_store().place
    return MISSING.format(number=number, what=what, named=named, folder=folder)


def _by_kind(names: list[str]) -> Kinds:
    pictures, documents = list[str](), list[str]()
    for name in names:
        kind = documents if is_document(name) or name.startswith(f"{IMPORTS}/") else pictures
        kind.append(name)
    return Kinds(pictures, documents)


def compare() -> Differences:
    store, found = media_store(), Differences()
    named = _named_by_folder()
    for folder in sorted({*named, *store.folders()}):
        there = store.files_in(folder)
        wanted: set[str] = set()
        for stored, (column, with_added) in named.get(folder, {}).items():
            wanted |= _last_parts(column.files_of(stored))
            needed = column.needed_files(stored, with_added=with_added)
            if not _last_parts(needed) <= there.keys():
                found.missing.append(stored)
        now = time.time()  # what is of days to come was stored while the clock was ahead
        orphans = (
            name for name in there.keys() - wanted if abs(now - there[name]) > ORPHAN_SECONDS
        )
        found.orphans += sorted(str(PurePosixPath(folder, name)) for name in orphans)
    found.missing = sorted(filter(_missing_files, found.missing))
    return found


def _last_parts(names: list[str]) -> set[str]:
    return {PurePosixPath(name).name for name in names}


def set_orphans_aside() -> str:
    """Moves them out of the store, below DATA_DIR; nothing is deleted that may be wanted. Not while
    pictures may be coming in: an upload, a job, a restore. Uploads that nobody has come back to go
    as ever. 4 queries for each file."""
    if reason := _busy_reason():
        return BUSY.format(reason=reason)
    for uploads in (PhotoUpload, AttachmentUpload, WordImport):
        uploads.objects.abandoned().sweep()
    target = Path(settings.DATA_DIR) / time.strftime("orphans-%Y%m%d-%H%M%S")
    number = 0
    for name in compare().orphans:
        if not _is_named(name):
            (target / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            media_store().move_out(name, target / name)
            number += 1
    if not number:
        return "Không có tệp ảnh nào phải chuyển."
    return MOVED.format(number=group_digits(number), folder=target)


def _busy_reason() -> str:
    """Why files may be about to get their rows; "" where they are not (2 queries)."""
    if not data_dir.share():
        return RESTORING
    running = Job.objects.filter(state=Job.State.RUNNING).exclude(name=OWN_JOB).first()
    if running:
        return f"việc “{label_of(running.name)}” đang chạy"
    return "đang có người gửi ảnh lên" if is_being_sent() else ""


def _columns() -> Iterator[tuple[type[models.Model], StoredFileField]]:
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, StoredFileField):
                yield model, column


def _columns_for(name: str) -> Iterator[tuple[type[models.Model], StoredFileField]]:
    """Those that store their files where that one is."""
    return (each for each in _columns() if name.startswith(f"{each[1].upload_to}/"))


def _named_by_folder() -> dict[str, dict[str, Named]]:
    """What rows name, by folder. Asked twice, since a file that goes over from one table to another
    meanwhile would be seen in neither."""
    named: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for model, column in [*_columns(), *_columns()]:
        for name, with_added in column.stored_names(model._base_manager.all()):
            of_folder = named[str(PurePosixPath(name).parent)]
            if with_added or name not in of_folder:
                of_folder[name] = Named(column, with_added)
    return named


def _missing_files(name: str) -> list[str]:
    """Those that are still missing of what a row names, which may have gone meanwhile; of a picture
    perhaps one size alone."""
    for model, column in _columns_for(name):
        rows = model._base_manager.filter(**{column.attname: name})
        for _, with_added in column.stored_names(rows):
            needed = column.needed_files(name, with_added=with_added)
            if missing := [file for file in needed if not media_store().exists(file)]:
                return missing
    return []


def _is_named(name: str) -> bool:
    columns = _columns_for(name)
    return any(column.is_named(model._base_manager.all(), name) for model, column in columns)


def _described(name: str) -> str:
    """The file that is missing, of how many, and what they belong to."""
    missing = _missing_files(name) or [name]
    files = missing[0] if len(missing) == 1 else f"{missing[0]} và {len(missing) - 1} cỡ khác"
    for model, column in _columns_for(name):
        row = model._base_manager.filter(**{column.attname: name}).first()
        if row is not None:
            article = getattr(row, "article_id", None)
            place = f"bài số {article}" if article else str(model._meta.verbose_name)
            return f"{files} ({place})"
    return files


def _more(names: list[str]) -> str:
    return ", …" if len(names) > NAMED else ""
