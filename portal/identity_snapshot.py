"""The snapshot: menu, banners, web links and static pages, copied into the Identity row.

Every page needs all of them; kept in one row they cost it one query, and no worker holds a
copy that could grow old. File names are stored, not addresses: storage may move.
"""

from typing import Any

from django.db import transaction

from portal.models import Banner, Identity, MenuItem, Page, WebLink

BANNER_COLUMNS = ("title", "image", "width", "height", "alt", "url", "starts_on", "ends_on")


def rebuild() -> None:
    """Copy what the tables hold into the Identity row, creating the row where it is missing.

    To be called after `bulk_create()`, `update()` or a restore, which send no signals.
    6 queries.
    """
    with transaction.atomic():
        _lock()
        Identity.objects.filter(pk=Identity.ONLY).update(
            snapshot={
                "menu": list(MenuItem.objects.values("label", "url")),
                "banners": list(Banner.objects.values(*BANNER_COLUMNS)),
                "links": list(WebLink.objects.values("name", "url")),
                "pages": list(Page.objects.values("title", "slug")),
            }
        )


def rebuild_on_change(**signal: Any) -> None:
    """Receiver of post_save and post_delete."""
    rebuild()


def _lock() -> None:
    """Two editors who save at once take turns, so that the later copy holds both changes."""
    row = Identity.objects.select_for_update().filter(pk=Identity.ONLY).values_list("pk")
    if not row:
        Identity.objects.bulk_create([Identity()], ignore_conflicts=True)
