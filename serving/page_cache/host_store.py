"""The pages that all processes of this host share, in memory: LMDB in files that have no name.

The files are made once, before the workers are forked, which inherit them: anonymous memory that no
disk stands behind, that nobody can delete, and that is sealed against being cut short under a
reader's eyes (memfd_create(2), F_SEAL_SHRINK). A worker that is killed in the middle of a write
leaves the store as it was before.
"""

import mmap
import os
import weakref
import zlib
from contextlib import suppress
from fcntl import F_ADD_SEALS, F_SEAL_SEAL, F_SEAL_SHRINK, fcntl
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

import lmdb

from logs.once import LogOnce
from serving.page_cache.pages import LARGEST_BYTES, CachedPage, PageFrame
from serving.page_cache.s3_fifo import (
    HIT_SLOTS,
    MOST_HITS,
    NAME_BYTES,
    TABLES,
    Queues,
    Records,
    hit_slot,
)

# What LMDB needs besides the records: what is being written, what a reader still looks at, gaps.
FILLED_SHARE = 0.93
SPARE_BYTES = 512 * 1024
LOCK_BYTES = 128 * 1024  # what LMDB's lock file takes for MOST_READERS, and more
LARGEST_SHARE = 4  # for one page, a fourth of the room at most
MOST_READERS = 1024  # threads of all processes
MOST_FRAMES = 128  # that a process keeps at hand

failure_log = LogOnce("các tiến trình không dùng chung được trang dựng sẵn")


class HostPageStore:
    """Pages by their address, within `most_bytes`. Takes no file of any disk once it is open.

    Raises OSError where there can be no such memory.
    """

    answers_at_once = True

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._map_bytes = most_bytes - HIT_SLOTS - LOCK_BYTES
        self._room = int(self._map_bytes * FILLED_SHARE) - SPARE_BYTES
        self._files = {"data.mdb": sealed_file("pages"), "lock.mdb": sealed_file("lock")}
        self._folder = folder / "-".join(str(file) for file in self._files.values())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, file in self._files.items():
            with suppress(FileExistsError):  # of a server before, and the same
                (self._folder / name).symlink_to(f"/proc/self/fd/{file}")
        weakref.finalize(self, close, *self._files.values())
        self._hits = mmap.mmap(-1, HIT_SLOTS)
        self._frames: dict[bytes, PageFrame] = {}
        self._opening = Lock()
        self._opened: tuple[int, Any, dict[bytes, Any]] = (0, None, {})

    def get(self, key: str) -> CachedPage | None:
        name = name_of(key)
        try:
            environment, tables = self._open()
            with environment.begin() as transaction:
                records = Records(transaction, tables)
                if (entry := records.find(name)) is None:
                    return None
                record, frame = records.read(entry), self._frame(records, entry.frame)
        except (lmdb.Error, OSError) as error:
            failure_log.failed(error)
            return None
        if frame is None or zlib.crc32(record) != entry.checksum:
            return None
        self._count_hit(name)
        return CachedPage.from_bytes(record, frame)

    def put(self, key: str, page: CachedPage) -> None:
        record = page.to_bytes()
        if len(record) + page.frame.size > min(LARGEST_BYTES, self._room // LARGEST_SHARE):
            return
        try:
            self._write(key, record, page.frame)
        except (lmdb.Error, OSError) as error:
            failure_log.failed(error)
        else:
            failure_log.succeeded()

    def _write(self, key: str, record: bytes, frame: PageFrame) -> None:
        environment, tables = self._open()
        try:
            with environment.begin(write=True) as transaction:
                queues = Queues(transaction, tables, self._hits, self._room)
                queues.put(name_of(key), record, zlib.crc32(record), frame.digest, frame.to_bytes())
        except lmdb.MapFullError:
            # A reader that was killed may have held old pages; what is stored is only a copy.
            environment.reader_check()
            with environment.begin(write=True) as transaction:
                for table in tables.values():
                    transaction.drop(table, delete=False)
            raise

    def touch(self, key: str) -> None:
        """Somebody was shown the page from this process's own memory."""
        self._count_hit(name_of(key))

    def _open(self) -> tuple[Any, dict[bytes, Any]]:
        """LMDB as this process has it: what was opened before a fork is not to be used after it."""
        process, environment, tables = self._opened
        if process != os.getpid():
            with self._opening:
                process, environment, tables = self._opened
                if process != os.getpid():
                    environment, tables = self._open_anew()
                    self._opened = os.getpid(), environment, tables
        return environment, tables

    def _open_anew(self) -> tuple[Any, dict[bytes, Any]]:
        environment = lmdb.open(
            str(self._folder),
            map_size=self._map_bytes,
            max_dbs=len(TABLES),
            max_readers=MOST_READERS,
            sync=False,
            metasync=False,
            readahead=False,
            meminit=False,
        )
        environment.reader_check()
        return environment, {table: environment.open_db(table) for table in TABLES}

    def _frame(self, records: Records, digest: bytes) -> PageFrame | None:
        frame = self._frames.get(digest)
        if frame is None and (content := records.frame(digest)) is not None:
            frame = PageFrame.from_bytes(content)
            if frame.digest != digest:
                return None
            if len(self._frames) >= MOST_FRAMES:
                self._frames.clear()
            self._frames[digest] = frame
        return frame

    def _count_hit(self, name: bytes) -> None:
        slot = hit_slot(name)
        hits = self._hits[slot]
        if hits < MOST_HITS:
            self._hits[slot] = hits + 1


def name_of(key: str) -> bytes:
    """A page's name in the store: two addresses do not come to the same."""
    return blake2b(key.encode(), digest_size=NAME_BYTES).digest()


def sealed_file(name: str) -> int:
    """Memory without a name in any folder, which nobody can cut short."""
    file = os.memfd_create(f"chibo-{name}", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL)
    return file


def close(*files: int) -> None:
    for file in files:
        os.close(file)
