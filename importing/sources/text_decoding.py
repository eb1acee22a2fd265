"""Which letters the bytes of a plain text are."""

import codecs
import re
from typing import NamedTuple

from importing.sources.refusals import ImportRefused
from vietnamese.legacy import guess_encoding
from vietnamese.normal_forms import nfc
from vietnamese.syllables import is_syllable

_BINARY = "tệp nhị phân, không phải văn bản."
_WINDOWS = "Tệp không ghi bảng mã; chữ đọc được theo bảng mã tiếng Việt của Windows (CP1258)."
_OLD_FONTS = "Tệp không ghi bảng mã; chữ đọc được là chữ của phông cũ (TCVN3 hoặc VNI)."
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 12  # different ones beyond ASCII: fewer fit anything
_LEAST_SHARE = 0.95
_LEAST_NULLS = 0.2  # of the bytes of UTF-16: of its letters half are ASCII


class Decoded(NamedTuple):
    """`remark` is a sentence for the editor where the letters were told by what they come to."""

    text: str
    remark: str = ""


def decode(data: bytes) -> Decoded:
    """The text in `data`: UTF-8; UTF-16, with its byte order mark or without.

    Any bytes at all decode as cp1258 or TCVN3, so that older encodings are taken only where nearly
    all words beyond ASCII, and enough of them, come out as Vietnamese syllables; else they are
    refused, for a wrong guess would store wrong words. Raises ImportRefused.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoded = Decoded(_strictly(data, "utf-16"))
    elif nulls := data.count(b"\0"):
        if nulls < _LEAST_NULLS * len(data):
            raise ImportRefused(_BINARY)
        is_big = data[::2].count(b"\0") > data[1::2].count(b"\0")
        decoded = Decoded(_strictly(data, "utf-16-be" if is_big else "utf-16-le"))
    else:
        decoded = _without_nulls(data)
    if "\0" in decoded.text:
        raise ImportRefused(_BINARY)
    if not decoded.text.strip("\ufeff \t\r\n\xa0"):
        raise ImportRefused("tệp rỗng, không có chữ nào.")
    return decoded


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(_BINARY) from error


def _without_nulls(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = nfc(data.decode("cp1258", "replace"))
        if _is_vietnamese(text):
            return Decoded(text, _WINDOWS)
        text = data.decode("cp1252", "replace")
        if guess_encoding(text):
            return Decoded(text, _OLD_FONTS)
        raise ImportRefused(
            f"có byte không thuộc bảng mã UTF-8 ở vị trí {error.start}; "
            "hãy lưu lại tệp với bảng mã UTF-8."
        ) from error


def _is_vietnamese(text: str) -> bool:
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    fitting = sum(is_syllable(word) for word in words)
    return len(words) >= _LEAST_WORDS and fitting >= _LEAST_SHARE * len(words)
