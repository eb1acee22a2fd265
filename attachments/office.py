"""Word, Excel and PowerPoint files (ECMA-376): a zip of parts, of which none may run, come from
elsewhere, or be more than a reader's program can take.

What is not known to be harmless is refused: parts are allowed by the end of their names.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from attachments import refusals
from attachments.kinds import MAIN_PARTS
from attachments.package_xml import Element, elements
from attachments.refusals import AttachmentRefused
from limits.zips import ZipTooLarge, open_zip

MOST_ENTRIES = 10_000
MOST_UNPACKED_BYTES = 200 * 1024 * 1024  # with all that is nested
# Sheets of equal rows are packed to a thirtieth; a bomb to a thousandth.
MOST_RATIO, RATIO_FROM_BYTES = 100, 10 * 1024 * 1024
MOST_XML_BYTES = 2 * 1024 * 1024  # of a part that is read here
MOST_NESTED = 2  # a workbook behind a chart, and one in that
CHUNK = 1024 * 1024

END_OF_DIRECTORY, ZIP64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
END_BYTES, LONGEST_COMMENT = 22, 65_535
ENCRYPTED = 0x1
NESTED = {"docx", "xlsx", "pptx"}
HARMLESS = NESTED | {
    *("xml", "rels", "vml", "bin", "data", "fntdata", "odttf", "psmdcp", "sigs"),
    *("png", "jpg", "jpeg", "jpe", "gif", "tif", "tiff", "bmp", "emf", "wmf", "emz", "wmz", "svg"),
    *("wdp", "jxr", "webp", "ico", "glb", "mp3", "m4a", "wav", "wma", "mp4", "m4v", "mov", "wmv"),
}
TYPES, RELATIONSHIPS = "[Content_Types].xml", ".rels"
RUNNING = re.compile("macro|vba|activex|webextension", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# Names within an OLE file: a file of any kind wrapped by Windows' packager, and macros. Equations
# of Equation Editor and MathType are OLE files as well, and have neither.
RUNNING_OLE = tuple(name.encode("utf-16-le") for name in ("\1Ole10Native", "_VBA_PROJECT", "VBA"))
FETCHED = ("attachedTemplate", "oleObject", "package", "frame", "subDocument", "aFChunk")
ON_THIS_MACHINE = re.compile(r"file:///[a-z]:|[^:\\/][^:]*\Z", re.IGNORECASE)
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, IndexError),
    *(ValueError, RuntimeError, NotImplementedError),
)


@dataclass
class _Room:
    """What may still be unpacked, in bytes."""

    left: int = MOST_UNPACKED_BYTES

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise AttachmentRefused(refusals.BOMB)


def kind_of(data: bytes) -> str:
    """ "docx", "xlsx" or "pptx"; AttachmentRefused for any other zip. What is promised to be too
    much is refused before anything is unpacked."""
    return _kind_of(data, _Room(), 0)


def _kind_of(data: bytes, room: _Room, depth: int) -> str:
    if depth > MOST_NESTED:
        raise AttachmentRefused(refusals.BOMB)
    try:
        _check_nothing_around(data)
        with open_zip(io.BytesIO(data), MOST_ENTRIES) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(data), room)
            kind = _main_kind(archive)
            for entry in entries:
                _check_part(archive, entry, room, depth)
    except AttachmentRefused:
        raise
    except ZipTooLarge as error:
        raise AttachmentRefused(refusals.BOMB) from error
    except BROKEN as error:
        raise AttachmentRefused(refusals.DAMAGED) from error
    return kind


def _check_nothing_around(data: bytes) -> None:
    """Nothing may stand before the first entry or after the end: such a file is of two kinds."""
    at = data.rfind(END_OF_DIRECTORY, max(0, len(data) - LONGEST_COMMENT - END_BYTES))
    if at < 0:
        raise AttachmentRefused(refusals.DAMAGED)
    size, offset, comment = struct.unpack_from("<IIH", data, at + 12)
    is_zip64 = data[max(0, at - 20) : at].startswith(ZIP64_LOCATOR)
    if is_zip64:
        raise AttachmentRefused(refusals.BOMB)
    if offset + size != at or at + END_BYTES + comment != len(data):
        raise AttachmentRefused(refusals.DAMAGED)


def _check_directory(entries: list[zipfile.ZipInfo], size: int, room: _Room) -> None:
    names = [entry.orig_filename for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise AttachmentRefused(refusals.DAMAGED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * size:
        raise AttachmentRefused(refusals.BOMB)
    room.take(unpacked)
    for entry, name in zip(entries, names, strict=True):
        if entry.flag_bits & ENCRYPTED:
            raise AttachmentRefused(refusals.LOCKED)
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise AttachmentRefused(refusals.DAMAGED)
        if RUNNING.search(name):
            raise AttachmentRefused(refusals.MACROS)


def _main_kind(archive: zipfile.ZipFile) -> str:
    """By the content type of the one main part; a document with macros has another."""
    if TYPES not in archive.namelist():
        raise AttachmentRefused(refusals.OTHER_KIND)
    types = {attributes.get("ContentType", "").casefold() for _, attributes in _xml(archive, TYPES)}
    if any(map(RUNNING.search, types)):
        raise AttachmentRefused(refusals.MACROS)
    kinds = {kind for main, kind in MAIN_PARTS.items() if main in types}
    if len(kinds) != 1:
        raise AttachmentRefused(refusals.OTHER_KIND)
    return kinds.pop()


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: _Room, depth: int) -> None:
    """Reads it to its end, by which its checksum is compared."""
    name = entry.filename
    if entry.is_dir():
        return
    suffix = name.rpartition(".")[2].casefold()
    if suffix not in HARMLESS:
        raise AttachmentRefused(refusals.PARTS.format(name=name[:100]))
    if name.casefold().endswith(RELATIONSHIPS):
        _check_relationships(_xml(archive, name))
    content = _content(archive, entry)
    first = next(content, b"")
    if first.startswith(PROGRAMS):
        raise AttachmentRefused(refusals.PROGRAM)
    if suffix in NESTED:
        _kind_of(first + b"".join(content), room, depth + 1)
    elif first.startswith(ZIP):
        raise AttachmentRefused(refusals.PARTS.format(name=name[:100]))
    elif first.startswith(OLE):
        whole = first + b"".join(content)
        if any(running in whole for running in RUNNING_OLE):
            raise AttachmentRefused(refusals.PROGRAM)
    elif "externallinks/" in name.casefold():
        whole = first + b"".join(content)
        if b"ddeLink" in whole.replace(b"\0", b""):
            raise AttachmentRefused(refusals.PROGRAM)
    else:
        for _ in content:
            pass


def _check_relationships(found: list[Element]) -> None:
    for _, attributes in found:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if RUNNING.search(kind.rpartition("/")[2]):
            raise AttachmentRefused(refusals.MACROS)
        is_external = attributes.get("TargetMode", "").casefold() == "external"
        if is_external and kind.endswith(FETCHED) and not ON_THIS_MACHINE.match(target):
            raise AttachmentRefused(refusals.REMOTE.format(target=target[:100]))


def _xml(archive: zipfile.ZipFile, name: str) -> list[Element]:
    if archive.getinfo(name).file_size > MOST_XML_BYTES:
        raise AttachmentRefused(refusals.BOMB)
    return elements(archive.read(name))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """No more than the directory promised, which was taken from the room."""
    with archive.open(entry) as file:
        while chunk := file.read(CHUNK):
            yield chunk
