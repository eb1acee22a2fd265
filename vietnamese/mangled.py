"""What programs made of Vietnamese on the way: UTF-8 read byte by byte ("HÃ  Ná»™i"), and letters
that a converter of old fonts left behind ("toμn", "đ−ợc").
"""

import re

from vietnamese.syllables import is_syllable

# How programs show the bytes 80 to 9F: as Windows-1252, where it has them, else as they are.
_AS_SHOWN = {
    shown: byte
    for byte in range(0x80, 0x100)
    for shown in {bytes([byte]).decode("cp1252", "ignore"), chr(byte)}
    if shown
}
_FOLLOWING = "".join(re.escape(shown) for shown, byte in _AS_SHOWN.items() if byte < 0xC0)
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}"
    f"|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)
# The first byte of a letter of Vietnamese, shown twice over: "Ã¡" for á of "á»™".
_TWICE = re.compile(
    "\u00c3[\u00a1\u00a3\u201e\u0192\u2020\u2026\u0084\u0086\u0083][\u00c2\u00c3\u00c5\u00c6\u00cb\u00e2]"
)
# What such text is about: letters of Vietnamese and French, signs of print, no-break spaces.
_MEANT = re.compile(
    "[\u00a0-\u024f\u0300-\u036f\u1ea0-\u1ef9\u2010-\u2122\u20ab\U0001f000-\U0001faff]+"
)
_LEAST_SEQUENCES = 2

# The bytes b5, ad, b7 of TCVN3 (à, ư, ã) after converters that took them for signs.
_REMAINS = {"\u03bc": "à", "\u00b5": "à", "\u2212": "ư", "\u00ad": "ư", "\u2219": "ã"}
_SIGNS = "".join(_REMAINS)
_WORD_WITH_REMAINS = re.compile(rf"(?<![\w{_SIGNS}])[^\W\d_]+[{_SIGNS}][^\W\d_]*")
_LONG_ENOUGH = 4
_SOFT_HYPHEN = "\u00ad"


def without_mojibake(text: str) -> str:
    """The text that was meant where UTF-8 was shown byte by byte, once or twice over; any other as
    it is.

    Changed is only a text with at least two such sequences, or with one that is a letter of
    Vietnamese alone ("á»™"): "Ã©" does not stand in French, nor in any language by itself.
    """
    if len(_TWICE.findall(text)) >= _LEAST_SEQUENCES:
        text = _SEQUENCE.sub(lambda match: _shown_byte(match[0]) or match[0], text)
    found = [match for match in _SEQUENCE.finditer(text) if _meant(match[0])]
    if not found or (len(found) < _LEAST_SEQUENCES and all(len(one[0]) < 3 for one in found)):
        return text
    return _SEQUENCE.sub(lambda match: _meant(match[0]) or match[0], text)


def without_remains(text: str) -> str:
    """The text with what a converter left of old letters put right: only where the word is no
    syllable as it stands and becomes one: "toμn" is toàn, "5 μm" and "A−B" stay; a short one, which
    could be a formula ("x−a"), only beside a longer one."""
    if not any(sign in text for sign in _SIGNS):
        return text
    words = set(_WORD_WITH_REMAINS.findall(text))
    mended = {word: whole for word in words if (whole := _whole_word(word)) != word}
    if all(len(word) < _LONG_ENOUGH for word in mended):
        return text
    return _WORD_WITH_REMAINS.sub(lambda match: mended.get(match[0], match[0]), text)


def _shown_byte(sequence: str) -> str:
    """The letter of a sequence that itself shows a byte of UTF-8."""
    try:
        letter = bytes(_AS_SHOWN[shown] for shown in sequence).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return ""
    return letter if letter in _AS_SHOWN else ""


def _meant(sequence: str) -> str:
    """The letter of a sequence, "" where it is none that anybody would have meant."""
    try:
        letter = bytes(_AS_SHOWN[shown] for shown in sequence).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return ""
    return letter if _MEANT.fullmatch(letter) else ""


def _whole_word(word: str) -> str:
    mended = "".join(_REMAINS.get(letter, letter) for letter in word)
    if word.isupper():
        mended = mended.upper()
    if _SOFT_HYPHEN in word and is_syllable(word.replace(_SOFT_HYPHEN, "")):
        return word
    return mended if is_syllable(mended) else word
