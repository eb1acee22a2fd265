"""What a static page said at each save, in the shape in which articles are compared. Number 0 is
the page as it was before its first recorded change."""

from typing import Any

from django.utils.dateparse import parse_datetime

from newsroom.attachments.rows import put_back, rows_in
from newsroom.models import PageRevision
from newsroom.revisions import BEFORE, put_back_captions
from newsroom.static_pages.snapshot import Snapshot, snapshot_of
from portal.models import Page

WRITTEN, EDITED = "Viết trang", "Sửa trang"


def latest_number(page: Page) -> int:
    """1 query."""
    revisions = PageRevision.objects.filter(page=page)
    return revisions.values_list("number", flat=True).first() or 0


def base_of(page: Page, moment: str) -> Snapshot | None:
    """What the page said when it had last been saved at that moment, as a form carries it; None
    where nobody knows (1 query)."""
    try:
        at = parse_datetime(moment)
    except ValueError:  # 30-02
        at = None
    if at is None or at.tzinfo is None:
        return None
    # A save that changed no word renews the page's moment, and makes no revision.
    revision = PageRevision.objects.filter(page=page, at__lte=at).first()
    return _completed(revision.snapshot) if revision else None


def ensure_baseline(page: Page) -> None:
    """To be called before a first change: the stored page becomes number 0 (5 queries once)."""
    if page.pk and not PageRevision.objects.filter(page=page).exists():
        stored = Page.objects.get(pk=page.pk)
        snapshot, at = snapshot_of(stored), stored.updated_at
        PageRevision.objects.create(page=stored, number=0, snapshot=snapshot, at=at, why=BEFORE)


def record(page: Page, by: Any, why: str) -> PageRevision | None:
    """The stored page as its next revision; None where it says what the last one said. To be called
    in the transaction that changed it, with the page locked (5 queries)."""
    stored = Page.objects.get(pk=page.pk)
    last, now = PageRevision.objects.filter(page=page).first(), snapshot_of(stored)
    if last and _completed(last.snapshot) == now:
        return None
    number = last.number + 1 if last else 0
    return PageRevision.objects.create(
        page=stored, number=number, snapshot=now, by=by, at=stored.updated_at, why=why
    )


def rewind(page: Page, snapshot: Snapshot) -> list[str]:
    """Save the page with the words of the snapshot; sentences about what did not come back. Its
    address stays. Captions go to the photos that are still there, names to the documents. To be
    called in a transaction, with the page locked (about 6 queries, 4 more for each photo)."""
    page.title, page.body = snapshot["title"], snapshot["body"]
    missing = put_back_captions(page, snapshot["photos"])
    missing += put_back(page, rows_in(snapshot))
    page.save()
    return missing


def _completed(snapshot: Snapshot) -> Snapshot:
    return snapshot | {"attachments": rows_in(snapshot)}
