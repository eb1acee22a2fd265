"""Text typed in the fonts before Unicode: TCVN3 (ABC, fonts .Vn*) and VNI (fonts VNI-*).

Legacy text here is what a paste gives: each byte of the old font as the Latin-1 character of that
number. Convert before `normalise`, which drops the soft hyphen that is the ư of TCVN3. The tables
are those of TCVN 5712:1993 (VN3) and of VNI for Windows.
"""

import re
from collections.abc import Iterable
from typing import Literal

from vietnamese.alphabet import TONES, with_tone
from vietnamese.normal_forms import nfc
from vietnamese.syllables import is_syllable

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = TONES[1:]

# The bytes of each vowel with huyền, hỏi, ngã, sắc, nặng; then of the letters that Latin lacks.
_TCVN3_TONED = {
    "a": "b5 b6 b7 b8 b9",
    "ă": "bb bc bd be c6",
    "â": "c7 c8 c9 ca cb",
    "e": "cc ce cf d0 d1",
    "ê": "d2 d3 d4 d5 d6",
    "i": "d7 d8 dc dd de",
    "o": "df e1 e2 e3 e4",
    "ô": "e5 e6 e7 e8 e9",
    "ơ": "ea eb ec ed ee",
    "u": "ef f1 f2 f3 f4",
    "ư": "f5 f6 f7 f8 f9",
    "y": "fa fb fc fd fe",
}
_TCVN3_LETTERS = {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}
_TCVN3_LETTERS |= {"ă": "¨", "â": "©", "ê": "ª", "ô": "«", "ơ": "¬", "ư": "\u00ad", "đ": "®"}

