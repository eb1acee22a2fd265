"""Opens the page cache of this site: on this host's disk, or in Redis for several hosts."""

from contextlib import suppress
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from chibo_site.page_cache import tags
from chibo_site.page_cache.generations import Generations, SharedGenerations
from chibo_site.page_cache.library import Library
from chibo_site.page_cache.shelf import Disk, Memory, Shared, Turns
from visitors.complaints import Complaint

# Loaded where it is wanted: Redis' library takes longer to load than all else that a page needs.
REDIS = "chibo_site.page_cache.redis_store.open_redis"

complaint = Complaint("pages are not kept")


@cache
def store() -> tuple[Generations, Shared] | None:
    """What all processes share; None, said once, where it cannot be had."""
    try:
        return import_string(REDIS)(settings.REDIS_URL) if settings.REDIS_URL else on_this_host()
    except OSError as error:
        complaint.failed(error)
        return None


def on_this_host() -> tuple[Generations, Shared]:
    """Raises OSError where DATA_DIR cannot be written."""
    folder = settings.DATA_DIR / "cache"
    return SharedGenerations(folder / "generations"), Disk(folder / "pages")


def generations() -> Generations | None:
    return opened[0] if (opened := store()) else None


def library() -> Library | None:
    """This process's cache; None with PAGE_CACHE=0, or where it cannot be had."""
    opened = store() if settings.PAGE_CACHE else None
    if opened is None:
        return None
    try:
        turns = Turns(settings.DATA_DIR / "cache" / "turns")
    except OSError as error:
        complaint.failed(error)
        return None
    shared_generations, shared_pages = opened
    return Library(shared_generations, Memory(), shared_pages, turns)


def forget_everything() -> None:
    """Makes every page anew. For a start, a restore, and whoever writes past the models."""
    if shared := generations():
        shared.changed([tags.EVERYTHING])
    for page in (settings.DATA_DIR / "cache" / "pages").glob("*"):
        with suppress(OSError):
            page.unlink()
