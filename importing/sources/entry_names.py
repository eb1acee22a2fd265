"""Names of the files in a .zip and beside a page, as whoever packed or saved them typed them."""

import contextlib
import struct
import zipfile
import zlib
from collections.abc import Collection

from vietnamese.alphabet import LETTER_AND_TONE
from vietnamese.normal_forms import nfc

_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # of Info-ZIP, WinZip and WinRAR: version, CRC of the other name, UTF-8


def typed_name(info: zipfile.ZipInfo) -> str:
    """The entry's name in NFC, with "/" between its folders.

    Where nothing says that the bytes are UTF-8: by the extra field for names in Unicode
    (APPNOTE 4.6.9), as UTF-8 without the flag (macOS), as cp1258 (Windows set to Vietnamese) where
    each letter beyond ASCII is Vietnamese then, else as cp437, which the standard says.
    """
    name = info.filename
    if not info.flag_bits & _IS_UTF8:
        with contextlib.suppress(UnicodeEncodeError):
            data = name.encode("cp437")
            name = _in_extra_field(info.extra, data) or _guessed(data) or name
    return nfc(name).replace("\\", "/")


def same_name(name: str, names: Collection[str]) -> str | None:
    """Which of the names is this one: itself, else the only one that differs in capitals or in how
    its marks are written, as Windows and macOS take names for the same. None where there is none.
    """
    if name in names:
        return name
    sought = nfc(name).casefold()
    alike = [other for other in names if nfc(other).casefold() == sought]
    return alike[0] if len(alike) == 1 else None


def _guessed(data: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    with contextlib.suppress(UnicodeDecodeError):
        name = nfc(data.decode("cp1258"))
        if all(letter.isascii() or letter.lower() in LETTER_AND_TONE for letter in name):
            return name
    return ""


def _in_extra_field(extra: bytes, name: bytes) -> str:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<I", zlib.crc32(name)):
            with contextlib.suppress(UnicodeDecodeError):
                return field[5:].decode("utf-8")
    return ""
