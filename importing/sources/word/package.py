"""The zip of a Word file: its parts, their relations, and bounds on all of it."""

import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from lxml import etree

from importing.document import PictureMissing
from importing.sources.refusals import ImportRefused
from limits.zips import ZipTooLarge, open_zip

Element = Any  # lxml has no types of its own
_MAIN = re.compile(r"(?:.*/)?document\d*\.xml")  # Word Online writes document2.xml
MOST_ENTRIES = 3_000
MOST_XML_BYTES = 24 * 1024 * 1024
MOST_PARAGRAPHS = 20_000
MOST_TAGS = 500_000
MOST_PICTURE_BYTES = 30 * 1024 * 1024
# What people write is packed to a thirtieth at most, a white picture to a thousandth as a bomb is:
# so much of these passes.
MOST_RATIO, RATIO_FROM_BYTES = 100, 100_000_000

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
_PICTURE_TOO_LARGE = "ảnh lớn hơn 30 MB. Hãy thu nhỏ ảnh rồi thêm vào bài."
_BOMB = (
    "tệp chỉ có {size} kB mà mở ra hơn 100 MB, không giống bài viết hay ảnh nào. Hãy chép riêng bài"
    " cần đưa vào, chữ và ảnh, sang một tệp mới."
)
_MACROS = (
    "tệp Word này chứa macro nên không nhận. Hãy mở bằng Word, chọn Lưu thành (Save As), kiểu tệp"
    " “Word Document (.docx)”, rồi đưa tệp đó vào."
)


class Relation(NamedTuple):
    """`target` is a part's name, or an address where `is_external`; `kind` says what it is there,
    as the last word of its type: "styles", "image"."""

    target: str
    is_external: bool
    kind: str = ""


class Package:
    """A Word file that is open. Raises ImportRefused for what is damaged, a bomb, or has macros."""

    def __init__(self, file: Path | BinaryIO) -> None:
        self._zip = opened_archive(file, DAMAGED)
        self._names: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            same = self._names.setdefault(info.filename, info)
            if (same.CRC, same.file_size) != (info.CRC, info.file_size):
                raise ImportRefused(DAMAGED)  # two parts of one name: nobody knows which is shown
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
            if relation.kind == "officeDocument" and _MAIN.fullmatch(relation.target):
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
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(target, is_external, kind)
        return found

    def part_of(self, main: str, kind: str) -> str:
        """The name of the part that serves another so ("styles"): by its relation, else by the name
        that it usually has."""
        for relation in self.relations(main).values():
            if relation.kind == kind and not relation.is_external:
                return relation.target
        return posixpath.join(posixpath.dirname(main), f"{kind}.xml")

    def picture(self, name: str) -> bytes:
        """A picture's bytes. Raises PictureMissing, ImportRefused."""
        if name not in self._names:
            raise PictureMissing(name)
        return self._bytes(name, MOST_PICTURE_BYTES, _PICTURE_TOO_LARGE)

    def _bytes(self, name: str, most: int, too_large: str = _TOO_LARGE) -> bytes:
        info = self._names.get(name)
        if info is None:
            raise ImportRefused(DAMAGED)
        if info.file_size > most:
            raise ImportRefused(too_large)
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
            raise ImportRefused(too_large)
        return data


def opened_archive(file: Path | BinaryIO, damaged: str) -> zipfile.ZipFile:
    """Raises ImportRefused: for too many entries, for what unpacks to a multiple that nobody's text
    or photos do, and with the sentence `damaged` for what is no zip."""
    try:
        archive = open_zip(file, MOST_ENTRIES)
    except ZipTooLarge as error:
        raise ImportRefused(
            "bên trong có quá nhiều tệp nhỏ (hơn 3.000). Hãy đưa vào từng phần một."
        ) from error
    except zipfile.BadZipFile as error:
        raise ImportRefused(damaged) from error
    packed = sum(info.compress_size for info in archive.infolist())
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > max(RATIO_FROM_BYTES, MOST_RATIO * packed):
        raise ImportRefused(_BOMB.format(size=max(1, packed // 1000)))
    return archive
