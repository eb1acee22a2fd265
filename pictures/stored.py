"""A stored picture by value: what a page needs of it, without the row that it belongs to."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import DEFAULT_STORAGE_ALIAS
from django.core.files.storage import Storage, storages

from pictures.renditions import Rendition, jpeg_files, webp_files

SOME_FILE = "anh-960.webp"
# In pixels. Photographers' masters would fill a browser that shows forty.
SMALL_WIDTH, COLUMN_WIDTH = 480, 960


class Source(NamedTuple):
    """One of a picture's files, and its width in pixels."""

    url: str
    width: int


class Sources(NamedTuple):
    """Its files, each narrowest first: WebP, and JPEG for browsers without it; of a legacy master
    both are what there is."""

    webp: list[Source]
    plain: list[Source]


class StoredPicture(NamedTuple):
    """A master with its renditions beside it; which there are, its name tells."""

    name: str
    width: int
    height: int
    with_added: bool = False  # see webp_files()

    @property
    def emblem_url(self) -> str:
        """The narrowest WebP."""
        return self._sources(self._webp_files()[:1])[0].url

    @property
    def small_url(self) -> str:
        """The WebP for a list of pictures at the desk."""
        return self._widest_url(SMALL_WIDTH)

    @property
    def column_url(self) -> str:
        """The WebP for a column of text on the screen of one who writes."""
        return self._widest_url(COLUMN_WIDTH)

    @property
    def plain_url(self) -> str:
        """The widest file that everything can show: for those who take one address only."""
        files = jpeg_files(self.name) or webp_files(self.name, self.width)
        return self._sources(files[-1:])[0].url

    @property
    def sources(self) -> Sources:
        webp, jpeg = self._webp_files(), jpeg_files(self.name)
        found = self._sources([*webp, *jpeg])
        return Sources(found[: len(webp)], found[len(webp) :] or found)

    def _webp_files(self) -> list[Rendition]:
        return webp_files(self.name, self.width, with_added=self.with_added)

    def _widest_url(self, most: int) -> str:
        """That of the widest WebP up to so many pixels; of the narrowest where all are wider."""
        narrowest, *wider = self._webp_files()
        fitting = [file for file in wider if file.width <= most]
        return self._sources([narrowest, *fitting][-1:])[0].url

    def _sources(self, files: list[Rendition]) -> list[Source]:
        storage = storages[DEFAULT_STORAGE_ALIAS]
        folder = self.name[: self.name.rfind("/") + 1]
        before = folder_url(storage, folder)
        if before is None:
            return [Source(storage.url(name), width) for name, width in files]
        return [Source(before + name[len(folder) :], width) for name, width in files]


@lru_cache(maxsize=256)
def folder_url(storage: Storage, folder: str) -> str | None:
    """What the addresses of all files in the folder begin with: of a page's pictures it is most of
    the work. None where the storage signs each address."""
    url = storage.url(f"{folder}{SOME_FILE}")
    return url.removesuffix(SOME_FILE) if url.endswith(f"/{SOME_FILE}") else None
