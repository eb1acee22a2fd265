"""What the template of a static page shows: its text, with its photos in their places, and its
documents."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, IntegerField, Value

from attachments.videos import described, with_videos_of, without_videos
from portal.models import Page, PageAttachment, PagePhoto
from richtext.body_parts import body_parts, galleries
from richtext.videos import OwnVideos

PHOTO, ATTACHMENT = "photo", "attachment"
NO_TEXT, NO_NUMBER = Value("", CharField()), Value(0, IntegerField())


def page_context(
    page: Page,
    photos: Iterable[PagePhoto] | None = None,
    attachments: Iterable[PageAttachment] | None = None,
) -> dict[str, Any]:
    """The stored photos and attachments unless both are given (1 query, else none)."""
    if photos is None or attachments is None:
        photos, attachments = _stored(page)
    photos, attachments = list(photos), list(attachments)
    body = with_videos_of(page.body, attachments)
    parts = body_parts(body, photos, videos=OwnVideos(described(attachments, photos)))
    return {
        "page": page,
        "body_parts": list(galleries(parts)),
        "attachments": without_videos(attachments),
    }


def _stored(page: Page) -> tuple[list[PagePhoto], list[PageAttachment]]:
    """Unsaved rows in their order, with what a page shows of them."""
    photos: Any = PagePhoto.objects.filter(page=page.pk).order_by()
    photos = photos.values_list(
        *(Value(PHOTO, CharField()), "order", "pk", "file", "caption", "credit", "alt"),
        *("sized_file", "width", "height"),
    )
    attachments: Any = PageAttachment.objects.filter(page=page.pk).order_by()
    attachments = attachments.values_list(
        *(Value(ATTACHMENT, CharField()), "order", "pk", "file", "name"),
        *(NO_TEXT, NO_TEXT, NO_TEXT, "size", "poster"),
    )
    found: tuple[list[PagePhoto], list[PageAttachment]] = ([], [])
    for kind, order, pk, file, text, credit, alt, sized_file, number, height in sorted(
        photos.union(attachments, all=True), key=lambda row: row[1:3]
    ):
        row: dict[str, Any] = {"pk": pk, "page_id": page.pk, "order": order, "file": file}
        if kind == PHOTO:
            words = {"caption": text, "credit": credit, "alt": alt}
            size = {"sized_file": sized_file, "width": number, "height": height}
            found[0].append(PagePhoto(**row, **words, **size))
        else:
            found[1].append(PageAttachment(**row, name=text, size=number, poster=height))
    return found
