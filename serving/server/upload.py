"""What a client uploads: taken in by the event loop, bounded in size and time."""

import asyncio
import tempfile
import time
from contextlib import ExitStack
from http import HTTPStatus
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string

MOST_BYTES = 100 * 1024 * 1024
IN_MEMORY_BYTES = 512 * 1024
SILENCE_SECONDS = 30
# Slower than this, after a while of grace, is no upload but a grip on the server.
LEAST_BYTES_A_SECOND = 1000
GRACE_SECONDS = 60


class UploadError(Exception):
    """An upload that is not taken; says so in Vietnamese."""

    def __init__(self, status: HTTPStatus, template: str) -> None:
        super().__init__(status.phrase)
        self.status = status
        self.template = template

    def answer(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and page. The connection ends: the rest of the body is not read."""
        content = render_to_string(self.template, {"most_megabytes": MOST_BYTES >> 20}).encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        return self.status, headers, content


async def read_upload(proto: Any, declared: str) -> tuple[IO[bytes], int]:
    """The whole body as a file at its beginning, and its length in bytes.

    `declared` is the Content-Length. Raises UploadError: 413 above 100 MB, 408 where nothing comes
    for 30 s or too little in a minute, 507 where the disk does not take it.
    """
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise too_large()
    with ExitStack() as unless_whole:
        file = unless_whole.enter_context(
            tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, dir=str(settings.FILE_UPLOAD_TEMP_DIR))
        )
        try:
            length = await copy(proto, file)
            file.seek(0)
        except OSError as error:
            raise UploadError(HTTPStatus.INSUFFICIENT_STORAGE, "errors/507.html") from error
        unless_whole.pop_all()
    return file, length


async def copy(proto: Any, file: IO[bytes]) -> int:
    began, length = time.monotonic(), 0
    chunks = aiter(proto)
    while True:
        try:
            chunk = await asyncio.wait_for(anext(chunks), SILENCE_SECONDS)
        except StopAsyncIteration:
            return length
        except TimeoutError:
            raise too_slow() from None
        file.write(chunk)
        length += len(chunk)
        if length > MOST_BYTES:
            raise too_large()
        seconds = time.monotonic() - began
        if seconds > GRACE_SECONDS and length < seconds * LEAST_BYTES_A_SECOND:
            raise too_slow()


def too_large() -> UploadError:
    return UploadError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "errors/413.html")


def too_slow() -> UploadError:
    return UploadError(HTTPStatus.REQUEST_TIMEOUT, "errors/408.html")
