"""Finds a page that is still good, or has it made by one while the others wait."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import Error
from django.utils import timezone

from articles.next_change import next_change
from freshness import tags
from freshness.generations import Generations
from serving.page_cache.addresses import Address
from serving.page_cache.pages import Headers, Page, make_page
from serving.page_cache.shelf import Memory, Shared, Turns

# After that a page is made anew although nothing is known to have changed: somebody may have
# written into the database by hand. Meanwhile the old one answers.
RENEW_SECONDS = 600
# So long a database that failed is left alone where an old page can stand in.
BREATHER_SECONDS = 5


class Answer(NamedTuple):
    """An answer to a request. One that Django has just made still has gaps for the figures."""

    status: int
    headers: Headers
    content: bytes

    def may_be_kept(self) -> bool:
        """Whether it is the same for everyone: a page that anybody's cookie touched is not."""
        names = {name.lower(): value.lower() for name, value in self.headers}
        return (
            self.status == 200
            and "set-cookie" not in names
            and names.get("vary", "accept-encoding") == "accept-encoding"
            and "private" not in names.get("cache-control", "")
            and "no-store" not in names.get("cache-control", "")
        )


@dataclass
class Library:
    """All that is kept, and what is needed to know whether it is still good."""

    generations: Generations
    memory: Memory
    shared: Shared
    turns: Turns

    def __post_init__(self) -> None:
        self._texts = self.generations.slots([tags.TEXTS])
        self._failed_at = -math.inf

    def fresh(self, key: str) -> Page | None:
        """The page where this process has it and it needs nothing. No query, no file."""
        page = self.memory.get(key)
        if page is not None and self._has_not_changed(page) and is_fresh(page, time.time()):
            return page
        return None

    def find_or_make(self, key: str, address: Address, make: Callable[[], Answer]) -> Page | Answer:
        """A page, or an answer that cannot be kept. At most 3 queries besides those of `make`."""
        page = self._find(key)
        if page is not None and self._is_good_enough(page):
            return page
        with self.turns.take(key, wait=page is None or not is_only_old(page)) as is_mine:
            newest = self._find(key)
            if newest is not None and (not is_mine or is_fresh(newest, time.time())):
                return newest
            made = self._make(key, address, make)
        if isinstance(made, Answer) and made.status >= 500 and (old := self._find(key)):
            if made.status == 503:
                self._failed_at = time.monotonic()
            return old
        return made

    def _make(self, key: str, address: Address, make: Callable[[], Answer]) -> Page | Answer:
        """What the page depends on is looked up first: a change during `make` then shows."""
        now = timezone.now()
        texts = self.generations.at(self._texts)
        try:
            content = address.content()
            fresh_until = next_change(now)
        except Error:
            return make()
        slots = self.generations.slots(content.tags)
        generation = self.generations.settled(slots)
        is_settled = generation is not None and self.generations.at(self._texts) == texts
        answer = make()
        if not is_settled or not answer.may_be_kept():
            return answer
        page = make_page(
            path=address.path,
            headers=kept_headers(answer.headers),
            text=answer.content,
            slots=slots,
            generation=generation,
            made_at=now.timestamp(),
            fresh_until=min(fresh_until, content.gone_from),
            gone_from=content.gone_from,
        )
        self._remember(key, page)
        self.shared.put(key, page)
        return page

    def _find(self, key: str) -> Page | None:
        """The page as it was last made, unless something it shows was changed since."""
        page = self.memory.get(key)
        if page is None or not self._has_not_changed(page) or not is_fresh(page, time.time()):
            newer = self.shared.get(key)
            if newer is not None and (page is None or newer.made_at > page.made_at):
                page = newer
                self._remember(key, page)
        if page is None or not self._has_not_changed(page) or page.gone_from <= time.time():
            return None
        return page

    def _remember(self, key: str, page: Page) -> None:
        """Keeps the page in memory, and from time to time drops those that have changed: an
        article with a new title has a new address, and nobody asks for the page at the old one."""
        self.memory.put(key, page)
        if self.memory.is_to_be_swept():
            slots = tuple({slot for kept in self.memory.pages() for slot in kept.slots})
            # All at once, for Redis; where it does not answer, nothing is known of any.
            now = dict(zip(slots, self.generations.at(slots), strict=False))
            self.memory.sweep(lambda kept: not now or is_of(kept, now))

    def _has_not_changed(self, page: Page) -> bool:
        return self.generations.at(page.slots) == page.generation

    def _is_good_enough(self, page: Page) -> bool:
        has_breather = time.monotonic() - self._failed_at < BREATHER_SECONDS
        return has_breather or is_fresh(page, time.time())


def kept_headers(headers: Headers) -> Headers:
    """A browser may keep a page too, and asks each time whether it still holds."""
    own = {"Content-Length", "Cache-Control", "Vary", "ETag"}
    return [pair for pair in headers if pair[0] not in own] + [
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
    ]


def is_of(page: Page, numbers: dict[int, int]) -> bool:
    """Whether nothing the page shows was changed, as far as these numbers of slots tell."""
    return all(
        numbers.get(slot, number) == number
        for slot, number in zip(page.slots, page.generation, strict=True)
    )


def is_fresh(page: Page, now: float) -> bool:
    return now < page.fresh_until and 0 <= now - page.made_at < RENEW_SECONDS


def is_only_old(page: Page) -> bool:
    """Whether the page is only old, and nothing says that it would be another."""
    return page.made_at <= time.time() < page.fresh_until
