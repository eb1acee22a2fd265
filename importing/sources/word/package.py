"""The zip of a Word file: its parts, their relations, and bounds on all of it."""

import io
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from importing.document import PictureMissing
from importing.sources.refusals import ImportRefused

Element = Any  # lxml has no types of its own
MOST_ENTRIES = 3_000
MOST_XML_BYTES = 24 * 1024 * 1024
MOST_PARAGRAPHS = 20_000
MOST_TAGS = 500_000
MOST_PICTURE_BYTES = 30 * 1024 * 1024
_END = b"PK\x05\x06"  # of the list of entries; 22 bytes and a comment of at most 65,535
_LONGEST_END = 22 + 65_535

DAMAGED = (
    "tệp Word bị hỏng hoặc chưa tải về hết. Hãy mở thử bằng Word, lưu lại rồi đưa vào; nếu Word"
    " cũng không mở được, hãy xin lại tệp."
)
_TOO_LARGE = (
    "tệp Word mở ra quá lớn (hơn 24 MB chữ và định dạng), không giống một bài viết. Hãy chép riêng"
    " bài cần đưa vào sang một tệp mới."
)
_TOO_LONG = (
    "tệp Word có hơn 20.000 đoạn hoặc chú thích, quá dài cho một bài. Hãy tách ra thành nhiều tệp."
)
_MACROS = (
    "tệp Word này chứa macro nên không nhận. Hãy mở bằng Word, chọn Lưu thành (Save As), kiểu tệp"
    " “Word Document (.docx)”, rồi đưa tệp đó vào."
)


class Relation(NamedTuple):
    """`target` is a part's name, or an address where `is_external`."""

    target: str
    is_external: bool


class Package:
    """A Word file that is open. Raises ImportRefused for what is damaged, a bomb, or has macros."""

    def __init__(self, file: Path | io.BytesIO) -> None:
        check_entries(file, DAMAGED)
        try:
            self._zip = zipfile.ZipFile(file)
            self._names = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
            raise ImportRefused(DAMAGED) from error
        self._check_names()

    def _check_names(self) -> None:
        for name in self._names:
            if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
                raise ImportRefused(
                    "tệp chứa đường dẫn lạ, có thể do cố ý. Không có gì được lấy ra từ tệp này."
                )
            if name.lower().endswith("vbaproject.bin"):
                raise ImportRefused(_MACROS)
        types = self._bytes("[Content_Types].xml", MOST_XML_BYTES)
        if b"macroEnabled" in types:
            raise ImportRefused(_MACROS)

    def main_part(self) -> str:
        """The name of the part that holds the text."""
        for relation in self.relations("").values():
            if relation.target.endswith("document.xml"):
                return relation.target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise ImportRefused(
            "bên trong không có văn bản Word. Nếu đây là tệp nén, hãy đổi đuôi thành .zip."
        )

    def names(self) -> list[str]:
        return list(self._names)

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where the file has no such part."""
        if name not in self._names:
            return None
        data = self._bytes(name, MOST_XML_BYTES)
        if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:2000]:
            raise ImportRefused(DAMAGED)
        paragraphs = data.count(b"<w:p>") + data.count(b"<w:p ")
        notes = data.count(b"<w:footnote ") + data.count(b"<w:endnote ")
        if paragraphs > MOST_PARAGRAPHS or notes > MOST_PARAGRAPHS // 10:
            raise ImportRefused(_TOO_LONG)
        if data.count(b"<") > MOST_TAGS:
            raise ImportRefused(_TOO_LARGE)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ImportRefused(DAMAGED) from error

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part, by their id."""
        folder, _, file = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for element in root if root is not None else ():
            target = element.get("Target", "")
            is_external = element.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relation(target, is_external)
        return found

    def picture(self, name: str) -> bytes:
        """A picture's bytes. Raises PictureMissing, ImportRefused."""
        if name not in self._names:
            raise PictureMissing(name)
        return self._bytes(name, MOST_PICTURE_BYTES)

    def _bytes(self, name: str, most: int) -> bytes:
        info = self._names.get(name)
        if info is None:
            raise ImportRefused(DAMAGED)
        if info.file_size > most:
            raise ImportRefused(_TOO_LARGE)
        try:
            with self._zip.open(info) as part:
                data = part.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise ImportRefused(DAMAGED) from error
        if len(data) > most:
            raise ImportRefused(_TOO_LARGE)
        return data


def check_entries(file: Path | io.BytesIO, damaged: str) -> None:
    """Read how many entries a zip has before Python makes an object of each. Raises ImportRefused:
    for too many of them, and with the sentence `damaged` where the list is not there."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            end = _last_bytes(opened)
    else:
        end = _last_bytes(file)
    at = end.rfind(_END)
    if at < 0 or len(end) < at + 12:
        raise ImportRefused(damaged)
    (entries,) = struct.unpack_from("<H", end, at + 10)
    if entries > MOST_ENTRIES:
        raise ImportRefused(
            "bên trong có quá nhiều tệp nhỏ (hơn 3.000). Hãy đưa vào từng phần một."
        )


def _last_bytes(file: Any) -> bytes:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_END))
    data: bytes = file.read()
    file.seek(0)
    return data
