"""Vietnamese text as bytes without marks, one for each character: to look through quickly."""

import codecs
import string

from vietnamese.alphabet import LETTER_AND_TONE
from vietnamese.fold import fold

_LETTERS = [letter for letter in LETTER_AND_TONE if not letter.isascii()]
_CHARACTERS = [*string.printable, *_LETTERS, *map(str.upper, _LETTERS), *"–—‘’“”…•"]
# Control characters, of which text has none, lend their bytes: there are just enough.
_CODES = [code for code in range(1, 256) if chr(code) not in string.printable]
_BYTES = {char: ord(char) for char in string.printable}
_BYTES |= dict(zip(_CHARACTERS[len(string.printable) :], _CODES, strict=False))
_DECODED = ["\0", *["\ufffe"] * 255]  # so it is a table, and no dictionary, that is built of it
_BARE = bytearray(range(256))
for _char, _byte in _BYTES.items():
    _DECODED[_byte] = _char
    _BARE[_byte] = ord(fold(_char)) if _char.isascii() or _char.isalpha() else ord(",")
_ENCODING = codecs.charmap_build("".join(_DECODED))


def bare_bytes(line: str) -> bytes | None:
    """`fold(line)` in ASCII, each character in its place; None where it has other letters than
    Vietnamese or English ones, or signs that are rare."""
    try:
        return codecs.charmap_encode(line, "strict", _ENCODING)[0].translate(_BARE)
    except UnicodeEncodeError:
        return None
