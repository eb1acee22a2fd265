"""The order of Vietnamese dictionaries and lists of names."""

import unicodedata

from vietnamese.alphabet import LETTER_AND_TONE, LETTERS
from vietnamese.fold import fold
from vietnamese.text import one_line

# Ranks are characters, so that keys are strings, which compare fast: space, digits, then letters;
# letters of other scripts keep their code points and so come last.
_RANK = {" ": " ", **{digit: digit for digit in "0123456789"}}
_RANK |= {letter: chr(ord("A") + index) for index, letter in enumerate(LETTERS)}


def collation_key(text: str) -> tuple[str, str, str, str]:
    """Return a sort key that puts texts in Vietnamese order, for `sorted(key=collation_key)`.

    The whole text is compared by letters (a ă â b c d đ e ê …, digits before letters, a shorter
    text before its continuation), then by tones (ngang, huyền, hỏi, ngã, sắc, nặng), then by case
    (small first); the text itself decides last. Punctuation counts as one space, and not at all
    at the ends.
    """
    line = one_line(text)
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    gap = False
    for char in line:
        if unicodedata.combining(char):
            continue
        if not char.isalnum():
            gap = bool(letters)
            continue
        if gap:
            letters.append(" ")
            tones.append("0")
            cases.append("0")
            gap = False
        lower = char.lower()
        letter, tone = LETTER_AND_TONE.get(lower, (lower, 0))
        if letter not in _RANK:
            letter = fold(letter)
        for part in letter:
            letters.append(_RANK.get(part, part))
            tones.append(str(tone))
            cases.append("0" if char == lower else "1")
    return "".join(letters), "".join(tones), "".join(cases), line
