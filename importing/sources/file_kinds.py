"""What a file is, by its name and by its first bytes, and what to do with one of another kind."""

import posixpath
from typing import BinaryIO

from importing.sources.refusals import ImportRefused

TEXT, PAGE, WORD, ARCHIVE = "text", "page", "word", "archive"
WEB_ARCHIVE = "web archive"
_BY_SUFFIX = {
    **dict.fromkeys((".txt", ".md", ".markdown"), TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".aspx", ".asp", ".jsp", ".php"), PAGE),
    **dict.fromkeys((".mht", ".mhtml"), WEB_ARCHIVE),
    ".docx": WORD,
    ".zip": ARCHIVE,
}
_PICTURES = {
    *(".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif"),
    ".avif",
}
# What stands in folders and archives without anybody having put it there.
_CLUTTER_NAMES = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "robots.txt"}
_CLUTTER = {
    *(".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico", ".cur"),
    *(".svg", ".tmp", ".lnk", ".url", ".crdownload", ".part", ".download", ".thmx", ".wmf", ".emf"),
}
_SAVE_AS_DOCX = (
    " Hãy mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu tệp “Word Document"
    " (.docx)”, rồi đưa tệp .docx đó vào."
)
_REPACK = " Hãy giải nén rồi gửi từng tệp, hoặc nén lại thành tệp .zip."
_COPY_MAIL = " Hãy mở thư, chép nội dung rồi dán vào ô soạn thảo, hoặc lưu tệp đính kèm rồi gửi."
_COPY_PDF = " Hãy xin tệp Word của bài, hoặc chép chữ từ PDF và dán vào ô soạn thảo."
_OTHERS = {
    ".doc": f"tệp .doc là kiểu Word cũ, chưa đọc được.{_SAVE_AS_DOCX}",
    ".dot": f"tệp .dot là mẫu Word cũ, chưa đọc được.{_SAVE_AS_DOCX}",
    ".rtf": f"tệp .rtf chưa đọc được.{_SAVE_AS_DOCX}",
    ".odt": f"tệp .odt (LibreOffice) chưa đọc được.{_SAVE_AS_DOCX}",
    ".docm": f"tệp .docm có thể chứa macro nên không nhận.{_SAVE_AS_DOCX}",
    ".dotx": f"tệp .dotx là mẫu Word, không phải bài.{_SAVE_AS_DOCX}",
    ".wps": f"tệp .wps (WPS Office) chưa đọc được.{_SAVE_AS_DOCX}",
    ".pages": "tệp .pages (Pages của Apple) chưa đọc được. Hãy mở bằng Pages, chọn Xuất sang"
    " (Export To), Word, rồi đưa tệp .docx đó vào.",
    ".eml": f"tệp thư điện tử .eml chưa đọc được.{_COPY_MAIL}",
    ".msg": f"tệp thư điện tử .msg (Outlook) chưa đọc được.{_COPY_MAIL}",
    ".webarchive": "tệp .webarchive (Safari) chưa đọc được. Hãy mở trang bằng Chrome, Edge hoặc"
    " Firefox rồi lưu thành “Trang web, đầy đủ” (.html).",
    ".rar": f"tệp nén .rar chưa mở được.{_REPACK}",
    ".7z": f"tệp nén .7z chưa mở được.{_REPACK}",
    ".pdf": f"tệp PDF chưa đọc được.{_COPY_PDF}",
}
_LOOSE_PICTURE = "ảnh để rời, chưa thuộc bài nào. Hãy thêm vào bài ở phần ảnh."
_ATTACH = " Nếu bài cần, hãy đính kèm tệp ở dưới bài."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_START_BYTES = 4096
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROTECTED = (
    "tệp Word này được đặt mật khẩu nên không đọc được. Hãy mở bằng Word, bỏ mật khẩu (Tệp, Thông"
    " tin, Bảo vệ tài liệu) rồi lưu lại."
)


