"""What an uploaded file is, by its content alone."""

import io
from typing import Any

from attachments import mp4, office, pdf, refusals
from attachments.kinds import VIDEO
from attachments.refusals import AttachmentRefused
from limits.files import MOST_ATTACHMENT_BYTES

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO], 1.3.2
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
# Matroska and WebM, Windows Media, Flash, MPEG; QuickTime before it knew of brands; AVI.
VIDEOS = (b"\x1aE\xdf\xa3", b"0&\xb2u\x8ef\xcf\x11", b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3")
QUICKTIME = {b"moov", b"mdat", b"wide", b"pnot"}


def kind_of(data: bytes) -> str:
    """ "pdf", "docx", "xlsx", "pptx" or "mp4": of a sound file that runs nothing when it is opened.
    AttachmentRefused for anything else. Takes no longer than its unpacked bytes, which are
    bounded."""
    return kind_of_file(io.BytesIO(data), len(data))


def kind_of_file(file: Any, size: int) -> str:
    """The same of an open file of so many bytes. A video is not read into memory."""
    file.seek(0)
    head = file.read(mp4.HEAD_BYTES)
    if mp4.begins_like_one(head):
        mp4.checked_personal_boxes(file, size)
        return VIDEO
    if _is_other_video(head):
        raise AttachmentRefused(refusals.OTHER_VIDEO)
    if size > MOST_ATTACHMENT_BYTES:
        raise AttachmentRefused(refusals.TOO_LARGE)
    file.seek(0)
    return _document_kind(file.read())


def _document_kind(data: bytes) -> str:
    if data.startswith(ZIP):
        return office.kind_of(data)
    if pdf.begins_like_one(data):
        pdf.check(data)
        return "pdf"
    raise AttachmentRefused(_reason(data))


def _is_other_video(head: bytes) -> bool:
    is_avi = head.startswith(b"RIFF") and head[8:12] == b"AVI "
    return is_avi or head.startswith(VIDEOS) or head[4:8] in QUICKTIME


def _reason(data: bytes) -> str:
    if data.startswith(OLE):
        return refusals.LOCKED if ENCRYPTED_PACKAGE in data else refusals.OLD_FORMAT
    if data.startswith(PROGRAMS):
        return refusals.PROGRAM
    return refusals.PICTURE if data.startswith(PICTURES) else refusals.OTHER_KIND
