"""Opens the page cache of this site: on this host's disk, or in Redis for several hosts."""

from contextlib import suppress

from django.conf import settings
from django.utils.module_loading import import_string

from freshness import opening, tags
from serving.page_cache.library import Library
from serving.page_cache.shelf import Disk, Memory, Shared, Turns
from visitors.log_once import LogOnce

complaint = LogOnce("pages are not kept")


def library() -> Library | None:
    """This process's cache; None with PAGE_CACHE=0, or, said once, where it cannot be had."""
    generations = opening.generations() if settings.PAGE_CACHE else None
    if generations is None:
        return None
    try:
        pages: Shared = import_string(settings.KEPT_PAGES)()
        turns = Turns(settings.DATA_DIR / "cache" / "turns")
    except OSError as error:
        complaint.failed(error)
        return None
    return Library(generations, Memory(), pages, turns)


def on_this_host() -> Disk:
    """Raises OSError where DATA_DIR cannot be written."""
    return Disk(settings.DATA_DIR / "cache" / "pages")


def forget_everything() -> None:
    """Makes every page anew. For a start, a restore, and whoever writes past the models."""
    if generations := opening.generations():
        generations.changed([tags.EVERYTHING])
    for page in (settings.DATA_DIR / "cache" / "pages").glob("*"):
        with suppress(OSError):
            page.unlink()
