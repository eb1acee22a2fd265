"""What a document is called, whatever it was called where it comes from."""

import unicodedata

import pytest

from attachments.names import content_disposition, display_name, file_name, size_text


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Biểu mẫu đăng ký.docx", "Biểu mẫu đăng ký"),
        (unicodedata.normalize("NFD", "Biểu mẫu.docx"), "Biểu mẫu"),
        ("C:\\Users\\Lan\\Kế hoạch.pdf", "Kế hoạch"),
        ("../../etc/passwd.pdf", "passwd"),
        ("Kế hoạch\u202excod.exe.pdf", "Kế hoạchxcod.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x"),
        ("a\0b\u200bc.PDF", "abc"),
        ("bao cao.php.docx", "bao cao.php"),
        ("Kế hoạch số 12.2026", "Kế hoạch số 12.2026"),
        ("Mẫu cũ.doc", "Mẫu cũ"),
        (".docx", "Tệp đính kèm"),
        ("", "Tệp đính kèm"),
        ("…/", "Tệp đính kèm"),
        ("ộ" * 300 + ".docx", "ộ" * 150),
    ],
)
def test_name_that_readers_see(sent: str, shown: str) -> None:
    assert display_name(sent) == shown


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Biểu mẫu", "Biểu mẫu.docx"),
        ("Công văn 12/KH-LHH: phụ lục", "Công văn 12-KH-LHH- phụ lục.docx"),
        ("..", "Tệp đính kèm.docx"),
        ('a"b;c', "a-b;c.docx"),
    ],
)
def test_name_under_which_a_browser_stores_it(name: str, stored: str) -> None:
    assert file_name(name, "docx") == stored


def test_no_name_is_longer_than_a_disk_takes() -> None:
    assert len(file_name("ộ" * 150, "docx").encode()) <= 255


def test_header_has_the_name_for_all_browsers_and_nothing_of_its_own() -> None:
    header = content_disposition('Đảng "đoàn"; x=1\r\n.docx')
    assert header.isascii()
    assert not {"\r", "\n"} & set(header)
    assert header.startswith("attachment; filename=\"dang-doan-x-1.docx\"; filename*=UTF-8''")
    assert content_disposition("Đơn.pdf").endswith("filename*=UTF-8''%C4%90%C6%A1n.pdf")


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 KB"), (86_016, "84 KB"), (1_258_291, "1,2 MB"), (20 * 1024 * 1024, "20,0 MB")],
)
def test_size_in_words(size: int, text: str) -> None:
    assert size_text(size) == text
