"""A page that a browser saved as one file, with its pictures (MHTML, RFC 2557): a MIME message."""

from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from urllib.parse import urljoin

from importing.document import Document, Hint, PictureMissing
from importing.sources.html.decoding import decode_page
from importing.sources.html.page import read_page
from importing.sources.refusals import ImportRefused

MAX_BYTES = 20 * 1024 * 1024  # it is read whole, at some ten times its size
MAX_PAGE_BYTES = 5 * 1024 * 1024
_MOST_BOUNDARIES = 5_000
_MOST_LINES = 400_000  # base64 has 76 characters a line
_START_BYTES = 8_192
_NO_ARCHIVE = (
    "bên trong không phải trang web lưu thành một tệp (.mht, .mhtml). Hãy mở lại trang bằng trình"
    " duyệt rồi lưu thành “Trang web, đầy đủ” (.html)."
)


def read(data: bytes) -> Document:
    """The document of the first page in it; its pictures are opened by the addresses that they had.

    Raises ImportRefused for what is no such archive, holds no page, or more parts than one has.
    """
    if b"mime-version" not in data[:_START_BYTES].lower():
        raise ImportRefused(_NO_ARCHIVE)
    if data.count(b"\n--") > _MOST_BOUNDARIES or data.count(b"\n") > _MOST_LINES:
        raise ImportRefused("trang web này có quá nhiều tệp bên trong. Hãy lưu lại riêng bài viết.")
    try:
        parts = list(message_from_bytes(data, policy=compat32).walk())
    except RecursionError as error:  # parts within parts, hundreds deep
        raise ImportRefused(_NO_ARCHIVE) from error
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    markup = _text(page) if page else ""
    if page is None or not markup.strip("\ufeff \t\r\n\xa0\0"):
        raise ImportRefused("tệp này không có trang web nào bên trong.")
    address = str(page.get("Content-Location") or parts[0].get("Snapshot-Content-Location") or "")
    pictures = {key: part for part in parts for key in _addresses(part)}
    document = read_page(markup)
    if address.startswith(("http://", "https://")):
        document.hints.append(Hint("address", address, "saved from"))
    document.open_picture = lambda handle: _picture(urljoin(address, handle), pictures)
    return document


def _text(page: Message) -> str:
    data = _content(page)
    if len(data) > MAX_PAGE_BYTES:
        raise ImportRefused(f"trang web bên trong lớn hơn {MAX_PAGE_BYTES // 1024 // 1024} MB.")
    charset = page.get_content_charset() or ""
    try:
        return data.decode(charset) if charset not in {"", "utf-8"} else decode_page(data)
    except (UnicodeDecodeError, LookupError):
        return decode_page(data)


def _addresses(part: Message) -> list[str]:
    """By which a page names one of its parts."""
    if part.get_content_maintype() != "image":
        return []
    location, number = part.get("Content-Location"), part.get("Content-ID")
    return [str(location)] * bool(location) + [f"cid:{str(number).strip('<>')}"] * bool(number)


def _picture(address: str, pictures: dict[str, Message]) -> bytes:
    if address not in pictures:
        raise PictureMissing(address)
    return _content(pictures[address])


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
