"""Where stored pictures lie: a folder of this host, or a bucket that all hosts share."""

import sys
from abc import abstractmethod
from pathlib import Path
from typing import Any, cast

from django.core.files.storage import Storage, default_storage

from pictures.file_part import FilePart


class StorageUnavailable(OSError):
    """Pictures can be neither had nor stored just now; the message says so in Vietnamese."""


class MediaStore(Storage):
    """What Django's Storage lacks for those who look through all pictures, or carry them away.

    Names are relative to the store. All raise StorageUnavailable, or another OSError.
    """

    # No single host has it: a restore then adds files to it, where it replaces a folder else.
    is_shared = False
    # Bytes of a file that part() hands out at once.
    longest_part = sys.maxsize

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it is, as it stands in a Vietnamese sentence."""

    def outage(self) -> str:
        """Why it does not answer, as a Vietnamese sentence; "" where it does. May be some seconds
        old, and takes no longer than that."""
        return ""

    def ensure_writable(self) -> None:
        """StorageUnavailable where nothing can be stored."""

    def part(self, name: str, start: int, end: int) -> Any:
        """Its bytes from `start` up to, not including, `end`, as a file to be closed."""
        return FilePart(self.open(name), start, end)

    @abstractmethod
    def folders(self) -> set[str]:
        """Those that have files in them; "." is the store itself."""

    @abstractmethod
    def files_in(self, folder: str) -> dict[str, float]:
        """The names of its files, without the folder, each with the unix time at which it came to
        be as it is. Nothing for a folder that is not there."""

    @abstractmethod
    def total_bytes(self) -> int:
        """What all files take."""

    @abstractmethod
    def move_out(self, name: str, target: Path) -> None:
        """The file lies at `target` from then on, and in the store no more."""

    @abstractmethod
    def lay_out(self, folder: Path) -> None:
        """All files below `folder` too, as far as they are not there yet. What is deleted meanwhile
        is passed over."""

    @abstractmethod
    def take_in(self, folder: Path) -> None:
        """All files below `folder`, by their names there. A picture's name is never given twice, so
        that nothing of another picture is written over, and it can be done twice."""


def media_store() -> MediaStore:
    """The site's own."""
    return cast(MediaStore, default_storage)
