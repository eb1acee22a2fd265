"""A query's words are looked for letter by letter: no letter of Unicode may be forgotten."""

import sys
import unicodedata

import pytest

from vietnamese.fold import fold
from vietnamese.searching import highlight


def _letters_that_fold_to_ascii() -> list[str]:
    every = (chr(code) for code in range(0x80, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    return [letter for letter in every if letter.isalnum() and fold(letter).isascii()]


def test_every_letter_that_folds_to_an_ascii_one_is_found_by_it() -> None:
    missed = [
        letter
        for letter in _letters_that_fold_to_ascii()
        if highlight(f"Tin x{letter}y.", f"x{fold(letter)}y")[1:2]
        != [(unicodedata.normalize("NFC", f"x{letter}y"), True)]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("achi chí chia (CHI)", "chi", ["chí", "CHI"]),
        ("5K, 5, 5% 15", "5", ["5", "5"]),
        ("số 1668-QĐ/ĐUK, QĐ", "qd", ["QĐ"]),
        ("chi\u0301\u0302 bộ", "chi", ["chí\u0302"]),
        ("chi chi, chi", "chi", ["chi chi", "chi"]),
        ("chi bộ-chi", "chi", ["chi", "chi"]),
    ],
)
def test_word_is_found_whole(text: str, query: str, found: list[str]) -> None:
    assert [fragment for fragment, matched in highlight(text, query) if matched] == found
