"""A value that is worked out once for all readers, as long as nothing it depends on changes."""

import datetime
import math
from collections.abc import Callable, Hashable
from typing import ClassVar, Generic, NamedTuple, TypeVar
from weakref import WeakSet

from freshness import opening
from freshness.generations import Generation

# What was written past the models is seen after that.
LONGEST_SECONDS = 600

T = TypeVar("T")


class Kept(NamedTuple, Generic[T]):
    generation: Generation
    since: float
    until: float
    value: T


class Memo(Generic[T]):
    """At most `most` values of this process, by key. Whoever gets one must not change it."""

    all: ClassVar["WeakSet[Memo]"] = WeakSet()

    def __init__(self, *depends: str, most: int = 1) -> None:
        self._depends = depends
        self._most = most
        self.all.add(self)
        self._kept: dict[Hashable, Kept[T]] = {}

    def get(
        self,
        key: Hashable,
        at: datetime.datetime,
        work_out: Callable[[], T],
        until: Callable[[T], float] = lambda value: math.inf,
        depends: tuple[str, ...] = (),
    ) -> T:
        """The value that holds at that moment.

        `until` says of a value worked out for the moment how long it holds by the clock, in unix
        seconds; `depends` names what this one depends on besides what all of them do. Raises what
        `work_out` and `until` raise. No query for a value that is kept.
        """
        generations = opening.generations()
        if generations is None:
            return work_out()
        slots = generations.slots(self._depends + depends)
        kept, moment = self._kept.get(key), at.timestamp()
        if kept and kept.since <= moment < kept.until and kept.generation == generations.at(slots):
            return kept.value
        generation = generations.settled(slots)
        value = work_out()
        if generation is not None:
            limit = min(until(value), moment + LONGEST_SECONDS)
            self._keep(key, Kept(generation, moment, limit, value))
        return value

    @classmethod
    def forget_all(cls) -> None:
        """Drops all values of all memos, as if the process had just started."""
        for memo in cls.all:
            memo._kept.clear()

    def _keep(self, key: Hashable, kept: Kept[T]) -> None:
        if key not in self._kept and len(self._kept) >= self._most:
            for oldest in list(self._kept)[: -(-self._most // 4)]:  # the rest stays at hand
                self._kept.pop(oldest, None)
        self._kept[key] = kept
