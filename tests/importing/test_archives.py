"""Archives as the programs of Windows, macOS and Linux write them, and what is left out of them."""

import io
import struct
import unicodedata
import zlib
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from articles.models import Article, Photo
from tests.importing.word_files import p, r, word_file, zipped

pytestmark = pytest.mark.django_db

TITLE = "Xã Mỹ Long đón bằng công nhận nông thôn mới"
LEAD = "Sáng nay, xã Mỹ Long làm lễ đón bằng công nhận nông thôn mới, có 400 người dự lễ."
BODY = "Sau tám năm, cả xã có đường bê tông đến từng xóm và nước sạch cho mọi nhà trong ấp."
PAGE = "Tin tức/Lễ đón bằng.html"
PHOTO = "Tin tức/Lễ đón bằng_files/Ảnh lễ.PNG"
UTF8_FLAG = 0x800


def page(picture: str) -> bytes:
    return (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
        f"<p>{LEAD}</p><p><img src='{picture}'></p><p>{BODY}</p></body></html>"
    ).encode()


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(content, "PNG")
    return content.getvalue()


def packed(
    names: dict[bytes, bytes], *, flag: int = 0, with_unicode_path: bool = False, late: bool = False
) -> bytes:
    """A .zip whose names are these bytes, written by hand (APPNOTE 4.3). With a Unicode path it
    says them in UTF-8 beside a name that lacks their letters; `late` tells sizes behind each file,
    in a data descriptor."""
    body, directory = b"", b""
    for name, data in names.items():
        more = b""
        if with_unicode_path:
            typed, name = name, name.decode().encode("ascii", "replace").replace(b"?", b"_")
            field = b"\1" + struct.pack("<I", zlib.crc32(name)) + typed
            more = struct.pack("<HH", 0x7075, len(field)) + field
        packer = zlib.compressobj(wbits=-15)
        deflated = packer.compress(data) + packer.flush()
        sizes = struct.pack("<III", zlib.crc32(data), len(deflated), len(data))
        flags = flag | (8 if late else 0)
        lengths = struct.pack("<HH", len(name), len(more))
        start = len(body)
        head = struct.pack("<HHHHH", 20, flags, 8, 0, 0x5A21)
        body += b"PK\3\4" + head + (bytes(12) if late else sizes) + lengths + name + more
        body += deflated + (b"PK\7\10" + sizes if late else b"")
        places = struct.pack("<HHHII", 0, 0, 0, 0, start)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + sizes + lengths + places
        directory += name + more
    count = len(names)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def nfd(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def as_utf8(*, form: Literal["NFC", "NFD"] = "NFC", between: str = "/") -> dict[bytes, bytes]:
    """The page and its photo, which the page names in NFC."""
    files = {PAGE: page(quote("Lễ đón bằng_files/Ảnh lễ.PNG")), PHOTO: png()}
    return {
        unicodedata.normalize(form, name).replace("/", between).encode(): data
        for name, data in files.items()
    }


def by_explorer_of_vietnam() -> dict[bytes, bytes]:
    """Names typed with the keyboard of Windows, whose marks cp1258 has; capitals changed since."""
    page_name, photo = "Tin mới\\Bài.html", "Tin mới\\Bài_files\\ảnh.png"
    named = {page_name: page("Bài_files/Ảnh.PNG"), photo: png()}
    return {_in_cp1258(name): data for name, data in named.items()}


def _in_cp1258(name: str) -> bytes:
    written = b""
    for letter in name:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, mark = nfd(letter)[:-1], nfd(letter)[-1]
            written += unicodedata.normalize("NFC", base).encode("cp1258") + mark.encode("cp1258")
    return written


WRITERS = {
    "7-Zip": (packed(as_utf8(), flag=UTF8_FLAG), PAGE),
    "Info-ZIP without the flag": (packed(as_utf8()), PAGE),
    "WinRAR": (packed(as_utf8(), with_unicode_path=True), PAGE),
    "macOS": (
        packed(
            as_utf8(form="NFD") | {b"__MACOSX/Tin/._bai.html": b"\0\5\x16\7", b".DS_Store": b"x"},
            late=True,
        ),
        PAGE,
    ),
    "backslashes": (packed(as_utf8(between="\\"), flag=UTF8_FLAG), PAGE),
    "Explorer, Vietnamese": (packed(by_explorer_of_vietnam()), "Tin mới/Bài.html"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_page_in_an_archive_has_its_name_and_its_photo_whoever_wrote_it(
    writer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, name = WRITERS[writer]
    (tmp_path / "tin.zip").write_bytes(data)
    call_command("import_article", str(tmp_path / "tin.zip"))
    said = capsys.readouterr().out
    assert f"tin.zip/{name}\n" in said
    assert "Bỏ qua" not in said
    assert Article.objects.get().title == TITLE
    assert Photo.objects.get().width == 80


def test_names_of_a_western_windows_are_read_as_the_standard_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "Café à Noël.docx".encode("cp437")
    word = word_file(p(r(TITLE, "<w:b/>")) + p(LEAD) + p(BODY))
    (tmp_path / "tin.zip").write_bytes(packed({name: word}))
    call_command("import_article", str(tmp_path / "tin.zip"))
    assert "tin.zip/Café à Noël.docx\n" in capsys.readouterr().out


def test_picture_beside_a_page_on_the_disk_is_found_as_windows_and_macos_would_find_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / nfd("Bài_files")
    folder.mkdir()
    (folder / nfd("ảnh.png")).write_bytes(png())
    (tmp_path / "Bài.html").write_bytes(page("Bài_files\\Ảnh.PNG"))
    call_command("import_article", str(tmp_path / "Bài.html"))
    assert Photo.objects.get().width == 80


def test_archive_packed_in_a_way_that_is_not_known_is_not_called_damaged(tmp_path: Path) -> None:
    data = bytearray(packed({b"bai.txt": b"x"}))
    for start, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        struct.pack_into("<H", data, data.index(start) + at, 9)  # Deflate64
    (tmp_path / "tin.zip").write_bytes(data)
    with pytest.raises(CommandError, match="nén theo cách mà trang này không mở được"):
        call_command("import_article", str(tmp_path / "tin.zip"))


FILES = {
    "bài.docx": word_file(p(r(TITLE, "<w:b/>")) + p(LEAD) + p(BODY)),
    "danh sách.xlsx": b"x",
    "ghi âm.m4a": b"x",
    "IMG_01.jpg": b"x",
    **dict.fromkeys(("Thumbs.db", "desktop.ini", "~$bài.docx", "a/.DS_Store"), b"x"),
    **dict.fromkeys(("bài_files/style.css", "bài_files/kho.xml", "js/site.js"), b"x"),
}


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_files_that_are_no_articles_are_named_and_what_nobody_put_there_is_not(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ("tin.zip" if kind == "archive" else "tin")
    if kind == "archive":
        path.write_bytes(zipped(FILES))
    for name, data in FILES.items() if kind == "folder" else ():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    call_command("import_article", str(path))
    said = capsys.readouterr().out
    assert Article.objects.get().title == TITLE
    assert said.partition("Bỏ qua ")[2].partition("Lượt nhập")[0].splitlines() == [
        "3 tệp không phải bài:",
        f"  {path}/IMG_01.jpg: ảnh để rời, chưa thuộc bài nào. Hãy thêm vào bài ở phần ảnh.",
        *(
            f"  {path}/{name}: loại tệp {name[-5:].lstrip('m ')} không thành bài được. Nếu bài cần,"
            " hãy đính kèm tệp ở dưới bài."
            for name in ("danh sách.xlsx", "ghi âm.m4a")
        ),
    ]


def test_archive_that_is_damaged_leaves_the_rest_of_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zip").write_bytes(b"khong phai zip")
    (tmp_path / "b.docx").write_bytes(FILES["bài.docx"])
    with pytest.raises(CommandError, match="Không nhập được 1 trong 2 tệp"):
        call_command("import_article", str(tmp_path))
    assert Article.objects.get().title == TITLE
    assert "a.zip: tệp nén .zip bị hỏng" in capsys.readouterr().err


def test_many_files_that_are_no_articles_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = {f"{number:03}.mp3": b"x" for number in range(50)}
    (tmp_path / "tin.zip").write_bytes(zipped(FILES | others))
    call_command("import_article", str(tmp_path / "tin.zip"))
    said = capsys.readouterr().out
    assert "Bỏ qua 53 tệp không phải bài:" in said
    assert "tin.zip: còn 33 tệp nữa trong đó không phải bài" in said
    assert said.count("mp3") == 2 * 20
