"""Who was seen in these two days: rows of Reader, read and written many at once."""

import datetime
from collections.abc import Iterable, Mapping

from visitors import bulk_sql
from visitors.models import Reader
from visitors.visit_rule import VisitorState

IN_ONE_QUERY = 500


def load(day: datetime.date, keys: Iterable[bytes]) -> dict[bytes, VisitorState]:
    """What is known of these readers of a day; of the others nothing. 1 query for 500 readers."""
    known = {key: VisitorState() for key in keys}
    asked = list(known)
    for start in range(0, len(asked), IN_ONE_QUERY):
        some = filled_up(asked[start : start + IN_ONE_QUERY])
        for key, last, ends, yesterday_key in bulk_sql.select(
            Reader, ["key", "last_seen", "visit_ends", "yesterday_key"], {"day": [day], "key": some}
        ):
            known[bytes(key)] = VisitorState(
                last, ends, bytes(yesterday_key) if yesterday_key else None
            )
    return known


def save(day: datetime.date, states: Mapping[bytes, VisitorState]) -> None:
    """Writes them all. 1 query for 180 readers."""
    bulk_sql.upsert(
        Reader,
        ["day", "key"],
        ["last_seen", "visit_ends", "yesterday_key"],
        [
            (day, key, state.last_seen, state.visit_ends, state.yesterday_key)
            for key, state in states.items()
        ],
    )


def filled_up(keys: list[bytes]) -> list[bytes]:
    """The keys, with as many of nobody's as make a power of two, or what one query holds: each
    statement is kept by the database's connection, with up to 100 kB, so that few may differ."""
    number = min(IN_ONE_QUERY, 1 << (len(keys) - 1).bit_length())
    return keys + [missing.to_bytes(2) for missing in range(number - len(keys))]
