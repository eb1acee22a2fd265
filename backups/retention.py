"""Which backups stay: the newest of each of seven days, four weeks and twelve months."""

import datetime
from collections.abc import Iterable, Set

# By the day, by ISO's week, by the month; how many of them.
KEPT_BY = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))


def to_keep(
    moments: Iterable[datetime.datetime], now: datetime.datetime | None = None
) -> set[datetime.datetime]:
    """Of these, the newest always among them. Days, weeks and months count on which there is one:
    a site that was off for a month loses nothing by that. Those of days to come are kept by the
    same numbers beside the others, and take nobody's place: either they were made while the clock
    was ahead, or it is behind now."""
    made = set(moments)
    to_come = {moment for moment in made if now and moment > now}
    return _thinned_out(made - to_come) | _thinned_out(to_come)


def _thinned_out(moments: Set[datetime.datetime]) -> set[datetime.datetime]:
    newest_first = sorted(moments, reverse=True)
    keep: set[datetime.datetime] = set()
    for form, number in KEPT_BY:
        newest_of: dict[str, datetime.datetime] = {}
        for moment in newest_first:
            newest_of.setdefault(moment.strftime(form), moment)
        keep.update(list(newest_of.values())[:number])
    return keep
