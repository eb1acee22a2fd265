import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.alphabet import LETTER_AND_TONE
from vietnamese.fold import canonical_tones, fold, free_pairs


def test_crossed_d_folds_to_d() -> None:
    assert fold("Đảng đoàn") == "dang doan"


@pytest.mark.parametrize("lookalike", ["Ðảng", "ðảng", "Ɖảng"])
def test_lookalikes_of_crossed_d_fold_too(lookalike: str) -> None:
    assert fold(lookalike) == "dang"


def test_every_vietnamese_letter_folds_to_one_ascii_letter_in_both_cases() -> None:
    for letter in LETTER_AND_TONE:
        assert fold(letter) == fold(letter.upper())
        assert fold(letter).isascii()
        assert len(fold(letter)) == 1


def test_decomposed_text_folds_like_composed() -> None:
    assert fold(unicodedata.normalize("NFD", "Khối cơ sở")) == fold("Khối cơ sở") == "khoi co so"


def test_spaces_digits_and_punctuation_survive_folding() -> None:
    assert fold("Số 1668-QĐ/ĐUK, ngày 27/5.") == "so 1668-qd/duk, ngay 27/5."


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("new_style", "old_style"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("thuý", "thúy"),
        ("uỷ", "ủy"),
        ("Uỷ ban", "Ủy ban"),
        ("TỈNH UỶ", "TỈNH ỦY"),
        ("HOÀ", "HÒA"),
        ("Hoà-Thuỵ", "Hòa-Thụy"),
        ("hoạ", "họa"),
        ("loã", "lõa"),
    ],
)
def test_both_tone_placements_become_one(new_style: str, old_style: str) -> None:
    assert canonical_tones(new_style) == old_style
    assert canonical_tones(old_style) == old_style
    assert canonical_tones(unicodedata.normalize("NFD", new_style)) == old_style


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quỳ",
        "Quỹ",
        "QUÝ",
        "quýt",
        "quà",
        "hoàn",
        "toán",
        "đoàn",
        "khoét",
        "thuyền",
        "hoài",
        "khuỷu",
        "xoáy",
        "ngoẻo",
        "của",
        "già",
    ],
)
def test_a_word_with_one_place_for_its_tone_is_left_alone(word: str) -> None:
    assert canonical_tones(word) == word


@given(st.text() | st.text(alphabet="qQuUoOaAeEyYàáýỳÒÙẻỷn\u0300\u0323 ", max_size=12))
def test_placing_tones_twice_changes_nothing(text: str) -> None:
    once = canonical_tones(text)
    assert canonical_tones(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=[*LETTER_AND_TONE, " "]))
def test_placing_tones_never_changes_the_folded_word(text: str) -> None:
    assert fold(canonical_tones(text)) == fold(text)


FREE_PAIRS = [
    unicodedata.normalize("NFC", pair[:at] + tone + pair[at:])
    for lower in ("oa", "oe", "uy")
    for pair in (lower, lower.upper(), lower.title(), lower.title().swapcase())
    for tone in "\u0300\u0309\u0303\u0301\u0323"
    for at in (1, 2)
]
FREE_WORD = re.compile(
    rf"(?<![^\W\d_])[^\W\d_]{{0,4}}(?<![qQ])(?:{'|'.join(FREE_PAIRS)})(?![^\W\d_]|[\u0300-\u036f])"
)
BESIDE_PAIRS = [*FREE_PAIRS, *"aàqQhHng 1_.", "\u0301", "ngh", "qu", "\n"]


@given(st.lists(st.sampled_from(BESIDE_PAIRS), max_size=20).map("".join))
def test_free_pairs_are_words_of_five_or_six_letters_at_most_that_end_in_one(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert free_pairs(text) == FREE_WORD.findall(text)
