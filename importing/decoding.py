"""From a file on disk to its text, or a reason in Vietnamese why not."""

import codecs
import stat
from collections.abc import Callable
from pathlib import Path

MAX_BYTES = 5 * 1024 * 1024


class ImportRefused(Exception):
    """The file cannot become an article; the message is one Vietnamese sentence for the editor."""


def read_page(path: Path) -> str:
    """The text of the page saved at `path`.

    Raises ImportRefused for a path that is missing, a directory, unreadable, empty, larger than
    5 MB, of a kind no reader knows, or whose bytes are not text.
    """
    try:
        data = _read_bytes(path)
    except FileNotFoundError as error:
        raise ImportRefused("không có tệp này.") from error
    except OSError as error:
        raise ImportRefused("không mở được tệp; hãy kiểm tra tên tệp và quyền đọc.") from error
    return DECODERS[path.suffix.lower()](data)


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8, or UTF-16 when a byte order mark says so.

    Older encodings are refused, not guessed: any bytes at all decode as cp1258 or TCVN3, and a
    wrong guess would store wrong words. Raises ImportRefused.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise ImportRefused("tệp nhị phân, không phải văn bản.") from error
        raise ImportRefused(
            f"có byte không thuộc bảng mã UTF-8 ở vị trí {error.start}; "
            "hãy lưu lại tệp với bảng mã UTF-8."
        ) from error
    if "\0" in text:
        raise ImportRefused("tệp nhị phân, không phải văn bản.")
    if not text.strip("\ufeff \t\r\n\xa0"):
        raise ImportRefused("tệp rỗng, không có chữ nào.")
    return text


def _read_bytes(path: Path) -> bytes:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ImportRefused("đây là thư mục, không phải tệp.")
    if not stat.S_ISREG(mode):
        raise ImportRefused("đây không phải tệp thường.")
    suffix = path.suffix.lower()
    if suffix not in DECODERS:
        kind = f"loại tệp {suffix}" if suffix else "loại tệp không có đuôi"
        raise ImportRefused(f"Chưa đọc được {kind}.")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImportRefused("tệp lớn hơn 5 MB.")
    return data


DECODERS: dict[str, Callable[[bytes], str]] = {".txt": decode}
