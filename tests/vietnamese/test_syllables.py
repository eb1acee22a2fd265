import pytest

from vietnamese.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "Đảng",
        "đoàn",
        "nghiêng",
        "quyết",
        "quý",
        "quốc",
        "khuỷu",
        "gì",
        "giếng",
        "gìn",
        "yêu",
        "ở",
        "ủy",
        "uỷ",
        "thuở",
        "huỳnh",
        "xoong",
        "TRIỆT",
    ],
)
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "website", "strong", "trốs", "Viêt", "các1", "cậpp", "tàc", "bàá", "từệ", "đ"]
)
def test_what_cannot_be_spelled_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
