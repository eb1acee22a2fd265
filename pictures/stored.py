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
        return self._addresses(self._webp[:1])[0]

    @property
    def webp_srcset(self) -> str:
        return self._srcset(self._webp)

    @property
    def plain_srcset(self) -> str:
        """JPEG for browsers without WebP; of a legacy master, what there is."""
        return self._srcset(self._plain)

    @property
    def plain_url(self) -> str:
        """The widest file that everything can show: for those who take one address only."""
        return self._addresses(self._plain[-1:])[0]

    @property
    def _webp(self) -> list[Rendition]:
        return webp_files(self.name, self.width)

    @property
    def _plain(self) -> list[Rendition]:
        return jpeg_files(self.name) or self._webp

    def _srcset(self, files: list[Rendition]) -> str:
        addresses = self._addresses(files)
        return ", ".join(
            [f"{url} {file.width}w" for url, file in zip(addresses, files, strict=True)]
        )

    def _addresses(self, files: list[Rendition]) -> list[str]:
        """The storage is asked once: what lies in one folder differs by the last part alone, unless
        the storage signs each address."""
        folder, _, last = self.name.rpartition("/")
        of_master = default_storage.url(self.name)
        if not of_master.endswith(f"/{last}"):
            return [default_storage.url(file.name) for file in files]
        before = of_master.removesuffix(last)
        return [before + file.name.removeprefix(f"{folder}/") for file in files]
