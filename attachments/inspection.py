"""What an uploaded file is, by its content alone."""

from attachments import office, pdf, refusals
from attachments.refusals import AttachmentRefused
from limits.files import MOST_ATTACHMENT_BYTES

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO], 1.3.2
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")


def kind_of(data: bytes) -> str:
    """ "pdf", "docx", "xlsx" or "pptx": of a sound document that runs nothing when it is opened.
    AttachmentRefused for anything else. Takes no longer than its unpacked bytes, which are
    bounded."""
    if len(data) > MOST_ATTACHMENT_BYTES:
        raise AttachmentRefused(refusals.TOO_LARGE)
    if data.startswith(ZIP):
        return office.kind_of(data)
    if pdf.begins_like_one(data):
        pdf.check(data)
        return "pdf"
    raise AttachmentRefused(_reason(data))


def _reason(data: bytes) -> str:
    if data.startswith(OLE):
        return refusals.LOCKED if ENCRYPTED_PACKAGE in data else refusals.OLD_FORMAT
    if data.startswith(PROGRAMS):
        return refusals.PROGRAM
    return refusals.PICTURE if data.startswith(PICTURES) else refusals.OTHER_KIND
