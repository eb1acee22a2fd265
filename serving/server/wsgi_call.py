"""How a WSGI application (PEP 3333) is asked one question."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Environ = dict[str, Any]


class FileContent(NamedTuple):
    """The file that holds the content, and which of its bytes do: all, or from one up to, not
    including, another."""

    path: Path
    span: tuple[int, int] | None = None


# Status, headers, and the content: itself, or the file that holds it.
Answer = tuple[int, list[tuple[str, str]], bytes | FileContent]


class FileWrapper:
    """A `wsgi.file_wrapper`: what the server may send from the disk by itself, however slowly its
    client takes it, and without having it in memory."""

    def __init__(self, file: Any, block_size: int = 8192) -> None:
        self._file, self._block_size = file, block_size

    @property
    def stored(self) -> FileContent | None:
        """None for what is no file of this host. A part of one says which (`span`)."""
        opened = getattr(self._file, "file", None)
        if not isinstance(opened, io.BufferedReader):
            return None
        return FileContent(Path(opened.name), getattr(self._file, "span", None))

    def __iter__(self) -> Iterator[bytes]:
        while block := self._file.read(self._block_size):
            yield block

    def close(self) -> None:
        self._file.close()


def answer_of(application: Any, environ: Environ) -> Answer:
    """The whole answer. Raises what the application raises."""
    environ = environ | {"wsgi.file_wrapper": FileWrapper}
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    response: Iterable[bytes] = application(environ, start_response)
    stored = response.stored if isinstance(response, FileWrapper) else None
    try:
        if environ["REQUEST_METHOD"] == "HEAD":
            content: bytes | FileContent = b""
        else:
            content = stored or b"".join(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    status, headers = begun
    return status, headers, content
