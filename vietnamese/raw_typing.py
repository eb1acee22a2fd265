"""Vietnamese typed while the input method was off: "ddangr bo65" is Đảng bộ."""

import re

from vietnamese.alphabet import TONES, VOWELS, with_tone
from vietnamese.syllables import is_syllable

LONGEST = 12  # ngh + iêng, its marks and its tone
_TONE_KEYS = {
    **dict(zip("frxsj", TONES[1:], strict=True)),
    **dict(zip("23415", TONES[1:], strict=True)),
}
# What a key makes of a letter that stands before it.
_LETTER_KEYS = {
    **{("a", "a"): "â", ("e", "e"): "ê", ("o", "o"): "ô", ("d", "d"): "đ"},
    **{("a", "w"): "ă", ("o", "w"): "ơ", ("u", "w"): "ư"},
    **{("a", "6"): "â", ("e", "6"): "ê", ("o", "6"): "ô", ("o", "7"): "ơ", ("u", "7"): "ư"},
    **{("a", "8"): "ă", ("d", "9"): "đ"},
}
_TYPED = re.compile(r"[a-z0-9]+")
# Where a tone stands: on the letter with a mark of its own, before a consonant on the last vowel.
_MARKED = re.compile("[âăêôơư]")


def as_meant(word: str) -> str | None:
    """The syllable that an input method (Telex, VNI) would have made of the keys `word`; None where
    that is none, or the same."""
    keys = word.lower()
    if len(keys) > LONGEST or not _TYPED.fullmatch(keys):
        return None
    letters, tone = "", ""
    for place, key in enumerate(keys):
        if (changed := _changed(letters, key)) is not None:
            letters = changed
        elif key in _TONE_KEYS and place and any(letter in VOWELS for letter in letters):
            tone = _TONE_KEYS[key]
        else:
            letters += key
    meant = _toned(letters, tone)
    return meant if meant != keys and is_syllable(meant) else None


def _changed(letters: str, key: str) -> str | None:
    """The letters once the key has changed one of them, the last that it can; None where it is a
    letter itself."""
    if key in "w7" and letters[-2:] in ("uo", "ưo"):
        return f"{letters[:-2]}ươ"
    for place in range(len(letters) - 1, -1, -1):
        if changed := _LETTER_KEYS.get((letters[place], key)):
            return letters[:place] + changed + letters[place + 1 :]
    return f"{letters}ư" if key == "w" else None  # Telex: ddwcs is đức


def _toned(letters: str, tone: str) -> str:
    if not tone:
        return letters
    start = 2 if re.match("qu|gi(?=[aeiouyăâêôơư])", letters) else 0
    vowels = [n for n, letter in enumerate(letters) if n >= start and letter in VOWELS]
    if not vowels:
        return letters
    marked = [n for n in vowels if _MARKED.match(letters[n])]
    closed = vowels[-1] < len(letters) - 1
    place = vowels[-1] if len(vowels) == 1 or closed else vowels[-2]
    place = marked[-1] if marked else place
    return letters[:place] + with_tone(letters[place], tone) + letters[place + 1 :]
