"""When pages become other pages by the clock alone."""

import datetime

from django.utils import timezone

from articles.models import Article
from caching import tags
from caching.memo import Memo
from vietnamese.clock import ONE_DAY, midnight

_known: Memo[float] = Memo(tags.CARDS)


def next_change(at: datetime.datetime) -> float:
    """The next moment at which an article appears or expires, or the day ends; unix seconds.

    2 queries after each change of any article, else none.
    """
    return _known.get(None, at, lambda: _look_up(at), until=lambda found: found)


def _look_up(at: datetime.datetime) -> float:
    """2 queries, each one step into an index."""
    coming, expiring = Article.objects.scheduled(at), Article.objects.expiring_after(at)
    begins = coming.order_by("published_from").values_list("published_from", flat=True)[:1]
    ends = expiring.order_by("published_until").values_list("published_until", flat=True)[:1]
    tomorrow = midnight(timezone.localdate(at) + ONE_DAY)
    return min(filter(None, [tomorrow, *begins, *ends])).timestamp()
