"""What this process caches, and the versions it is cached under: those of this host, or of all
hosts where settings name another store."""

import logging
from contextlib import suppress
from functools import cached_property
from typing import Protocol, TypeVar
from weakref import WeakSet

from django.conf import settings
from django.utils.module_loading import import_string

from caching.versions import HostVersionStore, VersionStore

logger = logging.getLogger("caching")


class Cache(Protocol):
    """Values that this process holds."""

    def clear(self) -> None: ...


C = TypeVar("C", bound=Cache)


class Backend:
    """The caches of one process and the store of versions that they ask."""

    def __init__(self) -> None:
        self._caches: WeakSet[Cache] = WeakSet()

    @cached_property
    def version_store(self) -> VersionStore | None:
        """None, logged once, where there can be none: then nothing is cached."""
        try:
            store: VersionStore = import_string(settings.VERSION_STORE)()
        except OSError as error:
            logger.error("không giữ sẵn được gì: %s: %s", type(error).__name__, error)
            return None
        return store

    def register(self, cache: C) -> C:
        """The cache, which clear() empties from now on."""
        self._caches.add(cache)
        return cache

    def clear(self) -> None:
        """Drops all values of all caches."""
        for cache in self._caches:
            cache.clear()

    def restart(self) -> None:
        """As if the process had just started: no value, and versions from where settings say."""
        self.clear()
        with suppress(AttributeError):  # it was not asked for yet
            del self.version_store


backend = Backend()


def host_version_store() -> VersionStore:
    """Raises OSError where DATA_DIR cannot be written."""
    return HostVersionStore(settings.DATA_DIR / "cache" / "versions")
