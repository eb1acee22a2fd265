"""All that a backup holds, as it was at one moment, laid out in a folder of its own.

The journals of visits belong to the database: it says how far each of them is counted. They are
copied while nobody counts, right after the database's moment: a journal from before it would be
counted twice after a restore, one that went meanwhile not at all. Pictures never change under their
name, but may be deleted: those that are there get a second name until they are copied, those of a
bucket are copied here.
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
from pictures.media_store import media_store
from visitors import journal, staging
from visitors.aggregation import host_lock

WAIT_SECONDS = 60
BUSY = "Phần đếm lượt truy cập đang bận quá lâu nên chưa sao lưu được. Hãy chạy lại sau ít phút."


def take(folder: Path) -> None:
    """Lays them out in `folder`, an empty one of DATA_DIR. BackupError where the counter is busy
    for a minute; OSError, and what the database raises."""
    (folder / VISITS).mkdir()
    (folder / MEDIA).mkdir()
    media_store().lay_out(folder / MEDIA)
    with ExitStack() as opened:
        database = _at_one_moment(folder, opened)
        media_store().lay_out(folder / MEDIA)  # what has come in between
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
            staging.recover(journal.folder())
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
