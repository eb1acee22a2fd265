"""What stands around every page: the organisation, menu, banners, web links and static pages."""

import datetime
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from caching import tags
from caching.memo import Memo
from portal.models import Banner, Identity, Page, WebLink
from vietnamese.collation import collation_key
from vietnamese.dates import format_long_day

_identity: Memo[Identity] = Memo(tags.SITE_FRAME)

HOME = {"label": "Trang chủ", "url": "/"}
ARCHIVE = "Tin theo ngày"


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url: str
    is_current: bool
    is_this_page: bool


class SiteFrame:
    """All that stands around the page at `path`: one query after each change of it, else none.

    Lets a database error rise.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    @cached_property
    def identity(self) -> Identity:
        """The site's record; an unsaved one with its defaults where there is none yet."""
        return _identity.get(None, timezone.now(), stored_identity)

    @cached_property
    def today(self) -> datetime.date:
        """The Vietnamese day."""
        return timezone.localdate()

    @property
    def today_text(self) -> str:
        return format_long_day(self.today)

    @property
    def layout_template(self) -> str:
        return self.identity.layout_template

    @cached_property
    def current_place(self) -> int | None:
        """Which menu entry leads here, the longest of those that do; None where none does."""
        lengths = [match_length(item["url"], self.path) for item in self._menu_items]
        return lengths.index(max(lengths)) if any(lengths) else None

    @cached_property
    def is_this_page(self) -> bool:
        """Whether that entry leads to this very page, and not to one above it."""
        place = self.current_place
        return place is not None and self._menu_items[place]["url"] == self.path

    @cached_property
    def menu(self) -> list[MenuEntry]:
        """In order; never empty. At most one entry is current."""
        return [
            MenuEntry(
                item["label"], item["url"], place == self.current_place, item["url"] == self.path
            )
            for place, item in enumerate(self._menu_items)
        ]

    @cached_property
    def archive_entry(self) -> MenuEntry | None:
        """What every menu ends with; None where an entry of it leads there by itself."""
        url = archive_url()
        if any(item["url"] == url for item in self._menu_items):
            return None
        is_current = self.current_place is None and match_length(url, self.path) > 0
        return MenuEntry(ARCHIVE, url, is_current, url == self.path)

    @cached_property
    def is_search(self) -> bool:
        """Whether this is the search page, which has a form of its own."""
        return self.path == search_url()

    @property
    def archive_url(self) -> str:
        return archive_url()

    @property
    def _menu_items(self) -> list[dict[str, str]]:
        return self.identity.snapshot.get("menu") or [HOME]

    @cached_property
    def banners(self) -> list[Banner]:
        """Today's, in order, unsaved: `image` may be empty; `alt` never is."""
        banners = map(_banner, self.identity.snapshot.get("banners", []))
        return [banner for banner in banners if banner.is_current(self.today)]

    @cached_property
    def links(self) -> list[WebLink]:
        """The web links in order, unsaved."""
        return [WebLink(**row) for row in self.identity.snapshot.get("links", [])]

    @cached_property
    def other_pages(self) -> list[Page]:
        """The static pages to which no menu entry leads, in the order of the alphabet, unsaved."""
        in_menu = {menu_path(item["url"]) for item in self._menu_items}
        pages = [Page(**row) for row in self.identity.snapshot.get("pages", [])]
        others = (page for page in pages if page.get_absolute_url() not in in_menu)
        return sorted(others, key=lambda page: collation_key(page.title))


class LastKnown:
    """What this process last read of the organisation, for pages that may not ask the database
    because it is what is broken."""

    name = ""


last_known = LastKnown()


@cache
def archive_url() -> str:
    return reverse("articles:archive")


@cache
def search_url() -> str:
    return reverse("articles:search")


def stored_identity() -> Identity:
    identity = Identity.objects.filter(pk=Identity.ONLY).first() or Identity()
    last_known.name = identity.name_vi
    return identity


def match_length(url: str, path: str) -> int:
    """How many characters of `path` a menu address covers; 0 where it leads elsewhere.

    Whole segments count, and "/" covers only the home page.
    """
    target = menu_path(url)
    folder = target.rstrip("/") + "/"
    if target and (path == target or (folder != "/" and path.startswith(folder))):
        return len(target)
    return 0


@lru_cache(maxsize=256)
def menu_path(url: str) -> str:
    """The path of a menu address; blank where it leads to another site."""
    parts = urlsplit(url)
    return "" if parts.netloc else parts.path


def _banner(row: dict[str, Any]) -> Banner:
    """The banner of a snapshot row, in which JSON has turned the days into text."""
    banner = Banner(**row)
    banner.alt = banner.alt or banner.title
    banner.starts_on = parse_date(row["starts_on"] or "")
    banner.ends_on = parse_date(row["ends_on"] or "")
    return banner
