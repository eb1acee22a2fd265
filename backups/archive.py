"""The one file of a backup: a tar of plain files, which any tar unpacks.

The first member says what it is, the last but one (manifest.json) has the SHA-256 of each file, and
the very last the SHA-256 of everything between the files' contents: headers, filling, manifest. So
no bit of the archive can change unnoticed. It is written and read in one go, and nothing but what
the writer writes is read: a link, a folder, a path out of the archive has no form to come in.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from typing import IO, NamedTuple, Protocol

from backups.encryption import ALTERED
from backups.errors import BackupError

BLOCK = 512
PIECE = 1 << 20
LONG_NAME = tarfile.GNUTYPE_LONGNAME
LONGEST_NAME = 4096
SEAL = "SHA256"
# Two blocks of zeros end a tar.
END = bytes(2 * BLOCK)
SMALL = 64 << 20  # a member that is read into memory as a whole

CHANGED = "Tệp {name} bị đổi trong lúc đang sao lưu. Hãy chạy lại."


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class Entry(NamedTuple):
    """A file of the archive. `mtime` in whole unix seconds."""

    name: str
    size: int
    mtime: int


class ArchiveWriter:
    def __init__(self, out: Sink) -> None:
        self._out = out
        self._skeleton = hashlib.sha256()
        self.written = 0

    def add(self, entry: Entry, content: Source) -> str:
        """Adds a file, of which entry.size bytes are read; returns their SHA-256 in hex.
        BackupError where there are fewer."""
        self._put(header_of(entry))
        digest, left = hashlib.sha256(), entry.size
        while left:
            piece = content.read(min(PIECE, left))
            if not piece:
                raise BackupError(CHANGED.format(name=entry.name))
            digest.update(piece)
            self._write(piece)
            left -= len(piece)
        self._put(filling_of(entry.size))
        return digest.hexdigest()

    def add_text(self, name: str, text: bytes, mtime: int) -> None:
        """Adds a file that is itself part of what the archive's end vouches for."""
        for part in (header_of(Entry(name, len(text), mtime)), text, filling_of(len(text))):
            self._put(part)

    def close(self, mtime: int) -> None:
        """Ends the archive; nothing is closed."""
        self._write(seal_of(self._skeleton.hexdigest(), mtime))

    def _put(self, data: bytes) -> None:
        self._skeleton.update(data)
        self._write(data)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self.written += len(data)


class ArchiveReader:
    """What ArchiveWriter has written; BackupError(ALTERED) for anything else."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._skeleton = hashlib.sha256()
        self._next: Entry | None = None

    def next(self) -> Entry:
        """The file whose content is to be read next, by copy() or text()."""
        raw = self._exactly(BLOCK)
        if raw[156:157] == LONG_NAME:
            size = _parsed(raw).size
            if not 0 < size <= LONGEST_NAME:
                raise BackupError(ALTERED)
            raw += self._exactly(size + len(filling_of(size)) + BLOCK)
        entry = _entry_in(raw)
        if header_of(entry) != raw:
            raise BackupError(ALTERED)
        self._skeleton.update(raw)
        return entry

    def copy(self, entry: Entry, out: Sink) -> str:
        """Writes the content of the entry that next() has returned; its SHA-256 in hex."""
        digest = hashlib.sha256()
        for piece in self._pieces(entry.size):
            digest.update(piece)
            out.write(piece)
        self._filling(entry)
        return digest.hexdigest()

    def text(self, entry: Entry) -> bytes:
        """Likewise, of one that add_text() has added."""
        if entry.size > SMALL:
            raise BackupError(ALTERED)
        text = self._exactly(entry.size)
        self._skeleton.update(text)
        self._filling(entry)
        return text

    def close(self, mtime: int) -> None:
        """BackupError(ALTERED) unless the archive ends here as it ought to."""
        seal = seal_of(self._skeleton.hexdigest(), mtime)
        if self._source.read(len(seal) + 1) != seal:
            raise BackupError(ALTERED)

    def _filling(self, entry: Entry) -> None:
        filling = filling_of(entry.size)
        if self._exactly(len(filling)) != filling:
            raise BackupError(ALTERED)
        self._skeleton.update(filling)

    def _pieces(self, size: int) -> Iterator[bytes]:
        while size:
            piece = self._exactly(min(PIECE, size))
            yield piece
            size -= len(piece)

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) < size:
            raise BackupError(ALTERED)
        return data


def header_of(entry: Entry) -> bytes:
    """The blocks before a file: POSIX ustar's, and GNU's where it has no room for the name or the
    size. Owner and rights are always the same."""
    member = tarfile.TarInfo(entry.name)
    member.size, member.mtime, member.mode = entry.size, entry.mtime, 0o600
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT):
        try:
            return member.tobuf(form, "utf-8", "surrogateescape")
        except ValueError:
            continue
    raise BackupError(ALTERED)


def filling_of(size: int) -> bytes:
    return bytes(-size % BLOCK)


def seal_of(digest: str, mtime: int) -> bytes:
    """The last member, and the end of the tar."""
    text = digest.encode() + b"\n"
    return header_of(Entry(SEAL, len(text), mtime)) + text + filling_of(len(text)) + END


def _entry_in(raw: bytes) -> Entry:
    header = _parsed(raw[-BLOCK:])
    name = header.name
    if len(raw) > BLOCK:
        name = raw[BLOCK:-BLOCK].rstrip(b"\0").decode("utf-8", "surrogateescape")
    return Entry(name, header.size, int(header.mtime))


def _parsed(block: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise BackupError(ALTERED) from error


def read_from(file: IO[bytes], size: int) -> bytes:
    """So many bytes from the beginning; the file stands there again afterwards."""
    data = file.read(size)
    file.seek(0)
    return data
