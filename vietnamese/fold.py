"""Reduce Vietnamese words to forms that compare equal: without marks, or with one tone place."""

import re
from collections import defaultdict
from collections.abc import Iterable

from vietnamese.alphabet import TONES, with_tone
from vietnamese.normal_forms import nfc, nfd

_MARKS = re.compile("[\u0300-\u036f]+")
# No decomposition exists for đ. Old texts often hold eth (ð) or African d (ɖ), which look alike
# as capitals.
_CROSSED_D = str.maketrans("đðɖ", "ddd")

# The pairs whose tone is written on either vowel: old style (hòa, khỏe, thủy) to new (hoà, khoẻ,
# thuỷ).
_FREE_PAIRS = ("oa", "oe", "uy")


def fold(text: str) -> str:
    """Return `text` in lower case without marks, đ as d: "Đảng đoàn" gives "dang doan".

    White space and punctuation stay. Idempotent. The length may differ from that of `text`, so
    positions in the one say nothing about the other.
    """
    if text.isascii():
        return text.lower()
    # Lower case in the middle: some capitals only appear in the decomposed form, and some lower
    # case forms bring a mark.
    lowered = nfd(text).lower()
    bare = _MARKS.sub("", nfd(lowered))
    return nfc(bare.translate(_CROSSED_D))


def canonical_tones(text: str) -> str:
    """Return `text` as NFC with the tone of final oa, oe, uy on the first vowel; case is kept.

    hoà becomes hòa, khoẻ khỏe, Thuỷ Thủy, UỶ ỦY. Words in which the tone has one place only are
    left alone: quý (the u belongs to qu), hoàn, hoài, khuỷu. Idempotent. For comparing, never for
    storing: an author's spelling is the author's.
    """
    text = nfc(text)
    return _TONE_ON_SECOND.sub(lambda match: _MOVED[match.group()], text)


def other_tone_place(text: str) -> str:
    """Return `text`, as `canonical_tones` gives it, with those tones on the second vowel: hòa
    becomes hoà. Where there is no such tone, it is canonical already."""
    return _FREE_PAIR.sub(lambda match: _MOVED_BACK.get(match[0], match[0]), canonical_tones(text))


def free_pairs(text: str) -> list[str]:
    """The words of `text` that end in oa, oe or uy with a tone, whichever vowel bears it; quý and
    the like, whose tone has one place only, are not among them."""
    text = nfc(text)
    ends = (pair.end() for pair in _FREE_PAIR.finditer(text))
    words = (
        _LETTERS_AT_END.search(text, max(0, end - _LONGEST_FREE_WORD - 1), end) for end in ends
    )
    return [word[0] for word in words if word and len(word[0]) <= _LONGEST_FREE_WORD]


def _moved_pairs() -> dict[str, str]:
    return {
        first + with_tone(second, tone): with_tone(first, tone) + second
        for pair in _FREE_PAIRS
        for tone in TONES[1:]
        for first in (pair[0], pair[0].upper())
        for second in (pair[1], pair[1].upper())
    }


_MOVED = _moved_pairs()
_MOVED_BACK = {first: second for second, first in _MOVED.items()}
_AFTER_O = "".join({pair[1] for pair in _MOVED if pair[0] in "oO"})
_AFTER_U = "".join({pair[1] for pair in _MOVED if pair[0] in "uU"})
_TONE_ON_SECOND = re.compile(
    f"(?<![qQ])(?:[oO][{_AFTER_O}]|[uU][{_AFTER_U}])(?![^\\W\\d_]|[\u0300-\u036f])"
)


def _alternatives(pairs: Iterable[str]) -> str:
    """As `"|".join(pairs)`, which takes many times as long to try."""
    seconds: defaultdict[str, str] = defaultdict(str)
    for pair in pairs:
        seconds[pair[0]] += pair[1]
    return "|".join(f"{first}[{seconds[first]}]" for first in seconds)


# At the end of a word, not behind q.
_FREE_PAIR = re.compile(
    f"(?:{_alternatives([*_MOVED, *_MOVED.values()])})(?<![qQ]..)(?![^\\W\\d_]|[\u0300-\u036f])"
)
_LETTERS_AT_END = re.compile(r"[^\W\d_]+\Z")
_LONGEST_FREE_WORD = 6
