"""On which days this site has counted, for whoever must know how long its clock has run so."""

import datetime

from vietnamese import clock
from visitors.models import DailyVisits


def has_counted_for(days: int) -> bool:
    """Whether visits were counted in the earlier half of the last `days` days. A clock that has
    leapt ahead has not counted there: what seems old by it may be an hour old. So what nobody came
    back for is not deleted by it. 1 query."""
    today = clock.day_of(clock.now())
    first, last = (today - datetime.timedelta(days=ago) for ago in (days, days // 2))
    return DailyVisits.objects.filter(day__range=(first, last)).exists()
