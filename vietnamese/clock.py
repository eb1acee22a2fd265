"""Vietnam's clock and calendar, on a server in any time zone."""

import datetime
import time
from functools import lru_cache

# A fixed offset: Vietnam's clock since 1975, and nothing on the site is older.
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
ONE_DAY = datetime.timedelta(days=1)
# A clock steps back by an hour. What was written further ahead than that was written while the
# clock was wrong, and counts for nothing: it would hold until that day comes.
MOST_AHEAD = datetime.timedelta(hours=1)


def now() -> int:
    """The unix time in whole seconds."""
    return int(time.time())


@lru_cache(maxsize=64)  # many views come in one second
def day_of(moment: int) -> datetime.date:
    """The Vietnamese day of a unix time."""
    return datetime.datetime.fromtimestamp(moment, VIETNAM).date()


def monday_of(day: datetime.date) -> datetime.date:
    """The first day of the week that `day` is in."""
    return day - datetime.timedelta(days=day.weekday())


def midnight(day: datetime.date) -> datetime.datetime:
    """00:00 of a Vietnamese day, as an aware moment."""
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=VIETNAM)
