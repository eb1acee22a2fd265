"""What a client uploads: taken in by the event loop, bounded in size, time and room.

Who sends more than a sign-in takes must be signed in; that is asked before anything is stored.
"""

import asyncio
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from http import HTTPStatus
from time import monotonic
from typing import IO

from django.conf import settings

from serving.server import limits
from serving.server.open_bodies import open_bodies
from serving.server.refusals import RefusedError

RETRY_SECONDS = 30  # others' bodies are in by then

IsSignedIn = Callable[[], Awaitable[bool]]


class Upload:
    """One body: a file, and its bytes in the sum of all, until it is closed."""

    def __init__(self, is_signed_in: IsSignedIn) -> None:
        self.length = 0
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 (closed by close())
            limits.IN_MEMORY_BYTES, dir=str(settings.FILE_UPLOAD_TEMP_DIR)
        )
        self._is_signed_in = is_signed_in
        self._is_admitted = False
        self._look_at = 0  # so many bytes of it

    async def expect(self, length: int) -> None:
        """Raises RefusedError where a body of so many bytes would not be taken."""
        if length > limits.MOST_BYTES:
            raise RefusedError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most_megabytes=limits.MOST_BYTES >> 20
            )
        if length <= limits.UNASKED_BYTES:
            return
        if not self._is_admitted:
            if not await self._is_signed_in():
                raise RefusedError(HTTPStatus.UNAUTHORIZED)
            self._is_admitted = True
        more = length - self.length
        if open_bodies.total() + more > settings.UPLOADS_MB << 20:
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, page="uploads", retry_seconds=RETRY_SECONDS
            )
        if self._look_at <= self.length:
            await asyncio.to_thread(self._ensure_room, more)
            self._look_at = self.length + limits.LOOK_EVERY_BYTES

    async def take(self, chunk: bytes) -> None:
        await self.expect(self.length + len(chunk))
        self.length += len(chunk)
        open_bodies.add(len(chunk))
        if self.length <= limits.IN_MEMORY_BYTES:
            self.file.write(chunk)
        else:  # to the disk, which may take its time; the event loop is everybody's
            await asyncio.to_thread(self.file.write, chunk)

    def close(self) -> None:
        open_bodies.add(-self.length)
        self.file.close()

    def _ensure_room(self, more: int) -> None:
        free = shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free
        # Django writes the files of a body once more as it takes it apart.
        needed = 2 * more + open_bodies.total()
        if free - needed < settings.DISK_RESERVE_MB << 20:
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE)


class Pace:
    """What came in the last PACE_SECONDS, second by second."""

    def __init__(self) -> None:
        self._began = int(monotonic())
        self._seconds: deque[list[int]] = deque()

    def is_too_slow(self, arrived: int) -> bool:
        """Whether, with what has arrived now, too little has since then."""
        now = int(monotonic())
        if not self._seconds or self._seconds[-1][0] != now:
            self._seconds.append([now, 0])
        self._seconds[-1][1] += arrived
        since = now - limits.PACE_SECONDS
        while self._seconds[0][0] <= since:
            self._seconds.popleft()
        least = limits.PACE_SECONDS * limits.LEAST_BYTES_A_SECOND
        return self._began <= since and sum(number for _, number in self._seconds) < least


@asynccontextmanager
async def upload(
    arriving: AsyncIterator[bytes],
    declared: str,
    is_signed_in: IsSignedIn,
    *,
    is_sending: bool = True,
) -> AsyncIterator[Upload]:
    """The whole body, its file at the beginning; closed and no longer counted at the end.

    `declared` is the Content-Length, "" where the body comes in chunks; `is_sending` says that the
    client has not waited to be asked. Raises RefusedError: 413 above 100 MB; 401 where more than
    64 kB come without a living session; 408 where nothing comes for 30 s, or too little in 30 s;
    503 where all bodies together would be too many; 507 where the disk would be left with too
    little, or does not take it.
    """
    with ExitStack() as stack:
        try:
            body = Upload(is_signed_in)
            stack.callback(body.close)
            await body.expect(int(declared) if declared.isdigit() else 0)
            async for chunk in in_time(arriving):
                await body.take(chunk)
            body.file.seek(0)
        except OSError as error:
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE) from error
        except RefusedError as error:
            if is_sending and error.status != HTTPStatus.REQUEST_TIMEOUT:
                await drain(arriving)
            raise
        yield body


async def in_time(arriving: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same. Raises RefusedError where it comes too slowly."""
    pace = Pace()
    while True:
        try:
            async with asyncio.timeout(limits.SILENCE_SECONDS):  # makes no task, as wait_for does
                chunk = await anext(arriving)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
        if pace.is_too_slow(len(chunk)):
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT)
        yield chunk


async def drain(arriving: AsyncIterator[bytes]) -> None:
    """Reads a little of a body that was refused and forgets it, so that the answer arrives."""
    read = 0
    with suppress(StopAsyncIteration, TimeoutError):
        async with asyncio.timeout(limits.LINGER_SECONDS):
            while read < limits.LINGER_BYTES:
                read += len(await anext(arriving))
