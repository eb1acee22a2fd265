"""What an article said at each save.

A snapshot is plain JSON: whatever the form of an article holds. Number 0 is the article as it was
before its first recorded change, so that imported articles need no revisions until then.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from articles.models import Article
from newsroom.arranging.snapshots import apply_onward_links, onward_links_of, without_names
from newsroom.attachments.rows import put_back, rows_in, rows_of, wording
from newsroom.models import Revision
from richtext.cleaning import clean
from vietnamese.text import normalise, one_line

Snapshot = dict[str, Any]
BEFORE = "Bản có trước khi ghi lịch sử"
SNAPSHOT_TEXT_FIELDS = ("title", "lead", "body", "correction")
FOCUS = ("focus_x", "focus_y")
PHOTO_FIELDS = ("order", "caption", "credit", "alt", *FOCUS)


def snapshot_of(
    article: Article,
    photos: Iterable[Any] | None = None,
    bylines: Iterable[Any] | None = None,
    attachments: Iterable[Any] | None = None,
) -> Snapshot:
    """The article in normal form, as `save()` would store it; its photos, bylines and attachments
    are the stored ones unless others are given (3 queries, and 1 for a category not yet read)."""
    photos = article.photos.all() if photos is None else photos
    bylines = article.bylines.all() if bylines is None else bylines
    attachments = article.attachments.all() if attachments is None else attachments
    return {
        "title": one_line(article.title),
        "lead": normalise(article.lead).strip(),
        "body": clean(article.body),
        "correction": normalise(article.correction).strip(),
        "category": article.category_id,
        "category_name": article.category.name,
        "published_from": moment_text(article.published_from),
        "published_until": moment_text(article.published_until),
        "photos": photo_rows(photos),
        "bylines": [
            {
                "role": byline.role,
                "name": one_line(byline.name),
                "link": byline.link,
                "order": byline.order,
            }
            for byline in sorted(bylines, key=lambda byline: byline.order)
        ],
        **onward_links_of(article),
        "attachments": rows_of(attachments),
    }


def photo_rows(photos: Iterable[Any]) -> list[dict[str, Any]]:
    """In their order, in normal form."""
    return [
        {
            "pk": photo.pk,
            "file": str(photo.file),
            "order": photo.order,
            "caption": "\n".join(filter(None, map(one_line, photo.caption.splitlines()))),
            "credit": one_line(photo.credit),
            "alt": one_line(photo.alt),
            "focus_x": photo.focus_x,
            "focus_y": photo.focus_y,
        }
        for photo in sorted(photos, key=lambda photo: photo.order)
    ]


def same_content(one: Snapshot, other: Snapshot) -> bool:
    """Whether two forms hold the same words; a photo just sent has neither key nor file name."""
    return _wording(one) == _wording(other)


def latest_number(article: Article) -> int:
    """The number that a form of this article begins from (1 query)."""
    return article.revisions.values_list("number", flat=True).first() or 0


def ensure_baseline(article: Article) -> None:
    """To be called before a first change: the stored article becomes number 0 (4 queries once)."""
    if article.pk and not article.revisions.exists():
        stored = type(article).objects.get(pk=article.pk)
        Revision.objects.create(
            article=article,
            number=0,
            snapshot=snapshot_of(stored),
            by=stored.author,
            at=stored.updated_at,
            why=BEFORE,
        )


def record(article: Article, by: Any, why: str = "") -> Revision | None:
    """The stored article as its next revision; None where it says what the last one said.

    To be called in the transaction that changed it, with the article locked (6 queries).
    """
    now = snapshot_of(type(article).objects.get(pk=article.pk))
    last = article.revisions.first()
    if last and _completed(last.snapshot, now) == now:
        return None
    number = last.number + 1 if last else 0
    return Revision.objects.create(article=article, number=number, snapshot=now, by=by, why=why)


def rewind(article: Article, snapshot: Snapshot) -> list[str]:
    """Save the article with the words of the snapshot; sentences about what did not come back.

    Dates stay: they are the desk's, not the text's. Captions go to the photos that are still there,
    names to the attachments.
    To be called in a transaction, with the article locked (about 15 queries, 10 more for each
    photo).
    """
    missing = apply_text(article, snapshot)
    missing += put_back_captions(article, snapshot["photos"])
    missing += put_back(article, rows_in(snapshot))
    return missing + apply_onward_links(article, snapshot)


def apply_text(article: Article, snapshot: Snapshot) -> list[str]:
    """As rewind(), the photos left alone (about 13 queries, 1 more for each new byline)."""
    missing = []
    for name in SNAPSHOT_TEXT_FIELDS:
        setattr(article, name, snapshot[name])
    categories = type(article.category)._default_manager
    if categories.filter(pk=snapshot["category"]).exists():
        article.category_id = snapshot["category"]
    else:
        missing.append(f"Chuyên mục “{snapshot['category_name']}” không còn nữa.")
    article.updated_at = timezone.now()
    article.save()
    if [_byline(byline) for byline in article.bylines.all()] != snapshot["bylines"]:
        article.bylines.all().delete()
        for byline in snapshot["bylines"]:
            article.bylines.create(**byline)
    return missing


def put_back_captions(owner: Any, rows: list[dict[str, Any]]) -> list[str]:
    """Order, captions and names of a snapshot go to those photos of an article or a static page
    that are still there; sentences about the others (1 query, and those of each photo's save)."""
    photos = {photo.pk: photo for photo in owner.photos.all()}
    for row in rows:
        if photo := photos.get(row["pk"]):
            apply_fields(photo, row)
            photo.save()
    return [missing_photo(row["order"]) for row in rows if row["pk"] not in photos]


def apply_fields(photo: Any, stored: dict[str, Any]) -> None:
    """What the snapshot says of the photo, its picture left alone; older snapshots say less."""
    for name in PHOTO_FIELDS:
        if name in stored:
            setattr(photo, name, stored[name])


def missing_photo(number: int) -> str:
    return f"Ảnh {number} không còn nữa."


def _byline(byline: Any) -> dict[str, Any]:
    return {name: getattr(byline, name) for name in ("role", "name", "link", "order")}


def moment_text(moment: datetime.datetime | None) -> str:
    """To the second, as the form shows it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _completed(then: Snapshot, now: Snapshot) -> Snapshot:
    """A snapshot of before focuses were stored says nothing of them: it takes those of now. One of
    before there were attachments has none."""
    focus = {photo["pk"]: {name: photo[name] for name in FOCUS} for photo in now["photos"]}
    photos = [focus.get(photo["pk"], {}) | photo for photo in then["photos"]]
    return then | {"attachments": rows_in(then), "photos": photos}


def _wording(snapshot: Snapshot) -> Snapshot:
    photos = [
        {name: value for name, value in photo.items() if name not in ("pk", "file")}
        for photo in snapshot["photos"]
    ]
    own = {"photos": photos, "attachments": wording(rows_in(snapshot)), "category_name": ""}
    return without_names(snapshot) | own
