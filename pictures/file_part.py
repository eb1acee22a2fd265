"""Some bytes of a stored file, as a file."""

from typing import IO, Any


class FilePart:
    """Bytes of an opened file from `start` up to, not including, `end`. A server that can sends
    them from the disk itself: `file` is the system's, `span` says which bytes."""

    def __init__(self, opened: Any, start: int, end: int) -> None:
        self.file: IO[bytes] | Any = opened.file
        self.span = start, end
        self._opened = opened
        self._left = end - start
        opened.seek(start)

    def read(self, size: int = -1) -> bytes:
        content: bytes = self._opened.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(content)
        return content

    def close(self) -> None:
        self._opened.close()
