"""When pages become other pages by the clock alone."""

import datetime

from django.utils import timezone

from articles.models import Article
from articles.querysets import midnight
from freshness import tags
from freshness.memo import Memo

_known: Memo[float] = Memo(tags.CARDS)


def next_change(at: datetime.datetime) -> float:
    """The next moment at which an article appears or expires, or the day ends; unix seconds.

    2 queries after each change of any article, else none.
    """
    return _known.get(None, at, lambda: look_up(at), until=lambda found: found)


def look_up(at: datetime.datetime) -> float:
    """2 queries, each one step into an index."""
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    moments = [
        published.filter(**{f"{field}__gt": at}).order_by(field).values_list(field, flat=True)
        for field in ("published_from", "published_until")
    ]
    tomorrow = midnight(timezone.localdate(at) + datetime.timedelta(days=1))
    return min([tomorrow, *(moment for found in moments for moment in found[:1])]).timestamp()