# VNI writes a vowel and its mark as two characters, but these in one.
_VNI_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö"}
_VNI_SINGLE |= {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î"}
_VNI_PLAIN_MARKS = {_GRAVE: "ø", _HOOK: "û", _TILDE: "õ", _ACUTE: "ù", _DOT: "ï"}
_VNI_HAT_MARKS = {"": "â", _GRAVE: "à", _HOOK: "å", _TILDE: "ã", _ACUTE: "á", _DOT: "ä"}
_VNI_BREVE_MARKS = {"": "ê", _GRAVE: "è", _HOOK: "ú", _TILDE: "ü", _ACUTE: "é", _DOT: "ë"}
# The letter -> what it is typed on, and the marks that follow.
_VNI_MARKED = {
    **{vowel: (vowel, _VNI_PLAIN_MARKS) for vowel in "aeouy"},
    "ơ": ("ô", _VNI_PLAIN_MARKS),
    "ư": ("ö", _VNI_PLAIN_MARKS),
    "â": ("a", _VNI_HAT_MARKS),
    "ê": ("e", _VNI_HAT_MARKS),
    "ô": ("o", _VNI_HAT_MARKS),
    "ă": ("a", _VNI_BREVE_MARKS),
}

_FIRST_FONT = re.compile(r"""[\s"']*([^,"']*)""")

_LEGACY_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
# A single other one may be a mere symbol: « ® ¶ are letters of TCVN3.
_ASCII_LETTER = re.compile("[A-Za-z]")
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")
_SAMPLE_LENGTH = 20_000
_LEAST_WORDS = 2
_LEAST_SHARE = 0.75
_SURE_SHARE = 0.95
# A sign between letters, a capital between small ones.
_NO_WORD = re.compile("[A-Za-z][\u00a1-\u00bf][A-Za-z]|[a-z][\u00c0-\u00de](?:[a-z]|$)")
_MOST_FOREIGN = 3


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return legacy `text` as NFC Unicode, by the name that `encoding_of_font` gives."""
    if encoding == "vni":
        return from_vni(text)
    return from_tcvn3(text, capitals=encoding == "tcvn3-capitals")


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """Return TCVN3 `text` as NFC Unicode.

    TCVN3 has no codes for capitals with a tone: they are the small letters, set in a font whose
    name ends in H (.VnTimeH), where every letter looks capital. Give `capitals=True` for text in
    such a font. Characters outside the encoding stay.
    """
    decoded = nfc(text.translate(_FROM_TCVN3))
    return decoded.upper() if capitals else decoded


def to_tcvn3(text: str) -> str:
    """Return Unicode `text` as TCVN3, for a .Vn font.

    Capitals with a tone become the small letters (see `from_tcvn3`): a text all in capitals needs
    an H font and comes back with `capitals=True`. Nothing else of the alphabet is lost.
    """
    return nfc(text).translate(_TO_TCVN3)


def from_vni(text: str) -> str:
    """Return VNI `text` as NFC Unicode. A mark may be typed in either case after its vowel."""
    decoded = _VNI_UNIT.sub(lambda match: _FROM_VNI[match.group()], text)
    return nfc(decoded)


def to_vni(text: str) -> str:
    """Return Unicode `text` as VNI, for a VNI font; the alphabet survives in both cases."""
    return nfc(text).translate(_TO_VNI)


def encoding_of_font(font_name: str) -> Encoding | None:
    """Return the encoding that a font stands for: .VnTime, .VnTimeH (capitals) or VNI-Times.

    Case, quotes and the fallbacks of a CSS font list do not matter. None for any other font.
    """
    match = _FIRST_FONT.match(font_name)
    name = match.group(1).strip().lower() if match else ""
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    return "vni" if name.startswith("vni-") else None


def guess_encoding(text: str) -> Literal["tcvn3", "vni"] | None:
    """Return the encoding that `text` seems to be typed in, None when it reads well as it is.

    Looks at the words that hold a character beyond ASCII: nearly all must be Vietnamese syllables
    once converted, two different ones at least, and most must be none as they stand, or two be
    no word of any language ("S¸ng", "quyÕt"); and of the others no more may be foreign than
    there are of these. Any letter
    that only Unicode has (đ, ơ, ạ …) settles it. Capitals of H fonts cannot be told from the text;
    ask `encoding_of_font`. Reads the first 20,000 characters.
    """
    sample = nfc(text[:_SAMPLE_LENGTH])
    if _ONLY_UNICODE.search(sample):
        return None
    all_words = set(_LEGACY_WORD.findall(sample))
    words = {word for word in all_words if _is_legacy_word(word)}
    if len(words) < _LEAST_WORDS:
        return None
    foreign = [word for word in all_words if word.isascii() and not is_syllable(word)]
    if len(foreign) > max(len(words), _MOST_FOREIGN):
        return None
    candidates: list[tuple[float, Literal["tcvn3", "vni"]]] = [
        (_share_of_syllables(from_tcvn3(word) for word in words), "tcvn3"),
        (_share_of_syllables(from_vni(word) for word in words), "vni"),
    ]
    share, encoding = max(candidates)
    if share < _LEAST_SHARE:
        return None
    is_certain = share >= _SURE_SHARE and sum(map(_reads_as_no_word, words)) >= _LEAST_WORDS
    return encoding if is_certain or share >= 2 * _share_of_syllables(words) else None


def has_letters_of_unicode(text: str) -> bool:
    """Whether a letter stands in it that no old font has: then the text is converted already,
    whatever its font is called."""
    return bool(_ONLY_UNICODE.search(nfc(text)))


def legacy_words_fit(text: str, encoding: Encoding) -> bool:
    """Whether a text too short for `guess_encoding` can be in this encoding: each of its words with
    letters beyond ASCII becomes a syllable, and one of them is none as it stands."""
    if has_letters_of_unicode(text):
        return False
    words = list(filter(_is_legacy_word, _LEGACY_WORD.findall(nfc(text))))
    return (
        bool(words)
        and all(is_syllable(to_unicode(word, encoding)) for word in words)
        and not all(map(is_syllable, words))
    )


def is_vni_pair(letters: str) -> bool:
    """Whether two characters are one letter of VNI: a vowel and its mark."""
    return len(letters) == 2 and letters in _FROM_VNI


def _is_legacy_word(word: str) -> bool:
    return not word.isascii() and (len(word) > 1 or bool(_ASCII_LETTER.search(word)))


def _reads_as_no_word(word: str) -> bool:
    return bool(_NO_WORD.search(word))


def _share_of_syllables(words: Iterable[str]) -> float:
    found = [is_syllable(word) for word in words]
    return sum(found) / len(found)


def _tcvn3_table() -> dict[str, str]:
    table = dict(_TCVN3_LETTERS)
    for vowel, codes in _TCVN3_TONED.items():
        for tone, code in zip(TONES[1:], codes.split(), strict=True):
            table[with_tone(vowel, tone)] = chr(int(code, 16))
    return table


def _vni_table() -> dict[str, str]:
    small = dict(_VNI_SINGLE)
    for letter, (typed, marks) in _VNI_MARKED.items():
        for tone, mark in marks.items():
            small.setdefault(with_tone(letter, tone), typed + mark)
    return small | {letter.upper(): typed.upper() for letter, typed in small.items()}


_TCVN3 = _tcvn3_table()
_FROM_TCVN3 = str.maketrans({code: letter for letter, code in _TCVN3.items()})
_TO_TCVN3 = str.maketrans({letter.upper(): code for letter, code in _TCVN3.items()} | _TCVN3)

_VNI = _vni_table()
_TO_VNI = str.maketrans(_VNI)
_FROM_VNI = {typed: letter for letter, typed in _VNI.items()}
_FROM_VNI |= {
    typed[0] + typed[1:].swapcase(): letter for letter, typed in _VNI.items() if len(typed) == 2
}
_VNI_UNIT = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
