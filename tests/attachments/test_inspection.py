"""Which files readers may get: what is in them decides, whatever they are called."""

import contextlib
import io
import struct
import time
import zipfile
import zlib
from typing import Any

import pytest

from attachments import refusals
from attachments.inspection import kind_of
from attachments.refusals import AttachmentRefused
from tests.support.documents import (
    MAIN,
    OFFICE,
    OLE,
    TYPES,
    office,
    packed_objects,
    pdf,
    relationship,
    stream,
    zipped,
)

MB = 1024 * 1024
SETTINGS = "word/_rels/settings.xml.rels"


def refusal(data: bytes) -> str:
    with pytest.raises(AttachmentRefused) as refused:
        kind_of(data)
    return str(refused.value)


@pytest.mark.parametrize("kind", MAIN)
def test_office_file_is_what_its_main_part_says(kind: str) -> None:
    assert kind_of(office(kind)) == kind


@pytest.mark.parametrize(
    "data",
    [
        pdf(),
        pdf(header=b"\xef\xbb\xbf%PDF-1.4\n"),
        pdf() + b"\0" * 5000,  # as some scanners leave it
        pdf(packed_objects(b"1 0 << /Type /Annot /A << /S /URI /URI (https://example.vn) >> >>")),
        pdf(stream(b"/Filter /FlateDecode", zlib.compress(b"/JS in a picture's own bytes"))),
    ],
)
def test_plain_pdf_is_taken(data: bytes) -> None:
    assert kind_of(data) == "pdf"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/media/image1.png": b"\x89PNG", "docProps/thumbnail.jpeg": b"\xff\xd8\xff"},
        {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": office("xlsx")},
        {"word/embeddings/oleObject1.bin": OLE + "Equation Native".encode("utf-16-le")},
        {"xl/printerSettings/printerSettings1.bin": b"\0\1"},
        {"word/_rels/document.xml.rels": relationship("hyperlink", "https://a.vn", "External")},
        {SETTINGS: relationship("attachedTemplate", "file:///C:/Users/Lan/Mau.dotx", "External")},
        {SETTINGS: relationship("attachedTemplate", "Normal.dotm", "External")},
        {"customXml/item1.xml": "<a/>", "word/fonts/font1.odttf": b"\0"},
    ],
)
def test_what_offices_really_write_is_taken(parts: dict[str, Any]) -> None:
    assert kind_of(office(parts=parts)) == "docx"


@pytest.mark.parametrize(
    "data",
    [
        office(main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        office(parts={"word/vbaProject.bin": OLE}),
        office("xlsx", parts={"xl/vbaProject.bin": b""}),
        office("xlsx", parts={"xl/macrosheets/sheet1.xml": "<a/>"}),
        office(parts={"word/activeX/activeX1.xml": "<a/>"}),
        office(parts={"word/_rels/document.xml.rels": relationship("vbaProject", "x.bin")}),
        office("pptx", main_type="application/vnd.ms-powerpoint.macroEnabled.main+xml"),
    ],
)
def test_macros_are_refused_with_the_way_out(data: bytes) -> None:
    assert refusal(data) == refusals.MACROS
    assert "Save As" in refusals.MACROS


def test_macros_in_an_embedded_workbook_are_found_too() -> None:
    inner = office("xlsx", parts={"xl/vbaProject.bin": b""})
    assert refusal(office(parts={"word/embeddings/Sheet1.xlsx": inner})) == refusals.MACROS


def test_macros_under_another_name_are_found_by_what_they_are() -> None:
    data = OLE + b"\0" * 500 + "_VBA_PROJECT".encode("utf-16-le")
    assert refusal(office(parts={"word/data.bin": data})) == refusals.PROGRAM


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/media/image1.png", b"MZ\x90\0"),
        ("word/embeddings/oleObject1.bin", OLE + "\1Ole10Native".encode("utf-16-le")),
        ("word/embeddings/oleObject1.bin", b"\x7fELF\2"),
        ("xl/externalLinks/externalLink1.xml", b'<ddeLink ddeService="cmd"/>'),
    ],
)
def test_program_inside_is_refused(part: str, content: bytes) -> None:
    assert refusal(office(parts={part: content})) == refusals.PROGRAM


@pytest.mark.parametrize(
    "part", ["word/embeddings/x.exe", "a.html", "word/x.js", "x.docm", "x.zip"]
)
def test_part_of_an_unknown_kind_is_named(part: str) -> None:
    assert f"“{part}”" in refusal(office(parts={part: b"a"}))


@pytest.mark.parametrize(
    "target", ["https://evil.example/x.dotm", "\\\\10.0.0.1\\x.dotm", "file://10.0.0.1/x.dotm"]
)
def test_template_from_elsewhere_is_refused(target: str) -> None:
    part = {SETTINGS: relationship("attachedTemplate", target, "External")}
    assert "từ nơi khác" in refusal(office(parts=part))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_in_its_xml_is_refused(encoding: str) -> None:
    types = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Types>&b;</Types>'
    assert refusal(office(parts={TYPES: types.encode(encoding)})) == refusals.DAMAGED


def quickly_refused(data: bytes) -> str:
    began = time.thread_time()
    said = refusal(data)
    assert time.thread_time() - began < 2
    return said


