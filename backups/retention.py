"""Which backups stay: the newest of each of seven days, four weeks and twelve months."""

import datetime
from collections.abc import Iterable

# By the day, by ISO's week, by the month; how many of them.
KEPT_BY = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))


def to_keep(moments: Iterable[datetime.datetime]) -> set[datetime.datetime]:
    """Of these, the newest always among them. Days, weeks and months count on which there is one:
    a site that was off for a month loses nothing by that."""
    newest_first = sorted(set(moments), reverse=True)
    keep: set[datetime.datetime] = set()
    for form, number in KEPT_BY:
        newest_of: dict[str, datetime.datetime] = {}
        for moment in newest_first:
            newest_of.setdefault(moment.strftime(form), moment)
        keep.update(list(newest_of.values())[:number])
    return keep
