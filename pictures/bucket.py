"""Stored pictures in an S3-compatible bucket that all hosts share (S3_*).

Nobody but the site has access to it: readers ask the site, as with a folder. Each request ends
within TOTAL_SECONDS. A store that failed is left alone for some seconds, and of a process's threads
for readers one is never lost to it for long: a slow store costs its pictures, not the pages.
"""

import os
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import obstore
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from logs.once import LogOnce
from pictures.media_store import MediaStore, StorageUnavailable

CONNECT_SECONDS = 2
TOTAL_SECONDS = 10
MOST_RETRIES = 1
# So long a store that failed is left alone.
RETRY_SECONDS = 5
# Threads of one process that read from it, and how long the next waits for one of them to be done.
MOST_READING, WAIT_SECONDS = 2, 1
PART_BYTES = 8 * 1024 * 1024  # they lie in memory; a player asks for the next ones by itself
ANSWER_SECONDS = 2  # for whoever asks only whether it answers
AT_ONCE = 8  # files that are copied for a backup or a restore
PROBE = ".probe"

AWAY = "Kho ảnh {place} không trả lời ({reason})."
SLOW = "chậm quá"
LEFT_ALONE = "vừa không trả lời"
NO_BUCKET = "không có bucket ấy"

failure_log = LogOnce("kho ảnh S3 không trả lời")

T = TypeVar("T")


