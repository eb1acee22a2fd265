"""A form that was not saved, in the shape of a snapshot, to be compared with what is stored."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from articles.models import Category, Topic
from attachments.names import LONGEST_NAME
from limits import lengths
from newsroom.arranging.choices import typed_pk
from newsroom.arranging.snapshots import onward_links_in, with_onward_links
from newsroom.attachments.rows import UNSAID, Row, rows_in
from newsroom.models import AttachmentUpload
from newsroom.models.draft import Fields
from newsroom.revisions import FOCUS, Snapshot
from richtext.cleaning import clean
from vietnamese.text import normalise, one_line

RELATED = "related"
EMPTY: Snapshot = {
    **dict.fromkeys(("title", "lead", "body", "correction"), ""),
    **{"category": None, "category_name": "", "published_from": "", "published_until": ""},
    **{"photos": [], "bylines": [], "attachments": []},
}
# As much of a text as a save would take, and what the save would make of it.
TEXTS: dict[str, tuple[int, Callable[[str], str]]] = {
    "title": (lengths.TEXT, one_line),
    "lead": (lengths.LEAD, lambda text: normalise(text).strip()),
    "body": (lengths.MARKUP, clean),
    "correction": (lengths.CORRECTION, lambda text: normalise(text).strip()),
}


def snapshot_in(fields: Fields, stored: Snapshot) -> Snapshot:
    """What is stored, with the form's words in their places, as far as a save would take them
    (2 queries). Dates stay those stored: half a date is none."""
    values = dict(fields)
    found: Snapshot = {
        name: say(values[name][:most]) for name, (most, say) in TEXTS.items() if name in values
    }
    if "category" in values:
        number = _number(values["category"])
        category = Category.objects.filter(pk=number).first() if number else None
        found |= {"category": number, "category_name": category.name if category else ""}
    for name, row_of in (("photos", _photo), ("bylines", _byline)):
        if f"{name}-TOTAL_FORMS" in values:
            rows = map(row_of, _rows(values, name))
            found[name] = sorted((row for row in rows if row), key=lambda row: row["order"])
    if "attachments-TOTAL_FORMS" in values:
        found["attachments"] = _attachments(_rows(values, "attachments"), rows_in(stored))
    draft = stored | found
    if f"{RELATED}_0" in values:  # the form has both: a box without its tick sends nothing
        draft = with_onward_links(draft, _onward_links(fields))
    return draft


def _onward_links(fields: Fields) -> Snapshot:
    """1 query; as far as they can be understood."""
    ticked = [_number(value) for name, value in fields if name == "topics"]
    typed = [_typed(value) for name, value in fields if name.startswith(f"{RELATED}_")]
    topics = Topic.objects.filter(pk__in=[pk for pk in ticked if pk])
    return onward_links_in(topics, list(dict.fromkeys(pk for pk in typed if pk)))


def _typed(text: str) -> int | None:
    try:
        return typed_pk(text)
    except ValidationError:
        return None


def _rows(values: dict[str, str], prefix: str) -> Iterator[dict[str, str]]:
    """The rows of a formset by their fields' names, without those marked to go."""
    rows: dict[str, dict[str, str]] = {}
    for name, value in values.items():
        start, _, rest = name.partition("-")
        number, _, column = rest.partition("-")
        if start == prefix and number.isdecimal() and column:
            rows.setdefault(number, {})[column] = value
    return (row for row in rows.values() if not row.get("DELETE"))


def _photo(row: dict[str, str]) -> dict[str, Any] | None:
    lines = (one_line(line) for line in row.get("caption", "")[: lengths.CAPTION].splitlines())
    photo = {
        "pk": _number(row.get("id", "")),
        "file": row.get("upload", ""),
        "order": _number(row.get("order", "")) or 0,
        "caption": "\n".join(filter(None, lines)),
        "credit": one_line(row.get("credit", "")[: lengths.CAPTION]),
        "alt": one_line(row.get("alt", "")[: lengths.CAPTION]),
        **{name: _number(row.get(name, "")) or 0 for name in FOCUS},
    }
    is_there = any(photo[name] for name in ("pk", "file", "caption", "credit", "alt"))
    return photo if is_there else None


def _byline(row: dict[str, str]) -> dict[str, Any] | None:
    byline = {
        "role": row.get("role", ""),
        "name": one_line(row.get("name", "")[: lengths.CAPTION]),
        "link": row.get("link", ""),
        "order": _number(row.get("order", "")) or 0,
    }
    return byline if byline["name"] or byline["link"] else None


def _attachments(rows: Iterator[dict[str, str]], stored: list[Row]) -> list[Row]:
    """What the rows do not say is that of the stored one, or of the upload (1 query)."""
    by_pk = {row["pk"]: row for row in stored}
    sent = list(rows)
    uploads = AttachmentUpload.objects.filter(file__in=[row.get("upload", "") for row in sent])
    by_file = {
        upload.file.name: {"pk": None, "file": upload.file.name, "size": upload.size, **UNSAID}
        for upload in uploads
    }
    found = []
    for row in sent:
        known = by_pk.get(_number(row.get("id", ""))) or by_file.get(row.get("upload", ""))
        if known:
            name = one_line(row.get("name", "")[:LONGEST_NAME]) or known.get("name", "")
            numbers = {column: _number(row[column]) or 0 for column in UNSAID if column in row}
            found.append(known | {"name": name} | numbers)
    return sorted(found, key=lambda row: row["order"])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
