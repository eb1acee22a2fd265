"""The random salt of each Vietnamese day, the same for every process and host."""

import datetime
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error

from vietnamese.clock import ONE_DAY
from visitors.models import DaySalt

SALT_BYTES = 32
RETRY_SECONDS = 5

_known: dict[datetime.date, bytes] = {}
_failed_at: float | None = None


class NoSaltError(Exception):
    """The database does not give the salt; without it nothing of a visitor may be used."""


def salt_of(day: datetime.date) -> bytes:
    """The day's salt, made where there is none yet. Raises NoSaltError.

    Once per process and day 1 query, or 3 where it is made; none after that. A database that
    failed is left alone for 5 s, so that requests do not queue for it.
    """
    salt = _known.get(day)
    if salt is None:
        with _database():
            salt = _read(day) or _make(day)
        _remember(day, salt)
    return salt


def existing_salt_of(day: datetime.date) -> bytes | None:
    """The day's salt, or None where nobody was counted that day. Raises NoSaltError.

    1 query per process and day; one each time for a day without a salt, which may still get one
    from a process whose clock is a moment behind.
    """
    if _known.get(day) is None:
        with _database():
            salt = _read(day)
        if salt is not None:
            _remember(day, salt)
    return _known.get(day)


def is_known(day: datetime.date) -> bool:
    """Whether salt_of(day) costs no query."""
    return day in _known


def forget() -> None:
    """Drops what this process knows, as if it had just started."""
    global _failed_at
    _known.clear()
    _failed_at = None


@contextmanager
def _database() -> Iterator[None]:
    global _failed_at
    if _failed_at is not None and time.monotonic() - _failed_at < RETRY_SECONDS:
        raise NoSaltError("the database failed a moment ago")
    try:
        yield
    except Error as error:
        _failed_at = time.monotonic()
        raise NoSaltError(str(error)) from error
    _failed_at = None


def _read(day: datetime.date) -> bytes | None:
    salt = DaySalt.objects.filter(day=day).values_list("salt", flat=True).first()
    return None if salt is None else bytes(salt)


def _make(day: datetime.date) -> bytes:
    made = DaySalt(day=day, salt=secrets.token_bytes(SALT_BYTES))
    DaySalt.objects.bulk_create([made], ignore_conflicts=True)
    return bytes(DaySalt.objects.get(day=day).salt)  # of whichever process was first


def _remember(day: datetime.date, salt: bytes) -> None:
    _known[day] = salt
    for old in [known for known in list(_known) if known < day - ONE_DAY]:
        _known.pop(old, None)
