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
    pictures = Path(settings.MEDIA_ROOT)
    (folder / VISITS).mkdir()
    (folder / MEDIA).mkdir()
    _link(pictures, folder / MEDIA)
    with ExitStack() as opened:
        database = _at_one_moment(folder, opened)
        _link(pictures, folder / MEDIA)  # what has come in between
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


def files_of(folder: Path) -> Iterator[Path]:
    """What take() has laid out, in the order in which it is stored: the database, the journals, the
    pictures, the key."""
    yield folder / DATABASE
    for part in (VISITS, MEDIA):
        for place, folders, names in os.walk(folder / part):
            folders.sort()
            yield from (Path(place, name) for name in sorted(names))
    if (folder / KEY).exists():
        yield folder / KEY


def _link(source: Path, target: Path) -> None:
    """Gives all files below `source` a second name below `target`, where they have none yet; a copy
    on a disk that has no hard links."""
    target.mkdir(exist_ok=True)
    try:
        entries = list(os.scandir(source))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            _link(Path(entry.path), target / entry.name)
        elif entry.is_file() and not (target / entry.name).exists():
            _link_file(Path(entry.path), target / entry.name)


def _link_file(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source.resolve())
    except FileNotFoundError:
        pass  # deleted a moment ago
    except OSError:
        shutil.copyfile(source, target)
