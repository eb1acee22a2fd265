"""An article's documents in a snapshot: which they are, how they are called, in which order."""

from collections.abc import Iterable
from typing import Any

from attachments.names import size_text
from vietnamese.text import one_line

Row = dict[str, Any]
UNSAID = {"order": 0, "poster": 0}
OF_A_ROW = ("name", "order", "poster")  # what may change; another file is another row


def rows_of(attachments: Iterable[Any]) -> list[Row]:
    """In their order, as they would be stored; one that was just sent has no key yet."""
    return [
        {
            "pk": attachment.pk,
            "file": str(attachment.file),
            "name": one_line(attachment.name),
            "size": attachment.size,
            "order": attachment.order,
            "poster": attachment.poster,
        }
        for attachment in sorted(attachments, key=lambda attachment: attachment.order)
    ]


def rows_in(snapshot: dict[str, Any]) -> list[Row]:
    """Those of the snapshot; older ones say nothing, as there were none, or no posters."""
    return [UNSAID | row for row in snapshot.get("attachments", [])]


def wording(rows: list[Row]) -> list[Row]:
    """What a form of the same words says as well."""
    return [{name: row[name] for name in ("name", "size", "order", "poster")} for row in rows]


def text_of(row: Row) -> str:
    """ "Biểu mẫu đăng ký (docx, 84 KB)"."""
    kind = row["file"].rpartition(".")[2]
    poster = f"ảnh đứng thay: số {row['poster']}" if row["poster"] else ""
    about = ", ".join(filter(None, [kind, row["size"] and size_text(row["size"]), poster]))
    return f"{row['name']} ({about})" if about else str(row["name"])


def put_back(owner: Any, rows: list[Row]) -> list[str]:
    """Names, order and posters as the rows say, for documents that are still there; sentences about
    the others (1 query, about 3 more for each that changes)."""
    stored = {attachment.pk: attachment for attachment in owner.attachments.all()}
    missing = []
    for row in rows:
        attachment = stored.get(row["pk"])
        if attachment is None:
            missing.append(missing_file(row))
        elif any(getattr(attachment, name) != row[name] for name in OF_A_ROW):
            write(attachment, row)
            attachment.save()
    return missing


def write(attachment: Any, row: Row) -> None:
    for name in OF_A_ROW:
        setattr(attachment, name, row[name])


def missing_file(row: Row) -> str:
    return f"Tệp đính kèm “{row['name']}” không còn nữa."
