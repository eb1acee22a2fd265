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
        # Generation, the moment that was asked for, and the next change after it.
        self._known: tuple[Generation, float, float] | None = None

    def next_change(self, now: datetime.datetime) -> float:
        """Unix seconds. 2 queries after each change of any article, else none."""
        generation = self._generations.settled(self._slots)
        if self._known and generation == self._known[0]:
            _, asked, found = self._known
            if asked <= now.timestamp() < found:  # before `asked` only after a step back
                return found
        found = next_change(now)
        self._known = (generation, now.timestamp(), found) if generation else None
        return found


def next_change(now: datetime.datetime) -> float:
    """Unix seconds; 2 queries, each one step into an index."""
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    moments = [
        published.filter(**{f"{field}__gt": now}).order_by(field).values_list(field, flat=True)
        for field in ("published_from", "published_until")
    ]
    tomorrow = midnight(timezone.localdate(now) + datetime.timedelta(days=1))
    return min([tomorrow, *(moment for found in moments for moment in found[:1])]).timestamp()
