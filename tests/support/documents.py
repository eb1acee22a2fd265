"""Documents that somebody may send: sound ones, and what only looks like one."""

import io
import zipfile
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation.main+xml"),
}
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office(
    kind: str = "docx",
    *,
    main_type: str = "",
    compression: int = zipfile.ZIP_DEFLATED,
    parts: dict[str, Any] | None = None,
) -> bytes:
    """A file of that kind; `parts` are further ones by their names, "word/vbaProject.bin"."""
    name, content_type = MAIN[kind]
    types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{name}" ContentType="{main_type or content_type}"/></Types>'
    )
    links = relationship("officeDocument", name)
    written = {TYPES: types, "_rels/.rels": links, name: "<a>Phiếu đăng ký</a>"} | (parts or {})
    return zipped(written, compression)


def zipped(parts: dict[str, Any], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # of no moment
    return out.getvalue()


def relationship(kind: str, target: str, mode: str = "") -> str:
    external = f' TargetMode="{mode}"' if mode else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{external}/>'
        "</Relationships>"
    )


def pdf(*objects: bytes, header: bytes = b"%PDF-1.7\n", trailer: bytes = b"") -> bytes:
    """A PDF of one empty page, and of further objects."""
    body = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
        *(b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(objects, 4)),
    ]
    places, at = [], len(header)
    for each in body:
        places.append(at)
        at += len(each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(body) + 1,
        trailer,
        at,
    )
    return header + b"".join(body) + table + end


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (dictionary, len(content), content)


def packed_objects(text: bytes) -> bytes:
    """A stream of objects, as programs of today write nearly all of a PDF."""
    return stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(text))


def upload(content: bytes | None = None, name: str = "Phiếu đăng ký.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, office() if content is None else content)