def test_bomb_is_refused_by_what_it_promises() -> None:
    data = office(parts={"word/media/a.bin": b"\0" * (110 * MB)})
    assert len(data) < 150_000
    assert quickly_refused(data) == refusals.BOMB


def test_bomb_that_promises_little_is_cut_off_where_it_promised_to_end() -> None:
    data = bytearray(office(parts={"word/media/a.bin": b"\0" * (30 * MB)}))
    size = struct.pack("<I", 30 * MB)
    assert data.count(size) == 2
    assert quickly_refused(bytes(data.replace(size, struct.pack("<I", 100)))) == refusals.DAMAGED


def test_hundred_thousand_entries_are_refused_unread() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.xml"), b"")
    assert quickly_refused(out.getvalue()) == refusals.BOMB


def test_documents_in_documents_have_an_end() -> None:
    data = office()
    for _ in range(4):
        data = office(parts={"word/embeddings/a.docx": data})
    assert quickly_refused(data) == refusals.BOMB


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MZ\x90\0" + b"\0" * 100, refusals.PROGRAM),
        (b"#!/bin/sh\nrm -rf /", refusals.PROGRAM),
        (OLE + b"\0" * 1000, refusals.OLD_FORMAT),
        (OLE + "EncryptedPackage".encode("utf-16-le"), refusals.LOCKED),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, refusals.PICTURE),
        (b"<html><script>alert(1)</script>", refusals.OTHER_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", refusals.OTHER_KIND),
        (b"", refusals.OTHER_KIND),
        (b"<script>alert(1)</script>" + pdf(), refusals.OTHER_KIND),
        (zipped({"a.txt": b"a"}), refusals.OTHER_KIND),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), refusals.OTHER_KIND),
        (office(main_type=f"{OFFICE}wordprocessingml.template.main+xml"), refusals.OTHER_KIND),
        (office()[:-30], refusals.DAMAGED),
        (office() + b"<script>", refusals.DAMAGED),
        (office(parts={"../../etc/x.xml": b"a"}), refusals.DAMAGED),
        (office(parts={"/etc/x.xml": b"a"}), refusals.DAMAGED),
        (office(parts={"WORD/document.xml": b"a"}), refusals.DAMAGED),
        (pdf()[:-300], refusals.DAMAGED),
        (b" " * (21 * MB), refusals.TOO_LARGE),
    ],
)
def test_anything_else_is_refused_in_words(data: bytes, reason: str) -> None:
    assert refusal(data) == reason


def test_part_that_was_altered_is_refused() -> None:
    data = bytearray(office(compression=zipfile.ZIP_STORED, parts={"word/a.xml": b"<a>nguyen</a>"}))
    at = data.index(b"nguyen")
    data[at : at + 6] = b"khac__"
    assert refusal(bytes(data)) == refusals.DAMAGED


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    "data",
    [
        pdf(SCRIPT),
        pdf(b"<< /S /J#61vaScript /JS (app.alert\\(1\\)) >>"),
        pdf(packed_objects(b"5 0 " + SCRIPT)),
        pdf(packed_objects(b"5 0 << /S /J#61va#53cript >>")),
        pdf(b"<< /S /Launch /F (calc.exe) >>"),
        pdf(b"<< /Type /EmbeddedFile >>"),
        pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"),
        pdf(b"<< /AcroForm << /XFA 9 0 R >> >>"),
        pdf(packed_objects(b"5 0 << /XFA 9 0 R >>")),
        pdf(stream(b"", b"hidden in what looks like a stream " + packed_objects(SCRIPT))),
    ],
)
def test_pdf_that_runs_or_hides_something_is_refused(data: bytes) -> None:
    assert refusal(data) == refusals.ACTIVE_PDF


@pytest.mark.parametrize(
    "data",
    [
        pdf(stream(b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", b"00")),
        pdf(stream(b"/Type /ObjStm /Filter [/FlateDecode /FlateDecode]", b"00")),
        pdf(stream(b"/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", b"")),
        pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", b"not packed")),
        pdf(stream(b"/Type /Obj#53tm /Filter /FlateDecode", zlib.compress(SCRIPT))),
    ],
)
def test_pdf_that_cannot_be_looked_through_is_refused(data: bytes) -> None:
    assert refusal(data) == refusals.UNREADABLE_PDF


def test_locked_pdf_is_refused() -> None:
    assert refusal(pdf(trailer=b"/Encrypt 9 0 R")) == refusals.LOCKED


def test_packed_objects_without_end_are_not_unpacked() -> None:
    assert quickly_refused(pdf(packed_objects(b"\0" * (120 * MB)))) == refusals.BOMB


@pytest.mark.parametrize(
    "filling", [b"stream\n", b"/#41", b"/ObjStm ", b"obj", b"#41", b"/A", b"stream\nendstream\n"]
)
def test_time_goes_by_the_length_of_a_pdf(filling: bytes) -> None:
    data = pdf(filling * (4 * MB // len(filling)))
    began = time.thread_time()
    with contextlib.suppress(AttachmentRefused):
        kind_of(data)
    assert time.thread_time() - began < 2
