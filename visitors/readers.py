"""Who was seen in these two days, and the rule of what a visit is."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visitors import rows
from visitors.models import Reader

VISIT_SECONDS = 1800
IN_ONE_QUERY = 500


@dataclass(slots=True)
class Seen:
    """When one reader of one day was seen, as Reader has it: a row without the weight of one."""

    last_seen: int = 0
    visit_ends: int = 0
    yesterday_key: bytes | None = None

    def see(self, moment: int, now: int) -> bool:
        """Takes in a view at `moment` and says whether it begins a visit."""
        is_new_visit = moment >= self.visit_ends
        self.visit_ends = max(self.visit_ends, moment + VISIT_SECONDS)
        # A last view in the future was seen by a clock that has stepped back since.
        self.last_seen = max(moment, min(self.last_seen, now))
        return is_new_visit


def load(day: datetime.date, keys: Iterable[bytes]) -> dict[bytes, Seen]:
    """What is known of these readers of a day; of the others nothing. 1 query for 500 readers."""
    known = {key: Seen() for key in keys}
    asked = list(known)
    for start in range(0, len(asked), IN_ONE_QUERY):
        some = filled_up(asked[start : start + IN_ONE_QUERY])
        for key, last, ends, yesterday_key in rows.look_up(
            Reader, ["key", "last_seen", "visit_ends", "yesterday_key"], {"day": [day], "key": some}
        ):
            known[bytes(key)] = Seen(last, ends, bytes(yesterday_key) if yesterday_key else None)
    return known


def save(day: datetime.date, readers: Mapping[bytes, Seen]) -> None:
    """Writes them all. 1 query for 180 readers."""
    rows.overwrite(
        Reader,
        ["day", "key"],
        ["last_seen", "visit_ends", "yesterday_key"],
        [
            (day, key, seen.last_seen, seen.visit_ends, seen.yesterday_key)
            for key, seen in readers.items()
        ],
    )


def filled_up(keys: list[bytes]) -> list[bytes]:
    """The keys, with as many of nobody's as make a power of two, or what one query holds: each
    statement is kept by the database's connection, with up to 100 kB, so that few may differ."""
    number = min(IN_ONE_QUERY, 1 << (len(keys) - 1).bit_length())
    return keys + [missing.to_bytes(2) for missing in range(number - len(keys))]
