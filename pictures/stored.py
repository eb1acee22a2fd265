"""A stored picture by value: what a page needs of it, without the row that it belongs to."""

from typing import NamedTuple

from django.core.files.storage import default_storage

from pictures.renditions import Rendition, jpeg_files, webp_files


class StoredPicture(NamedTuple):
    """A master with its renditions beside it; which there are, its name tells."""

    name: str
    width: int
    height: int

    @property
    def small_url(self) -> str:
        """The narrowest WebP."""
        return default_storage.url(self._webp[0].name)

    @property
    def webp_srcset(self) -> str:
        return _srcset(self._webp)

    @property
    def plain_srcset(self) -> str:
        """JPEG for browsers without WebP; of a legacy master, what there is."""
        return _srcset(self._plain)

    @property
    def plain_url(self) -> str:
        """The widest file that everything can show: for those who take one address only."""
        return default_storage.url(self._plain[-1].name)

    @property
    def _webp(self) -> list[Rendition]:
        return webp_files(self.name, self.width)

    @property
    def _plain(self) -> list[Rendition]:
        return jpeg_files(self.name) or self._webp


def _srcset(files: list[Rendition]) -> str:
    return ", ".join(f"{default_storage.url(name)} {width}w" for name, width in files)
