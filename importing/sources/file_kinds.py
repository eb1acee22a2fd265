"""What a file is, by its name and by its first bytes, and what to do with one of another kind."""

from importing.sources.refusals import ImportRefused

TEXT, PAGE, WORD, ARCHIVE = "text", "page", "word", "archive"
_BY_SUFFIX = {
    ".txt": TEXT,
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".aspx", ".php"), PAGE),
    ".docx": WORD,
    ".zip": ARCHIVE,
}
_SAVE_AS_DOCX = (
    " Hãy mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu tệp “Word Document"
    " (.docx)”, rồi đưa tệp .docx đó vào."
)
_OTHERS = {
    ".doc": f"tệp .doc là kiểu Word cũ, chưa đọc được.{_SAVE_AS_DOCX}",
    ".dot": f"tệp .dot là mẫu Word cũ, chưa đọc được.{_SAVE_AS_DOCX}",
    ".rtf": f"tệp .rtf chưa đọc được.{_SAVE_AS_DOCX}",
    ".odt": f"tệp .odt (LibreOffice) chưa đọc được.{_SAVE_AS_DOCX}",
    ".docm": f"tệp .docm có thể chứa macro nên không nhận.{_SAVE_AS_DOCX}",
    ".dotx": f"tệp .dotx là mẫu Word, không phải bài.{_SAVE_AS_DOCX}",
    ".pdf": "tệp PDF chưa đọc được. Hãy xin tệp Word của bài, hoặc chép chữ từ PDF và dán vào ô"
    " soạn thảo.",
    ".mht": "tệp .mht chưa đọc được. Hãy mở bằng trình duyệt rồi lưu lại thành “Trang web, đầy đủ”"
    " (.html).",
    ".mhtml": "tệp .mhtml chưa đọc được. Hãy mở bằng trình duyệt rồi lưu lại thành “Trang web, đầy"
    " đủ” (.html).",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
        raise ImportRefused(f"bên trong là tệp PDF, dù tên khác. {_OTHERS['.pdf']}")
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
    if kind in {TEXT, PAGE} and is_zip:
        raise ImportRefused(
            "bên trong là tệp nén hoặc tệp Word, dù tên khác. Nếu là tệp Word, hãy đổi đuôi thành"
            " .docx rồi đưa lại."
        )


def is_markup(data: bytes) -> bool:
    """Whether the bytes begin as a page does."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<?xml"))
