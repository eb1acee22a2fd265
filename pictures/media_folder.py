"""Stored pictures in MEDIA_ROOT, a folder of this host or one that several hosts have mounted."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files.storage import FileSystemStorage

from pictures.media_store import MediaStore


class MediaFolder(FileSystemStorage, MediaStore):
    """A name that begins with a dot is none of a picture's."""

    @property
    def place(self) -> str:
        return str(self.location)

    def folders(self) -> set[str]:
        return {str(PurePosixPath(name).parent) for name, _ in self._files()}

    def files_in(self, folder: str) -> dict[str, float]:
        """By the time of the inode, which nobody can put back, unlike a file's date."""
        try:
            entries = list(os.scandir(Path(self.location, folder)))
        except FileNotFoundError:
            return {}
        return {
            entry.name: entry.stat(follow_symlinks=False).st_ctime
            for entry in entries
            if entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")
        }

    def total_bytes(self) -> int:
        return sum(entry.stat().st_size for _, entry in self._files())

    def move_out(self, name: str, target: Path) -> None:
        shutil.move(self.path(name), target)  # it may be another disk

    def lay_out(self, folder: Path) -> None:
        """As a second name; a copy on a disk that has no hard links."""
        parent, there = "", frozenset[str]()
        for name, entry in self._files():
            target = f"{folder}/{name}"
            if (above := os.path.dirname(target)) != parent:
                parent = above
                os.makedirs(parent, exist_ok=True)
                there = frozenset(os.listdir(parent))
            if entry.name not in there:
                _link(os.path.realpath(entry.path) if entry.is_symlink() else entry.path, target)

    def take_in(self, folder: Path) -> None:
        shutil.copytree(folder, self.location, dirs_exist_ok=True)

    def _files(self) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
        return _below(str(self.location))


def _below(folder: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """By its name below `folder`; all files of a folder come one after another. Strings, as there
    are tens of thousands. What goes meanwhile is passed over."""
    waiting = [""]
    while waiting:
        name = waiting.pop()
        try:
            entries = list(os.scandir(f"{folder}/{name}"))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                waiting.append(f"{name}{entry.name}/")
            elif entry.is_file():
                yield f"{name}{entry.name}", entry


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        pass  # there from the first time; deleted a moment ago
    except OSError:
        shutil.copyfile(source, target)
