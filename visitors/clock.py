"""Time as the counter reads it: whole unix seconds, and days of Vietnam on any server."""

import datetime
import time
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = datetime.timedelta(days=1)


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
