"""A .zip that somebody sends, as Word and Excel files are, is opened at a bounded cost."""

import struct
import weakref
import zipfile
from pathlib import Path
from typing import BinaryIO

# Of 3,000 entries whose names have 200 letters with marks each, twice over.
MOST_DIRECTORY_BYTES = 2 * 1024 * 1024

_BROKEN = (
    *(OSError, EOFError, ValueError, OverflowError, IndexError, struct.error),
    *(NotImplementedError, RuntimeError),
)


class ZipTooLarge(Exception):
    """It lists more than it may; not a subclass of what a damaged file raises."""


class _BoundedFile:
    """Refuses long reads until `is_bounded` is taken away.

    zipfile makes an object of all that the directory lists, as long as the end record says that it
    is; how many entries the same record counts is of no moment to it. So the bound is on what
    zipfile itself reads: whichever end record it finds, also one within a comment or one of zip64.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_bounded = True
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if self.is_bounded and size > MOST_DIRECTORY_BYTES:
            raise ZipTooLarge
        return self._file.read(size)


def open_zip(file: Path | BinaryIO, most_entries: int) -> zipfile.ZipFile:
    """To be read. The one way in which the product opens a .zip that comes from outside.

    Raises BadZipFile for what is damaged or no .zip, ZipTooLarge for more than `most_entries` and
    for a directory above 2 MB: some 0.4 s of a slow processor and 30 MB. What the entries hold is
    bounded by whoever reads them.
    """
    opened = file.open("rb") if isinstance(file, Path) else file
    bounded = _BoundedFile(opened)
    try:
        archive = zipfile.ZipFile(bounded)
        if len(archive.infolist()) > most_entries:
            raise ZipTooLarge
    except BaseException as error:
        if opened is not file:
            opened.close()
        if isinstance(error, _BROKEN):
            raise zipfile.BadZipFile(str(error)) from error
        raise
    bounded.is_bounded = False
    if opened is not file:
        weakref.finalize(archive, opened.close)
    return archive
