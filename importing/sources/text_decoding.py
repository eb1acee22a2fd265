"""Which letters the bytes of a plain text are."""

import codecs

from importing.sources.refusals import ImportRefused


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
