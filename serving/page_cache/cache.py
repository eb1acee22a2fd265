"""Finds a page that is still good, or has it rendered by one while the others wait."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import Error
from django.utils import timezone

from articles.next_change import next_change
from caching import tags
from caching.versions import VersionStore
from serving.page_cache.pages import CachedPage, Headers, make_page
from serving.page_cache.rules import Address
from serving.page_cache.stores import MemoryStore, PageStore, RenderLocks

# After that a page is made anew although nothing is known to have changed: somebody may have
# written into the database by hand. Meanwhile the old one answers.
RENEW_SECONDS = 600
# So long a database that failed is left alone where an old page can stand in.
DATABASE_RETRY_SECONDS = 5


class RawResponse(NamedTuple):
    """An answer. One that Django has just made still has placeholders for the figures."""

    status: int
    headers: Headers
    content: bytes

    def is_cacheable(self) -> bool:
        """Whether it is the same for everyone: a page that anybody's cookie touched is not."""
        names = {name.lower(): value.lower() for name, value in self.headers}
        return (
            self.status == 200
            and "set-cookie" not in names
            and names.get("vary", "accept-encoding") == "accept-encoding"
            and "private" not in names.get("cache-control", "")
            and "no-store" not in names.get("cache-control", "")
        )


Render = Callable[[], RawResponse]


@dataclass
class PageCache:
    """All pages that are cached, and what is needed to know whether they are still good."""

    versions: VersionStore
    memory: MemoryStore
    shared: PageStore
    locks: RenderLocks

    def __post_init__(self) -> None:
        self._texts = self.versions.slots([tags.TEXTS])
        self._failed_at = -math.inf

    def get_fresh(self, key: str) -> CachedPage | None:
        """The page where this host has it in memory and it needs nothing. No query, no file."""
        page = self.memory.get(key)
        if page is not None and self._is_good(page):
            self.shared.touch(key)
            return page
        if not self.shared.answers_at_once or (page := self.shared.get(key)) is None:
            return None
        if not self._is_good(page):
            return None
        self.memory.put(key, page)
        return page

    def get_or_render(self, key: str, address: Address, render: Render) -> CachedPage | RawResponse:
        """A page, or a response that cannot be cached. At most 3 queries besides `render`'s."""
        page = self._find(key)
        if page is not None and self._is_usable(page):
            return page
        with self.locks.acquire(key, wait=page is None or not is_only_old(page)) as is_mine:
            newest = self._find(key)
            if newest is not None and (not is_mine or is_fresh(newest, time.time())):
                return newest
            made = self._render(key, address, render)
        if isinstance(made, RawResponse) and made.status >= 500 and (old := self._find(key)):
            if made.status == 503:
                self._failed_at = time.monotonic()
            return old
        return made

    def _render(self, key: str, address: Address, render: Render) -> CachedPage | RawResponse:
        """What the page depends on is looked up first: a change during `render` then shows."""
        now = timezone.now()
        texts = self.versions.read(self._texts)
        try:
            dependencies = address.dependencies()
            fresh_until = next_change(now)
        except Error:
            return render()
        slots = self.versions.slots(dependencies.tags)
        versions = self.versions.read_settled(slots)
        is_settled = versions is not None and self.versions.read(self._texts) == texts
        response = render()
        if not is_settled or not response.is_cacheable():
            return response
        page = make_page(
            path=address.path,
            headers=cached_headers(response.headers),
            text=response.content,
            slots=slots,
            versions=versions,
            made_at=now.timestamp(),
            fresh_until=min(fresh_until, dependencies.public_until),
            public_until=dependencies.public_until,
        )
        self._remember(key, page)
        self.shared.put(key, page)
        return page

    def _find(self, key: str) -> CachedPage | None:
        """The page as it was last made, unless something it shows was changed since."""
        page = self.memory.get(key)
        if page is None or not self._is_good(page):
            newer = self.shared.get(key)
            if newer is not None and (page is None or newer.made_at > page.made_at):
                page = newer
                self.memory.put(key, page)
        if page is None or not self._is_unchanged(page) or page.public_until <= time.time():
            return None
        return page

    def _remember(self, key: str, page: CachedPage) -> None:
        """Puts a new page into memory, and from time to time drops those that have changed: an
        article with a new title has a new address, and nobody asks for the page at the old one. No
        page that the others have made costs that, because it takes some milliseconds."""
        self.memory.put(key, page)
        if self.memory.is_sweep_due():
            slots = tuple({slot for cached in self.memory.pages() for slot in cached.slots})
            # All at once, for Redis; where it does not answer, nothing is known of any.
            now = dict(zip(slots, self.versions.read(slots), strict=False))
            self.memory.sweep(lambda cached: not now or has_versions(cached, now))

    def _is_good(self, page: CachedPage) -> bool:
        return self._is_unchanged(page) and is_fresh(page, time.time())

    def _is_unchanged(self, page: CachedPage) -> bool:
        return self.versions.read(page.slots) == page.versions

    def _is_usable(self, page: CachedPage) -> bool:
        has_just_failed = time.monotonic() - self._failed_at < DATABASE_RETRY_SECONDS
        return has_just_failed or is_fresh(page, time.time())


def cached_headers(headers: Headers) -> Headers:
    """A browser may keep a page too, and asks each time whether it still holds."""
    own = {"Content-Length", "Cache-Control", "Vary", "ETag"}
    return [pair for pair in headers if pair[0] not in own] + [
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
    ]


def has_versions(page: CachedPage, numbers: dict[int, int]) -> bool:
    """Whether nothing the page shows was changed, as far as these numbers of slots tell."""
    return all(
        numbers.get(slot, number) == number
        for slot, number in zip(page.slots, page.versions, strict=True)
    )


def is_fresh(page: CachedPage, now: float) -> bool:
    return now < page.fresh_until and 0 <= now - page.made_at < RENEW_SECONDS


def is_only_old(page: CachedPage) -> bool:
    """Whether the page is only old, and nothing says that it would be another."""
    return page.made_at <= time.time() < page.fresh_until
