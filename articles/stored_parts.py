"""What belongs to an article besides its text, in one query: photos, bylines, attachments."""

from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField, QuerySet, Value

from articles.models import Attachment, Byline, Photo
from articles.prepared_queries import PreparedQuery

PHOTO, BYLINE, ATTACHMENT = "photo", "byline", "attachment"
NO_TEXT, NO_NUMBER = Value("", CharField()), Value(0, IntegerField())

Row = tuple[Any, ...]  # kind, order, key, five texts, two numbers


class StoredParts(NamedTuple):
    """Unsaved rows in their order, with what a page shows of them."""

    photos: list[Photo]
    bylines: list[Byline]
    attachments: list[Attachment]


def stored_parts(pk: int) -> StoredParts:
    """Those of the article with that key (1 query)."""
    rows = sorted(_stored.fetch(pk=pk), key=lambda row: row[1:3])
    of_kind: dict[str, list[Row]] = {kind: [] for kind in (PHOTO, BYLINE, ATTACHMENT)}
    for kind, *row in rows:
        of_kind[kind].append(tuple(row))
    return StoredParts(
        [
            Photo(
                pk=key,
                article_id=pk,
                order=order,
                file=file,
                caption=caption,
                credit=credit,
                alt=alt,
                width=width,
                height=height,
                sized_file=sized_file,
            )
            for order, key, file, caption, credit, alt, sized_file, width, height in of_kind[PHOTO]
        ],
        [
            Byline(pk=key, article_id=pk, order=order, name=name, role=role, link=link)
            for order, key, name, role, link, *_ in of_kind[BYLINE]
        ],
        [
            Attachment(
                pk=key,
                article_id=pk,
                order=order,
                file=file,
                name=name,
                size=size,
                poster=poster,
            )
            for order, key, file, name, _, _, _, size, poster in of_kind[ATTACHMENT]
        ],
    )


def _rows(pk: int) -> "QuerySet[Any, Row]":
    photos = Photo.objects.filter(article_id=pk).order_by()
    bylines = Byline.objects.filter(article_id=pk).order_by()
    attachments = Attachment.objects.filter(article_id=pk).order_by()
    return photos.values_list(
        *(Value(PHOTO, CharField()), "order", "pk", "file", "caption", "credit", "alt"),
        *("sized_file", "width", "height"),
    ).union(
        bylines.values_list(
            *(Value(BYLINE, CharField()), "order", "pk", "name", "role", "link"),
            *(NO_TEXT, NO_TEXT, NO_NUMBER, NO_NUMBER),
        ),
        attachments.values_list(
            *(Value(ATTACHMENT, CharField()), "order", "pk", "file", "name"),
            *(NO_TEXT, NO_TEXT, NO_TEXT, "size", "poster"),
        ),
        all=True,
    )


_stored = PreparedQuery(_rows, pk=int)
