"""How static files are stored for serving: hashed names, and compressed copies beside them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

EDITOR = "ckeditor/ckeditor/"  # asks for its parts by their plain names
PUBLIC = 0o644  # like all other static files
HASHED = re.compile(r"\.[0-9a-f]{12}\.")


class SiteStaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that compresses each file once, under the name browsers ask for.

    Compressing plain and hashed names alike took three times as long.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        for path, compressed in super().compress_files([*filter(is_asked_for, paths)]):
            Path(self.path(compressed)).chmod(PUBLIC)  # WhiteNoise asks for no mode
            yield path, compressed


def is_asked_for(path: str) -> bool:
    """Whether pages link to the file by this name: CKEditor's plain, all others hashed."""
    return path.startswith(EDITOR) != bool(HASHED.search(path))
