"""Rows of two columns: pasted from Excel, or the first sheet of an .xlsx file.

The file is read here and not by a library of Excel's: two columns need little, and what anybody
sends must cost little. Nothing in it is worked out, followed or fetched.
"""

import csv
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from limits.zips import ZipTooLarge, open_zip
from vietnamese.text import one_line

MOST_ROWS = 1_000
MOST_FILE_BYTES = 5 * 1024 * 1024
MOST_PART_BYTES = 20 * 1024 * 1024
MOST_PARTS = 500
LONGEST_CELL = 4_000

TOO_MANY = "Mỗi lần nhiều nhất 1.000 dòng. Hãy chia ra làm nhiều lần."
TOO_LARGE = "Tệp quá lớn cho một bảng hai cột. Hãy chép hai cột ấy sang một tệp mới rồi gửi lại."
CELL_TOO_LONG = "Có một ô quá dài. Hãy chép riêng hai cột cần dùng rồi dán lại."
NOT_XLSX = (
    "Tệp này không phải bảng Excel (.xlsx), hoặc đã hỏng. Hãy mở bằng Excel, chọn Lưu thành (Save"
    " As), kiểu tệp “Excel Workbook (.xlsx)”, rồi gửi lại; hoặc chép hai cột và dán vào ô dưới đây."
)
_LETTERS = re.compile("[A-Z]+")
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")


class SheetRow(NamedTuple):
    """`number` is what the sheet itself counts, from 1."""

    number: int
    address: str
    article: str


class SheetRefused(Exception):
    """The message is a Vietnamese sentence."""


def pasted_rows(text: str) -> list[SheetRow]:
    """What stands between tabs, semicolons or wide gaps, line by line; Excel puts what holds a line
    break into quotes. Raises SheetRefused."""
    lines = csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t")
    try:
        cells = ((lines.line_num, line) for line in lines)
        return _rows((number, line if len(line) > 1 else _parted(line)) for number, line in cells)
    except csv.Error as error:
        raise SheetRefused(CELL_TOO_LONG) from error


def workbook_rows(data: bytes) -> list[SheetRow]:
    """The first two columns of the first sheet. Raises SheetRefused."""
    if len(data) > MOST_FILE_BYTES:
        raise SheetRefused(TOO_LARGE)
    try:
        with open_zip(io.BytesIO(data), MOST_PARTS) as archive:
            strings = _shared_strings(archive)
            return _rows(_sheet_lines(_part(archive, _first_sheet(archive)), strings))
    except ZipTooLarge as error:
        raise SheetRefused(TOO_LARGE) from error
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError),
        *(etree.XMLSyntaxError, KeyError, IndexError, ValueError),
    ) as error:
        raise SheetRefused(NOT_XLSX) from error


def _rows(lines: Iterator[tuple[int, list[str]]]) -> list[SheetRow]:
    rows: list[SheetRow] = []
    for number, cells in lines:
        address, article = (
            one_line(cells[place][:LONGEST_CELL]) if place < len(cells) else ""
            for place in range(2)
        )
        if not (address or article) or (not rows and _is_heading(address, article)):
            continue
        rows.append(SheetRow(number, address, article))
        if len(rows) > MOST_ROWS:
            raise SheetRefused(TOO_MANY)
    return rows


def _is_heading(address: str, article: str) -> bool:
    return not any(sign in address for sign in "/.?") and not any(map(str.isdigit, article))


def _parted(line: list[str]) -> list[str]:
    """A line without a tab: typed by hand, or from a file of semicolons."""
    return re.split(r"\s*;\s*|\s{2,}|\s+(?=https?://|/|\d+\s*$)", line[0].strip()) if line else []


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > MOST_PART_BYTES:
        raise SheetRefused(TOO_LARGE)
    with archive.open(name) as part:
        data = part.read(MOST_PART_BYTES + 1)
    if len(data) > MOST_PART_BYTES:
        raise SheetRefused(TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    workbook = _part(archive, "xl/workbook.xml")
    sheet = _named(workbook, "sheet")[0]
    wanted = next(value for name, value in sheet.items() if name.endswith("}id"))
    for relation in _part(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            return posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
    raise KeyError(wanted)


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text_of(string) for string in _named(_part(archive, "xl/sharedStrings.xml"), "si")]


def _sheet_lines(sheet: Any, strings: list[str]) -> Iterator[tuple[int, list[str]]]:
    for place, row in enumerate(_named(sheet, "row"), start=1):
        cells = ["", ""]
        for cell in _named(row, "c"):
            letters = _LETTERS.match(cell.get("r", ""))
            column = letters[0] if letters else ""
            if column in {"A", "B"}:
                cells[column == "B"] = _cell(cell, strings)
        yield int(row.get("r", place)), cells


def _cell(cell: Any, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    value = "".join(found.text or "" for found in _named(cell, "v"))
    if kind == "s":
        return strings[int(value)] if value else ""
    return _WHOLE_NUMBER.sub(r"\1", value) if kind == "n" else value


def _text_of(element: Any) -> str:
    """Its letters, without how they are read aloud (rPh)."""
    return "".join(
        text.text or ""
        for text in _named(element, "t")
        if etree.QName(text.getparent()).localname != "rPh"
    )


def _named(element: Any, name: str) -> list[Any]:
    return element.xpath(f".//*[local-name()='{name}']")  # type: ignore[no-any-return]