class Bucket(MediaStore):
    """Settings are read, and threads of obstore begun, by the first use in a process: they do not
    outlive a fork."""

    is_shared = True
    longest_part = PART_BYTES

    def __init__(self) -> None:
        self._retry_at = 0.0
        self._reading = threading.BoundedSemaphore(MOST_READING)
        self._outage = ""
        self._look_at = 0.0

    @property
    def place(self) -> str:
        return f"S3 “{settings.S3['S3_BUCKET']}”"

    @cached_property
    def _store(self) -> S3Store:
        s3 = settings.S3
        return S3Store(
            s3["S3_BUCKET"],
            config={
                "endpoint": s3["S3_ENDPOINT"].rstrip("/"),
                "access_key_id": s3["S3_ACCESS_KEY"],
                "secret_access_key": s3["S3_SECRET_KEY"],
                "region": s3["S3_REGION"],
                "virtual_hosted_style_request": False,  # the endpoint as it was written
            },
            client_options={
                "allow_http": True,
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "timeout": timedelta(seconds=TOTAL_SECONDS),
            },
            retry_config={
                "max_retries": MOST_RETRIES,
                "retry_timeout": timedelta(seconds=RETRY_SECONDS),
            },
        )

    def _ask(self, question: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """What obstore answers. FileNotFoundError, or StorageUnavailable."""
        if time.monotonic() < self._retry_at:
            raise StorageUnavailable(AWAY.format(place=self.place, reason=LEFT_ALONE))
        try:
            answer = question(self._store, *arguments, **options)
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(f"{arguments[0]}: {_first_line(error)}") from error
        except BaseError as error:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            failure_log.failed(error)
            reason = _first_line(error)
            raise StorageUnavailable(AWAY.format(place=self.place, reason=reason)) from error
        failure_log.succeeded()
        return answer

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Whole, in memory: a picture has some hundred kB."""
        with self._one_of_few_readers():
            return ContentFile(self._ask(_content, name), name=name)

    @contextmanager
    def _one_of_few_readers(self) -> Iterator[None]:
        if not self._reading.acquire(timeout=WAIT_SECONDS):
            raise StorageUnavailable(AWAY.format(place=self.place, reason=SLOW))
        try:
            yield
        finally:
            self._reading.release()

    def part(self, name: str, start: int, end: int) -> "File[bytes]":
        with self._one_of_few_readers():
            return ContentFile(bytes(self._ask(obstore.get_range, name, start=start, end=end)))

    def _save(self, name: str, content: Any) -> str:
        self._put(name, content.read())
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """As it is, without asking: names of pictures are random."""
        return name

    def delete(self, name: str) -> None:
        self._ask(obstore.delete, name)

    def exists(self, name: str) -> bool:
        try:
            self._ask(obstore.head, name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return int(self._ask(obstore.head, name)["size"])

    def url(self, name: str | None) -> str:
        """The site's own, whatever the store: who may have it is asked there."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def folders(self) -> set[str]:
        return {str(PurePosixPath(file["path"]).parent) for file in self._files()}

    def files_in(self, folder: str) -> dict[str, float]:
        prefix = None if folder == "." else folder
        found = self._ask(obstore.list_with_delimiter, prefix)["objects"]
        return {
            PurePosixPath(file["path"]).name: file["last_modified"].timestamp() for file in found
        }

    def total_bytes(self) -> int:
        return sum(file["size"] for file in self._files())

    def move_out(self, name: str, target: Path) -> None:
        target.write_bytes(self._ask(_content, name))
        self.delete(name)

    def lay_out(self, folder: Path) -> None:
        missing = [file for file in self._files() if not (folder / file["path"]).exists()]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(lambda file: self._copy(file, folder / file["path"]), missing))

    def take_in(self, folder: Path) -> None:
        files = [path for path in folder.rglob("[!.]*") if path.is_file()]
        names = [path.relative_to(folder).as_posix() for path in files]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(lambda name: self._put(name, (folder / name).read_bytes()), names))

    def outage(self) -> str:
        """Asked without a key and past obstore, whose threads would not outlive a fork of whoever
        asks: any answer but that of a server's error is one."""
        if time.monotonic() >= self._look_at:
            reason = _why_it_is_silent(f"{settings.S3['S3_ENDPOINT']}/{settings.S3['S3_BUCKET']}")
            self._outage = AWAY.format(place=self.place, reason=reason) if reason else ""
            self._look_at = time.monotonic() + RETRY_SECONDS
        return self._outage

    def ensure_writable(self) -> None:
        self._put(PROBE, b"0")
        self.delete(PROBE)

    def _files(self) -> Iterator[Any]:
        found: list[Any] = self._ask(_listed)
        return (file for file in found if not file["path"].startswith("."))

    def _copy(self, file: Any, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(self._ask(_content_in_parts, file["path"], file["size"]))
        except FileNotFoundError:
            return  # deleted a moment ago
        moment = file["last_modified"].timestamp()
        os.utime(target, (moment, moment))

    def _put(self, name: str, content: bytes) -> None:
        try:
            # In parts each has its own time.
            self._ask(obstore.put, name, content, use_multipart=len(content) > PART_BYTES)
        except FileNotFoundError as error:
            raise StorageUnavailable(AWAY.format(place=self.place, reason=NO_BUCKET)) from error


def _content(store: S3Store, name: str) -> bytes:
    return bytes(obstore.get(store, name).bytes())


def _content_in_parts(store: S3Store, name: str, size: int) -> bytes:
    """Where nobody waits: a video takes longer than one request may."""
    parts = [(at, min(at + PART_BYTES, size)) for at in range(0, size, PART_BYTES)]
    return b"".join(
        bytes(obstore.get_range(store, name, start=start, end=end)) for start, end in parts
    )


def _listed(store: S3Store) -> list[Any]:
    return [file for files in obstore.list(store) for file in files]


def _first_line(error: Exception) -> str:
    return "".join(str(error).splitlines()[:1])


def _why_it_is_silent(address: str) -> str:
    asked = urllib.request.Request(address, method="HEAD")  # noqa: S310 (the settings allow http alone)
    try:
        urllib.request.urlopen(asked, timeout=ANSWER_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        return str(error) if error.code >= 500 else ""
    except OSError as error:
        cause = getattr(error, "reason", error)
        # A certificate of an own authority: obstore judges that itself.
        return "" if isinstance(cause, ssl.SSLCertVerificationError) else str(cause)
    return ""
