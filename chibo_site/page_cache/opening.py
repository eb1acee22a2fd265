"""Opens the page cache of this site: on this host's disk, or in Redis for several hosts."""

from contextlib import suppress
from functools import cache

from django.conf import settings

from chibo_site.page_cache import tags
from chibo_site.page_cache.generations import Generations, SharedGenerations
from chibo_site.page_cache.library import Library
from chibo_site.page_cache.shelf import Disk, Memory, Turns
from visitors.complaints import Complaint

complaint = Complaint("pages are not kept")


@cache
def generations() -> Generations | None:
    """The generations that all processes share; None, said once, where they cannot be had."""
    try:
        return SharedGenerations(settings.DATA_DIR / "cache" / "generations")
    except OSError as error:
        complaint.failed(error)
        return None


def library() -> Library | None:
    """This process's cache; None with PAGE_CACHE=0, or where it cannot be had."""
    shared = generations() if settings.PAGE_CACHE else None
    if shared is None:
        return None
    folder = settings.DATA_DIR / "cache"
    try:
        return Library(shared, Memory(), Disk(folder / "pages"), Turns(folder / "turns"))
    except OSError as error:
        complaint.failed(error)
        return None


def forget_everything() -> None:
    """Makes every page anew. For a start, a restore, and whoever writes past the models."""
    if (shared := generations()) is not None:
        shared.changed([tags.EVERYTHING])
    for page in (settings.DATA_DIR / "cache" / "pages").glob("*"):
        with suppress(OSError):
            page.unlink()
