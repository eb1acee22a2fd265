"""The names of what pages depend on. A change touches tags, and through them pages."""

import datetime

EVERYTHING = "everything"
SITE_FRAME = "site_frame"  # identity, menu, banners, links
LATEST = "latest"  # the newest titles
CARDS = "cards"  # what any list shows of any article
TEXTS = "texts"  # anything of any article
MONTHS = "months"  # which months have news at all
PAGE_PHOTOS = "page_photos"  # which files static pages have
VISITS = "visits"  # the opening balance


def article(pk: int) -> str:
    return f"article:{pk}"


def category(slug: str) -> str:
    """The lists of a category."""
    return f"category:{slug}"


def month(day: datetime.date) -> str:
    """The archive of that day's month, and of each of its days."""
    return month_of(day.year, day.month)


def month_of(year: int, month: int) -> str:
    return f"month:{year}-{month}"


def year(year: int) -> str:
    return f"year:{year}"


def static_page(slug: str) -> str:
    return f"page:{slug}"
