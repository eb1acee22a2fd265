"""All that a backup holds, as it was at one moment, laid out in a folder of its own.

The journals of visits belong to the database: it says how far each of them is counted. They are
copied while nobody counts, right after the database's moment: a journal from before it would be
counted twice after a restore, one that went meanwhile not at all. Pictures never change under their
name, but may be deleted: those that are there get a second name until they are copied.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings

from backups.database_dump import Snapshot, snapshot
from backups.errors import BackupError
from backups.manifest import DATABASE, KEY, MEDIA, VISITS
from visitors import journal
from visitors.aggregation import host_lock

WAIT_SECONDS = 60
BUSY = "Phần đếm lượt truy cập đang bận quá lâu nên chưa sao lưu được. Hãy chạy lại sau ít phút."


def take(folder: Path) -> None:
    """Lays them out in `folder`, an empty one of DATA_DIR. BackupError where the counter is busy
    for a minute; OSError, and what the database raises."""
    pictures = str(settings.MEDIA_ROOT)
    (folder / VISITS).mkdir()
    (folder / MEDIA).mkdir()
    linked = str(folder / MEDIA)
    _link(pictures, linked)
    with ExitStack() as opened:
        database = _at_one_moment(folder, opened)
        _link(pictures, linked)  # what has come in between
        database.write(folder / DATABASE)
    key = settings.DATA_DIR / KEY
    if key.exists():
        shutil.copyfile(key, folder / KEY)


def _at_one_moment(folder: Path, opened: ExitStack) -> Snapshot:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        with host_lock() as is_mine:
            if not is_mine:
                continue
            database = opened.enter_context(snapshot())
            for name in journal.names():
                text = (journal.folder() / name).read_bytes()
                (folder / VISITS / name).write_bytes(_whole_lines(text))
            return database
    raise BackupError(BUSY)


def _whole_lines(text: bytes) -> bytes:
    """Of a journal into which a process may be writing just now: its bytes may become visible in
    any order, and a zero is one that is to come."""
    written = text.partition(b"\0")[0]
    return written[: written.rfind(b"\n") + 1]


def files_of(folder: Path) -> Iterator[tuple[str, str]]:
    """What take() has laid out, by path and by name in the archive, in the order in which it is
    stored: the database, the journals, the pictures, the key."""
    yield str(folder / DATABASE), DATABASE
    for part in (VISITS, MEDIA):
        yield from _files_below(str(folder / part), part)
    if (folder / KEY).exists():
        yield str(folder / KEY), KEY


def _files_below(folder: str, name: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path, f"{name}{entry.name}/")
        else:
            yield entry.path, f"{name}{entry.name}"


def _link(source: str, target: str) -> None:
    """Gives all files below `source` a second name below `target`, where they have none yet; a copy
    on a disk that has no hard links. Strings, as there are tens of thousands."""
    os.makedirs(target, exist_ok=True)
    try:
        entries = list(os.scandir(source))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            _link(entry.path, f"{target}/{entry.name}")
        elif entry.is_file():
            _link_file(entry, f"{target}/{entry.name}")


def _link_file(source: "os.DirEntry[str]", target: str) -> None:
    path = os.path.realpath(source.path) if source.is_symlink() else source.path
    try:
        os.link(path, target)
    except (FileExistsError, FileNotFoundError):
        pass  # there from the first time; deleted a moment ago
    except OSError:
        shutil.copyfile(path, target)
