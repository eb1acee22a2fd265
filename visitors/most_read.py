"""What was read most in the last seven days: ranked once an hour, shown as the articles are now."""

from collections.abc import Callable

from django.db.models import Sum

from caching.backend import backend
from vietnamese.clock import ONE_DAY, day_of
from visitors.models import PageViews

DAYS = 7
HOUR_SECONDS = 3600
MOST_PATHS = 60  # several of them may be of one article, and some of none that is public

Ranking = tuple[tuple[str, int], ...]  # paths of pages with their views, the most read first
# The HTML of what readers may read of a ranking, empty where there is nothing. Where an article has
# changed since it was made, it is made anew, or empty too where it may ask nothing of the database.
Describe = Callable[[Ranking, bool], str]

# The project says who knows articles; nobody does as long as it has not.
describe: list[Describe] = []


class MostRead:
    """The ranking that a process knows."""

    def __init__(self) -> None:
        backend.register(self)
        self.clear()

    def clear(self) -> None:
        self._ranking: Ranking = ()
        self._hour = -1

    def renew(self, moment: int) -> None:
        """Ranks anew where an hour has begun since (1 query). Lets a database error rise."""
        hour = moment // HOUR_SECONDS
        if hour != self._hour:
            self._ranking = ranked_at(moment)
            self._hour = hour

    def html(self, may_ask: bool) -> str:
        """The block as articles are now. Where one has changed since it was made, it is made anew
        (at most 3 queries; lets a database error rise), or empty where `may_ask` is not."""
        return describe[0](self._ranking, may_ask) if self._ranking and describe else ""


def ranked_at(moment: int) -> Ranking:
    """1 query, over the rows of DAYS days."""
    last = day_of(moment)
    views = PageViews.objects.filter(day__range=(last - (DAYS - 1) * ONE_DAY, last))
    summed = views.values_list("path").annotate(total=Sum("views")).order_by("-total", "path")
    return tuple(summed[:MOST_PATHS])
