"""What a static page says, in the shape in which articles are compared."""

from typing import Any

from newsroom.attachments.rows import rows_of
from newsroom.drafts.snapshot import EMPTY
from newsroom.revisions import photo_rows
from portal.models import Page
from richtext.cleaning import clean
from vietnamese.text import one_line

Snapshot = dict[str, Any]


def snapshot_of(page: Page) -> Snapshot:
    """As it is stored (2 queries, none for a new one)."""
    rows = (page.photos.all(), page.attachments.all()) if page.pk else ((), ())
    photos, attachments = rows
    own = {"title": one_line(page.title), "body": clean(page.body), "slug": page.slug}
    return EMPTY | own | {"photos": photo_rows(photos), "attachments": rows_of(attachments)}
