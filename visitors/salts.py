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


class NoSaltError(Exception):
    """The database does not give the salt; without it nothing of a visitor may be used."""


class Salts:
    """The salts that a process knows.

    A database that failed is left alone for 5 s, so that requests do not queue for it.
    """

    def __init__(self) -> None:
        self.known: dict[datetime.date, bytes] = {}
        self._failed_at: float | None = None

    def get(self, day: datetime.date) -> bytes:
        """The day's salt, made where there is none yet. Raises NoSaltError.

        Once per process and day 1 query, or 3 where it is made; none after that.
        """
        salt = self.known.get(day)
        if salt is None:
            with self._database():
                salt = read_salt(day) or make_salt(day)
            self._remember(day, salt)
        return salt

    def get_existing(self, day: datetime.date) -> bytes | None:
        """The day's salt, or None where nobody was counted that day. Raises NoSaltError.

        1 query per process and day; one each time for a day without a salt, which may still get
        one from a process whose clock is a moment behind.
        """
        if self.known.get(day) is None:
            with self._database():
                salt = read_salt(day)
            if salt is not None:
                self._remember(day, salt)
        return self.known.get(day)

    @contextmanager
    def _database(self) -> Iterator[None]:
        if self._failed_at is not None and time.monotonic() - self._failed_at < RETRY_SECONDS:
            raise NoSaltError("the database failed a moment ago")
        try:
            yield
        except Error as error:
            self._failed_at = time.monotonic()
            raise NoSaltError(str(error)) from error
        self._failed_at = None

    def _remember(self, day: datetime.date, salt: bytes) -> None:
        self.known[day] = salt
        for old in [known for known in list(self.known) if known < day - ONE_DAY]:
            self.known.pop(old, None)


def read_salt(day: datetime.date) -> bytes | None:
    salt = DaySalt.objects.filter(day=day).values_list("salt", flat=True).first()
    return None if salt is None else bytes(salt)


def make_salt(day: datetime.date) -> bytes:
    made = DaySalt(day=day, salt=secrets.token_bytes(SALT_BYTES))
    DaySalt.objects.bulk_create([made], ignore_conflicts=True)
    return bytes(DaySalt.objects.get(day=day).salt)  # of whichever process was first
