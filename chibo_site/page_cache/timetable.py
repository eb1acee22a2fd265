"""When pages become other pages by the clock alone."""

import datetime

from django.utils import timezone

from articles.models import Article
from articles.querysets import midnight
from chibo_site.page_cache import tags
from chibo_site.page_cache.generations import Generation, Generations


class Timetable:
    """The next moment at which an article appears or expires, or the day ends."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._slots = generations.slots([tags.CARDS])
        self._known: tuple[Generation, float] | None = None

    def next_change(self, now: datetime.datetime) -> float:
        """Unix seconds. 2 queries after each change of any article, else none."""
        generation = self._generations.settled(self._slots)
        known = self._known
        if known is None or known[0] != generation or known[1] <= now.timestamp():
            known = (generation or (), next_change(now))
            self._known = known if generation else None
        return known[1]


def next_change(now: datetime.datetime) -> float:
    """Unix seconds; 2 queries, each one step into an index."""
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    moments = [
        published.filter(**{f"{field}__gt": now}).order_by(field).values_list(field, flat=True)
        for field in ("published_from", "published_until")
    ]
    tomorrow = midnight(timezone.localdate(now) + datetime.timedelta(days=1))
    return min([tomorrow, *(moment for found in moments for moment in found[:1])]).timestamp()
