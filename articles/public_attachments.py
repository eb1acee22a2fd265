"""Whether readers may have a document: as long as they may read its article."""

import datetime

from django.db.models import Exists, OuterRef

from articles.models import Article, Attachment
from articles.next_change import next_change
from caching import tags
from caching.memo import Memo

_public: Memo[str] = Memo(tags.TEXTS, most=1024)


def public_file_name(name: str, at: datetime.datetime) -> str | None:
    """Under which name a browser stores the file of an article that anyone may read at that moment;
    None for any other file. Queries as articles.public_photos."""
    try:
        return _public.get(name, at, lambda: _look_up(name, at), until=lambda _: next_change(at))
    except Attachment.DoesNotExist:
        return None


def _look_up(name: str, at: datetime.datetime) -> str:
    """Or Attachment.DoesNotExist, which is not remembered."""
    readable = Article.objects.published(at).filter(pk=OuterRef("article"))
    return Attachment.objects.get(Exists(readable), file=name).file_name