def kind_by_name(suffix: str) -> str:
    """One of the kinds above. Raises ImportRefused, with what to do, for any other."""
    suffix = suffix.lower()
    if suffix in _OTHERS:
        raise ImportRefused(_OTHERS[suffix])
    if suffix not in _BY_SUFFIX:
        kind = f"loại tệp {suffix}" if suffix else "loại tệp không có đuôi"
        raise ImportRefused(f"Chưa đọc được {kind}.")
    return _BY_SUFFIX[suffix]


def is_document(name: str) -> bool:
    """Whether a file of a folder or .zip is one that somebody means to bring in, even where it is
    of a kind that cannot be read. Scripts of a site (.php) are not."""
    suffix = suffix_of(name)
    is_script = suffix == ".php" and "?" not in name  # with a query it is what the site answered
    return (suffix in _BY_SUFFIX or suffix in _OTHERS) and not (is_clutter(name) or is_script)


def is_page(name: str) -> bool:
    """Whether it is a page or a text whose pictures stand beside it."""
    return _BY_SUFFIX.get(suffix_of(name)) == PAGE or suffix_of(name) in {".md", ".markdown"}


def is_picture(name: str) -> bool:
    return suffix_of(name) in _PICTURES


def is_clutter(name: str) -> bool:
    """Whether nobody would miss the file: systems, browsers and sites put it there."""
    file = name.rpartition("/")[2]
    is_made = file[:1] in {"", ".", "~"} or file.lower() in _CLUTTER_NAMES
    return is_made or suffix_of(name) in _CLUTTER


def why_passed_over(name: str) -> str:
    """A sentence on a file that is no document."""
    if is_picture(name):
        return _LOOSE_PICTURE
    suffix = suffix_of(name)
    kind = f"loại tệp {suffix}" if suffix else "loại tệp không có đuôi"
    return f"{kind} không thành bài được.{_ATTACH}"


def suffix_of(name: str) -> str:
    """How the name ends; programs that copy a site keep the query behind it: "tin.aspx?id=4"."""
    suffix = posixpath.splitext(name)[1].lower()
    if "?" in suffix or suffix not in {*_BY_SUFFIX, *_OTHERS}:
        path, mark, _ = name.rpartition("/")[2].partition("?")
        suffix = posixpath.splitext(path)[1].lower() if mark else suffix
    return suffix


def check_begins_as(kind: str, data: bytes) -> None:
    """Raises ImportRefused for a file whose first bytes are those of another kind."""
    if not data:
        raise ImportRefused("tệp rỗng, không có chữ nào.")
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise ImportRefused(_PROTECTED)
        raise ImportRefused(f"bên trong là tệp Word cũ (.doc), dù tên khác.{_SAVE_AS_DOCX}")
    if data.startswith(b"{\\rtf"):
        raise ImportRefused(f"bên trong là tệp .rtf, dù tên khác.{_SAVE_AS_DOCX}")
    if data.startswith(b"%PDF-"):
        raise ImportRefused(f"bên trong là tệp PDF, dù tên khác.{_COPY_PDF}")
    is_zip = data.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if kind in {WORD, ARCHIVE} and not is_zip:
        if is_markup(data):
            raise ImportRefused(
                "bên trong là trang web (HTML), không phải tệp như tên gọi. Hãy đổi đuôi tệp thành"
                " .html rồi đưa lại."
            )
        what = "tệp Word" if kind == WORD else "tệp nén .zip"
        raise ImportRefused(
            f"bên trong không phải {what}, hoặc tệp đã hỏng. Hãy mở thử tệp và lưu lại."
        )
    if kind in {TEXT, PAGE, WEB_ARCHIVE} and is_zip:
        raise ImportRefused(
            "bên trong là tệp nén hoặc tệp Word, dù tên khác. Nếu là tệp Word, hãy đổi đuôi thành"
            " .docx rồi đưa lại."
        )


def check_file_begins_as(kind: str, file: BinaryIO) -> None:
    """The same of an open file, of which as little is read as tells it."""
    start = file.read(_START_BYTES)
    check_begins_as(kind, start + file.read() if start.startswith(OLE) else start)
    file.seek(0)


def is_markup(data: bytes) -> bool:
    """Whether the bytes begin as a page does."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<?xml"))
