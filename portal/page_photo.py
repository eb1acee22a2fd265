"""A photo of a static page, which readers may have as long as the page does."""

import datetime

from django.db import models

from caching import tags
from caching.memo import Memo
from pictures.lookup import has_file
from richtext.placed_photo import PICTURED, PlacedPhoto

_public: Memo[bool] = Memo(tags.PAGE_PHOTOS, most=1024)


class PagePhoto(PlacedPhoto):
    page = models.ForeignKey(
        "portal.Page", models.CASCADE, verbose_name="trang", related_name="photos"
    )

    class Meta(PlacedPhoto.Meta):
        verbose_name = "ảnh của trang tĩnh"
        verbose_name_plural = "ảnh của trang tĩnh"
        indexes = [
            # Whose a stored file is, by the beginning of its name (the class is PostgreSQL's).
            models.Index(
                fields=["file"],
                name="page_photo_file",
                opclasses=["varchar_pattern_ops"],
                condition=PICTURED,
            )
        ]

    def uses(self) -> list[str]:
        return self.place_in(self.page.body, "trang")


def is_page_photo(name: str, at: datetime.datetime) -> bool:
    """Whether a static page has the stored file at that moment.

    1 query after each change of such a photo, else none; always 1 where no page has it, so that
    asking for many such drives out nothing.
    """
    try:
        return _public.get(name, at, lambda: _look_up(name))
    except PagePhoto.DoesNotExist:
        return False


def _look_up(name: str) -> bool:
    """True, or PagePhoto.DoesNotExist, which is not remembered."""
    if not has_file(PagePhoto.objects.all(), name):
        raise PagePhoto.DoesNotExist
    return True
