"""Files that are broken, hostile or of another kind: refused in words, quickly, nothing fetched."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from importing.sources.refusals import ImportRefused
from tests.importing.reading import parse_file
from tests.importing.word_files import p, r, relation, table, word_file, zipped

MOST_SECONDS = 4.0  # of the processor: some two on a machine of an office


def plain() -> bytes:
    return word_file(p("Tựa của bài viết này") + p("Một đoạn văn thật ngắn của bài."))


def with_part(name: str, data: bytes) -> Callable[[], bytes]:
    return lambda: word_file(p("Chữ"), parts={name: data})


def bomb_in_the_text() -> bytes:
    return word_file(f"<!--{'a' * 40_000_000}-->" + p("Chữ"))


def many_paragraphs() -> bytes:
    return word_file(p("Chữ") * 100_000)


def many_notes() -> bytes:
    notes = "".join(f'<w:footnote w:id="{i}">{p("Chú")}</w:footnote>' for i in range(10_000))
    return word_file(p("Chữ"), footnotes=notes)


def many_entries() -> bytes:
    return zipped({f"word/{i}.xml": b"" for i in range(20_000)})


def two_texts_of_one_name() -> bytes:
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()


def nested_tables() -> bytes:
    inner = p("Chữ")
    for _ in range(400):
        inner = table([inner])
    return word_file(inner)


def outside_entity() -> bytes:
    document = (
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.'
        'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    return word_file("", parts={"word/document.xml": document})


HIDDEN = "<div class=x>" * 200 + "<p>Chữ của bài này. " * 50_000


def page(body: str) -> bytes:
    return f"<html><body><h1>Tựa của bài viết này</h1>{body}</body></html>".encode()


def attribute(number: int) -> str:
    return f"a{number}=1"


def half_of_it() -> bytes:
    data = word_file(p("Chữ") * 2_000)
    return data[: len(data) // 2]


def one_byte_changed() -> bytes:
    data = bytearray(word_file(p("Chữ và chữ") * 500))
    at = data.index(b"word/document.xml") + 200
    data[at] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("bom.docx", bomb_in_the_text, "quá lớn"),
        ("dài.docx", many_paragraphs, "20.000 đoạn"),
        ("chú.docx", many_notes, "20.000 đoạn"),
        ("nhiều.docx", many_entries, "quá nhiều tệp nhỏ"),
        ("hai.docx", two_texts_of_one_name, "bị hỏng"),
        ("lồng.docx", nested_tables, "bị hỏng"),
        ("ngoài.docx", outside_entity, "bị hỏng"),
        ("lên.docx", with_part("../../etc/x", b"x"), "đường dẫn lạ"),
        ("macro.docx", with_part("word/vbaProject.bin", b"x"), "macro"),
        ("nửa.docx", half_of_it, "bị hỏng"),
        ("lệch.docx", one_byte_changed, "bị hỏng"),
        ("rỗng.docx", lambda: b"", "tệp rỗng"),
        ("khác.docx", lambda: zipped({"a.txt": b"x"}), "hỏng"),
        ("web.docx", lambda: b"<html><body><p>Trang</p></body></html>", ".html"),
        ("chữ.docx", lambda: "Chỉ là chữ".encode(), "không phải tệp Word"),
        ("word.html", plain, ".docx"),
        ("word.txt", plain, ".docx"),
        ("cũ.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "(.doc)"),
        (
            "khóa.docx",
            lambda: (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                + b"\0" * 600
                + "EncryptedPackage".encode("utf-16-le")
            ),
            "mật khẩu",
        ),
        ("bài.doc", lambda: b"x", "Lưu thành (Save As)"),
        ("bài.docm", plain, "macro"),
        ("bài.rtf", lambda: b"{\\rtf1}", "Lưu thành (Save As)"),
        ("bài.odt", lambda: b"PK", "Lưu thành (Save As)"),
        ("rtf.docx", lambda: b"{\\rtf1 x}", ".rtf"),
        ("bài.pdf", lambda: b"%PDF-1.4", "PDF"),
        ("pdf.docx", lambda: b"%PDF-1.4", "PDF"),
        ("trống.docx", lambda: word_file(p()), "không tìm thấy chữ nào"),
        ("dài.txt", lambda: "Tựa bài\n".encode() + b"- a\n" * 900_000, "quá dài"),
        ("dấu.txt", lambda: ("Tựa bài\n" + "a" + "\u0301" * 2_000_000).encode(), "quá dài"),
        ("chữ.html", lambda: page("<div>" * 200 + "<p>Chữ của bài. " * 55_000), "quá dài"),
        (
            "thuộc tính.html",
            lambda: page(f"<p {' '.join(map(attribute, range(90_000)))}>"),
            "quá lớn",
        ),
        ("bài con.html", lambda: page("<article><p>Chữ.</p></article>" * 40_000), "quá lớn"),
        ("khuất.html", lambda: page(f"<style>.x{{display:none}}</style>{HIDDEN}"), "quá dài"),
        ("lượt.docx", lambda: word_file(p(*[r("chữ ")] * 150_000)), "quá lớn"),
        ("trống.html", lambda: b" \r\n", "tệp rỗng"),
        ("nút.txt", lambda: b"In | Email | Zalo\n" * 19_000, "không tìm thấy bài viết nào"),
        ("ảnh.html", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "nhị phân"),
        ("cách.md", lambda: f"# Tựa\n\n# a{' ' * 290_000}b".encode(), "chưa có bài"),
        ("sao.md", lambda: f"# Tựa bài\n\n{'_a_b' * 140_000}".encode(), "không tìm thấy bài"),
        ("số.txt", lambda: f"Tựa bài\n{'1' * 580_000}\nx".encode(), "không tìm thấy bài"),
        ("pdf.md", lambda: b"%PDF-1.4", "PDF"),
    ],
)
def test_file_is_refused_in_words_that_help(
    tmp_path: Path, name: str, make: Callable[[], bytes], reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    begun = time.process_time()
    with pytest.raises(ImportRefused, match=reason.replace("(", r"\(").replace(")", r"\)")):
        parse_file(path)
    assert time.process_time() - begun < MOST_SECONDS


def test_page_and_text_under_each_others_name_are_read_as_what_they_are(tmp_path: Path) -> None:
    prose = "Một đoạn văn của bài viết này nói về việc trồng rừng ở ven biển."
    page_, text = tmp_path / "trang.txt", tmp_path / "chữ.html"
    page_.write_bytes(page(f"<p>{prose}</p><p>{prose}</p>"))
    text.write_text(f"Tựa của bài viết này\n\n{prose}\n\n{prose}\n")
    for path in (page_, text):
        article = parse_file(path)
        assert (article.title, article.lead) == ("Tựa của bài viết này", prose)


def test_macro_in_a_renamed_docm_is_known_by_its_type(tmp_path: Path) -> None:
    path = tmp_path / "bài.docx"
    types = (
        '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    path.write_bytes(word_file(p("Chữ"), types=f"{types}</Types>"))
    with pytest.raises(ImportRefused, match="macro"):
        parse_file(path)


def test_another_file_within_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bài.docx"
    body = p("Tựa của bài viết này") + p("Một đoạn văn thật ngắn của bài này.")
    chunk = '<w:altChunk r:id="rId7"/>'
    relations = relation("rId7", "https://example.vn/x.html", "aFChunk", "External")
    path.write_bytes(word_file(body + chunk, relations=relations))
    assert any("lồng trong" in doubt for doubt in parse_file(path).report.doubts)


def test_length_in_the_list_of_entries_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(word_file(p("Chữ") * 5_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    path = tmp_path / "bài.docx"
    path.write_bytes(bytes(data).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(ImportRefused, match="bị hỏng"):
        parse_file(path)
