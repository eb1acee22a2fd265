"""A value that is computed once for all readers, as long as nothing it depends on changes."""

import datetime
import math
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from caching.backend import backend
from caching.versions import Versions

# What was written past the models is seen after that.
LONGEST_SECONDS = 600

T = TypeVar("T")


class Entry(NamedTuple, Generic[T]):
    versions: Versions
    valid_from: float
    valid_until: float
    value: T


class Memo(Generic[T]):
    """At most `most` values of this process, by key. Whoever gets one must not change it."""

    def __init__(self, *depends: str, most: int = 1) -> None:
        self._depends = depends
        self._most = most
        self._entries: dict[Hashable, Entry[T]] = {}
        backend.register(self)

    def get(
        self,
        key: Hashable,
        at: datetime.datetime,
        compute: Callable[[], T],
        until: Callable[[T], float] = lambda _value: math.inf,
        depends: tuple[str, ...] = (),
    ) -> T:
        """The value that holds at that moment.

        `until` says of a value computed for the moment how long it holds by the clock, in unix
        seconds; `depends` names what this one depends on besides what all of them do. Raises what
        `compute` and `until` raise. No query for a value that is cached.
        """
        store = backend.version_store
        if store is None:
            return compute()
        slots = store.slots(self._depends + depends)
        entry, moment = self._entries.get(key), at.timestamp()
        if (
            entry
            and entry.valid_from <= moment < entry.valid_until
            and entry.versions == store.read(slots)
        ):
            return entry.value
        versions = store.read_settled(slots)
        value = compute()
        if versions is not None:
            limit = min(until(value), moment + LONGEST_SECONDS)
            self._add(key, Entry(versions, moment, limit, value))
        return value

    def clear(self) -> None:
        self._entries.clear()

    def _add(self, key: Hashable, entry: Entry[T]) -> None:
        if key not in self._entries and len(self._entries) >= self._most:
            for oldest in list(self._entries)[: -(-self._most // 4)]:  # the rest stays at hand
                self._entries.pop(oldest, None)
        self._entries[key] = entry
