"""What a client uploads: taken in by the event loop, bounded in size and time."""

import asyncio
import tempfile
import time
from contextlib import ExitStack
from http import HTTPStatus
from typing import IO, Any

from django.conf import settings

from serving.server.refusals import RefusedError

MOST_BYTES = 100 * 1024 * 1024
IN_MEMORY_BYTES = 512 * 1024
SILENCE_SECONDS = 30
# Slower than this, after a while of grace, is no upload but a grip on the server.
LEAST_BYTES_A_SECOND = 1000
GRACE_SECONDS = 60


async def read_upload(proto: Any, declared: str) -> tuple[IO[bytes], int]:
    """The whole body as a file at its beginning, and its length in bytes.

    `declared` is the Content-Length. Raises RefusedError: 413 above 100 MB, 408 where nothing comes
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
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE) from error
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


def too_large() -> RefusedError:
    return RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most_megabytes=MOST_BYTES >> 20)


def too_slow() -> RefusedError:
    return RefusedError(HTTPStatus.REQUEST_TIMEOUT)
