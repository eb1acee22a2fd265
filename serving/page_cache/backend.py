"""The page cache of this site: in this host's memory, or in Redis for several hosts."""

from django.conf import settings
from django.utils.module_loading import import_string

from caching import tags
from caching.backend import backend
from logs.once import LogOnce
from serving.page_cache.cache import PageCache
from serving.page_cache.host_store import HostPageStore
from serving.page_cache.stores import MemoryStore, PageStore, RenderLocks

failure_log = LogOnce("trang không được giữ sẵn")


def page_cache() -> PageCache | None:
    """This process's cache; None with PAGE_CACHE=0, or, logged once, where there can be none."""
    versions = backend.version_store if settings.PAGE_CACHE else None
    if versions is None:
        return None
    try:
        pages: PageStore = import_string(settings.PAGE_STORE)()
        locks = RenderLocks(settings.DATA_DIR / "cache" / "locks")
    except OSError as error:
        failure_log.failed(error)
        return None
    return PageCache(versions, MemoryStore(), pages, locks)


def host_page_store() -> PageStore:
    """Raises OSError where there can be none."""
    folder = settings.DATA_DIR / "cache" / "pages"
    for file in folder.glob("*"):
        if file.is_file():  # a page, as an older version kept them
            file.unlink()
    return HostPageStore(folder, settings.PAGE_CACHE_MB << 20)


def invalidate_everything() -> None:
    """Makes every page anew. For a start, a restore, and whoever writes past the models."""
    if versions := backend.version_store:
        versions.renew([tags.EVERYTHING])
