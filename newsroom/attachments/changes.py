"""Which documents came or went between two snapshots, to be opened by whoever compares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from newsroom.attachments.rows import Row, rows_in, text_of
from newsroom.models import AttachmentUpload
from newsroom.revisions import Snapshot


@dataclass(frozen=True)
class Change:
    """`message` is what became of the document; `url` is empty where it is kept no longer."""

    message: str
    text: str
    url: str


def compare_attachments(owner: Any, old: Snapshot, new: Snapshot) -> list[Change]:
    """In the order of the new snapshot; those that went come last (2 queries). Other names and
    another order are among the words."""
    before, after = rows_in(old), rows_in(new)
    if not (before or after):
        return []
    names = [row["file"] for row in (*before, *after)]
    waiting = AttachmentUpload.objects.filter(file__in=names)
    there = {
        *owner.attachments.values_list("file", flat=True),
        *waiting.values_list("file", flat=True),
    }
    return [
        *_changes("Thêm tệp", after, before, there),
        *_changes("Bỏ tệp", before, after, there),
    ]


def _changes(message: str, rows: list[Row], others: list[Row], there: set[str]) -> Iterator[Change]:
    files = {row["file"] for row in others}
    for row in rows:
        if row["file"] not in files:
            url = default_storage.url(row["file"]) if row["file"] in there else ""
            yield Change(message, text_of(row), url)
