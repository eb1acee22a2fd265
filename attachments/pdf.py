"""PDF files (ISO 32000-1): whole, not locked, and without what runs or hides another file.

A PDF says what it does in names, "/JavaScript", which may be written with escapes, and may stand in
packed streams of objects. So those are unpacked, bounded, and all is searched for such names. What
hides them in spite of that is still no danger to the site: it sends the file as a download only.
"""

import re
import zlib

from attachments import refusals
from attachments.refusals import AttachmentRefused

HEADER = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,16}%PDF-[12]\.[0-9]")
END, END_WITHIN = b"%%EOF", 2048
PADDING = b"\0\r\n\t "

# Long enough that no picture's bytes are taken for one.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData)\b")
ENCRYPTED = re.compile(rb"/Encrypt\b")
XFA = re.compile(rb"/XFA\b")  # a form with scripts of its own; searched where no picture is
ESCAPED_NAME = re.compile(rb"/[A-Za-z0-9]{0,40}#[A-Za-z0-9#]{0,80}")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_ESCAPED = 50_000

STREAM, STREAM_END = re.compile(rb"stream\r?\n"), b"endstream"
OBJECTS = re.compile(rb"/ObjStm\b")
PLAIN_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
PREDICTOR = re.compile(rb"/Predictor\s*(?!1\b)[0-9]")
LONGEST_DICTIONARY = 4096
MOST_OBJECT_STREAMS = 20_000
MOST_UNPACKED_BYTES = 50 * 1024 * 1024


def begins_like_one(data: bytes) -> bool:
    return HEADER.match(data) is not None


def check(data: bytes) -> None:
    """AttachmentRefused with the reason, where readers may not get it. Takes time by the length of
    the file and of what its streams of objects unpack to, whatever is in it."""
    if END not in data.rstrip(PADDING)[-END_WITHIN:]:
        raise AttachmentRefused(refusals.DAMAGED)
    escaped = _escaped_names(data)
    if OBJECTS.search(escaped):
        raise AttachmentRefused(refusals.UNREADABLE_PDF)
    if ENCRYPTED.search(data) or ENCRYPTED.search(escaped):
        raise AttachmentRefused(refusals.LOCKED)
    if ACTIVE.search(data) or ACTIVE.search(escaped) or XFA.search(escaped):
        raise AttachmentRefused(refusals.ACTIVE_PDF)
    if XFA.search(_outside_streams(data)):
        raise AttachmentRefused(refusals.ACTIVE_PDF)
    _check_object_streams(data)


def _check_object_streams(data: bytes) -> None:
    """Wherever one seems to be: what looks like another's content may be what a viewer reads."""
    left = MOST_UNPACKED_BYTES
    for number, match in enumerate(OBJECTS.finditer(data)):
        if number >= MOST_OBJECT_STREAMS:
            raise AttachmentRefused(refusals.BOMB)
        content = STREAM.search(data, match.end(), match.end() + LONGEST_DICTIONARY)
        if content is None:
            raise AttachmentRefused(refusals.UNREADABLE_PDF)
        start = data.rfind(b"obj", max(0, match.start() - LONGEST_DICTIONARY), match.start())
        if start < 0:
            raise AttachmentRefused(refusals.UNREADABLE_PDF)
        objects = _unpacked(data, content.end(), data[start : content.start()], left)
        left -= len(objects)
        text = objects + b"\n" + _escaped_names(objects)
        if ACTIVE.search(text) or XFA.search(text):
            raise AttachmentRefused(refusals.ACTIVE_PDF)


def _unpacked(data: bytes, at: int, dictionary: bytes, most: int) -> bytes:
    if b"/Filter" not in dictionary and not _escaped_names(dictionary):
        return b""  # searched with all the rest
    if not PLAIN_FLATE.search(dictionary) or PREDICTOR.search(dictionary):
        raise AttachmentRefused(refusals.UNREADABLE_PDF)
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(memoryview(data)[at:], most + 1)
    except zlib.error as error:
        raise AttachmentRefused(refusals.UNREADABLE_PDF) from error
    if len(objects) > most:
        raise AttachmentRefused(refusals.BOMB)
    return objects


def _outside_streams(data: bytes) -> bytes:
    pieces, at = [], 0
    while match := STREAM.search(data, at):
        end = data.find(STREAM_END, match.end())
        if end < 0:
            break
        pieces.append(data[at : match.start()])
        at = end + len(STREAM_END)
    return b"\n".join([*pieces, data[at:]])


def _escaped_names(data: bytes) -> bytes:
    """Those that are written with escapes, without them: "/J#61vaScript" (7.3.5)."""
    names = set()
    for number, match in enumerate(ESCAPED_NAME.finditer(data)):
        if number >= MOST_ESCAPED:
            raise AttachmentRefused(refusals.UNREADABLE_PDF)
        names.add(ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), match[0]))
    return b"\n".join(names)
