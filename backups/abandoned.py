"""What backups and drills have left that were killed. The next one of its kind deletes it, which
for a drill may be a month later, and it may be as large as the site."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from backups import creating, drill, making
from locks.held import is_abandoned


def find() -> list[Path]:
    """Folders and drafts of files that nobody works on any more."""
    data = Path(settings.DATA_DIR)
    drafts = f".chibo-*{creating.PART}"
    place = making.place()
    found = {
        *data.glob(f"{creating.WORK}*"),
        *data.glob(f"{drill.FOLDER}*"),
        *data.glob(f"*/{drafts}"),
        *(place.glob(drafts) if os.access(place, os.R_OK | os.X_OK) else ()),
    }
    return [path for path in sorted(found) if is_abandoned(path)]


def size_of(path: Path) -> int:
    """Bytes that would be free without it: a picture that has another name, too, stays."""
    statuses = (each.lstat() for each in _files_of(path))
    return sum(status.st_size for status in statuses if status.st_nlink == 1)


def _files_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder) / name for name in names)


def remove(path: Path) -> None:
    """One that find() has found."""
    if path.name.startswith(drill.FOLDER):
        drill.remove(path)
    elif path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
