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
# What a plain header ends with: the form, its version, no owner, no device, no prefix.
USTAR = b"ustar\x0000".ljust(512 - 257, b"\0")
RIGHTS = b"0000600\x00" + b"0000000\x00" * 2
PLAIN_END = b"0".ljust(101, b"\0") + USTAR
SUM_OF_REST = sum(RIGHTS) + sum(PLAIN_END) + 8 * ord(" ")  # the sum's own place counts as blanks
SEAL = "SHA256"
# Two blocks of zeros end a tar.
END = bytes(2 * BLOCK)
SMALL = 64 << 20  # a member that is read into memory as a whole

CHANGED = "Tệp {name} bị đổi trong lúc đang sao lưu. Hãy chạy lại."


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Content(Protocol):
    """A file that is to be packed, read past Python's own buffers."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


class Sink(Protocol):
    """Done with the data when it returns: they are overwritten then."""

    def write(self, data: bytes | memoryview, /) -> object: ...


class Entry(NamedTuple):
    """A file of the archive. `mtime` in whole unix seconds."""

    name: str
    size: int
    mtime: int


class ArchiveWriter:
    """Fills one buffer and hands it on when it is full: thousands of small files cost no write of
    their own, and no memory that would have to be had from the system for each."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self._skeleton = hashlib.sha256()
        self._buffer = memoryview(bytearray(PIECE))
        self._filled = 0
        self.written = 0

    def add(self, entry: Entry, content: Content) -> str:
        """Adds a file, of which entry.size bytes are read; returns their SHA-256 in hex.
        BackupError where there are fewer."""
        self._put(header_of(entry))
        digest, left = hashlib.sha256(), entry.size
        while left:
            room = self._room(left)
            read = content.readinto(room)
            if not read:
                raise BackupError(CHANGED.format(name=entry.name))
            digest.update(room[:read])
            self._take(read)
            left -= read
        self._put(filling_of(entry.size))
        return digest.hexdigest()

    def add_text(self, name: str, text: bytes, mtime: int) -> None:
        """Adds a file that is itself part of what the archive's end vouches for."""
        for part in (header_of(Entry(name, len(text), mtime)), text, filling_of(len(text))):
            self._put(part)
        self._hand_on()

    def close(self, mtime: int) -> None:
        """Ends the archive; nothing is closed."""
        self._write(seal_of(self._skeleton.hexdigest(), mtime))
        self._hand_on()

    def _put(self, data: bytes) -> None:
        self._skeleton.update(data)
        self._write(data)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            room = self._room(len(rest))
            room[:] = rest[: len(room)]
            self._take(len(room))
            rest = rest[len(room) :]

    def _room(self, most: int) -> memoryview:
        return self._buffer[self._filled : self._filled + most]

    def _take(self, number: int) -> None:
        """So many bytes were put into the room."""
        self._filled += number
        self.written += number
        if self._filled == PIECE:
            self._hand_on()

    def _hand_on(self) -> None:
        self._out.write(self._buffer[: self._filled])
        self._filled = 0


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
    if (header := _plain_header(entry)) is not None:
        return header
    member = tarfile.TarInfo(entry.name)
    member.size, member.mtime, member.mode = entry.size, entry.mtime, 0o600
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT):
        try:
            return member.tobuf(form, "utf-8", "surrogateescape")
        except ValueError:
            continue
    raise BackupError(ALTERED)


def _plain_header(entry: Entry) -> bytes | None:
    """What tarfile makes of a short name without other letters, in a tenth of its time; None of any
    other. Of this kind are all files of a site but for its oldest."""
    name = entry.name.encode("ascii", "replace")
    if len(name) > 100 or b"?" in name or not 0 <= entry.size < 8**11 > entry.mtime >= 0:
        return None
    numbers = b"%011o\x00%011o\x00" % (entry.size, entry.mtime)
    checksum = sum(name) + sum(numbers) + SUM_OF_REST
    return b"%b%b%b%06o\0 %b" % (name.ljust(100, b"\0"), RIGHTS, numbers, checksum, PLAIN_END)


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
