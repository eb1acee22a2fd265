"""Whether readers may have a photo: as long as an article that they may read holds it."""

import datetime

from django.db.models import Exists, OuterRef

from articles.models import Article, Photo
from articles.next_change import next_change
from caching import tags
from caching.memo import Memo
from pictures.lookup import has_file

_public: Memo[bool] = Memo(tags.TEXTS, most=4096)


def is_public_photo(name: str, at: datetime.datetime) -> bool:
    """Whether the stored file belongs to a photo of an article that anyone may read at that moment.

    1 query after each change of an article (2 more for the first one to ask), else none; always 1
    for a file that is nobody's, so that asking for many such drives out nothing.
    """
    try:
        return _public.get(name, at, lambda: _look_up(name, at), until=lambda _: next_change(at))
    except Photo.DoesNotExist:
        return False


def _look_up(name: str, at: datetime.datetime) -> bool:
    """True, or Photo.DoesNotExist, which is not remembered."""
    # As a subquery: the photo is looked up first, whatever the planner thinks of the dates.
    readable = Article.objects.published(at).filter(pk=OuterRef("article"))
    if not has_file(Photo.objects.filter(Exists(readable)), name):
        raise Photo.DoesNotExist
    return True
