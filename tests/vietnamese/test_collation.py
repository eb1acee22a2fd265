import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vietnamese.collation import collation_key
from vietnamese.text import one_line


def assert_order(*expected: str) -> None:
    shuffled = list(expected)
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == list(expected)


def test_letters_follow_the_vietnamese_alphabet() -> None:
    assert_order(*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")


def test_tones_follow_the_dictionary() -> None:
    assert_order("ma", "mà", "mả", "mã", "má", "mạ")


def test_names_sort_as_vietnamese_readers_expect() -> None:
    assert_order("An", "Ánh", "Ân", "Bình", "Dũng", "Đạt", "Em")


def test_a_letter_weighs_more_than_any_tone() -> None:
    assert_order("tạ", "tai", "tăng", "tâm")


def test_letters_of_the_whole_text_come_before_its_tones() -> None:
    assert_order("Lê An", "Lễ An", "Lê Bình", "Lễ Bình")


def test_a_shorter_name_comes_before_its_continuation() -> None:
    assert_order("Lê", "Lê Văn", "Lên")


def test_digits_come_before_letters() -> None:
    assert_order("10 năm", "5K", "An toàn")


def test_case_decides_last() -> None:
    assert_order("ánh", "Ánh", "ạnh")


def test_punctuation_at_the_ends_does_not_count() -> None:
    assert_order("An", "“Ánh sáng”", "Bình")


def test_words_of_other_languages_stand_among_the_latin_letters() -> None:
    assert_order("Mu", "Müller", "Mũm", "Москва")


def test_decomposed_and_no_break_texts_sort_alike() -> None:
    name = "Trần\u00a0Văn Vũ"
    assert collation_key(name) == collation_key(unicodedata.normalize("NFD", "Trần Văn Vũ"))


@given(st.lists(st.text()))
def test_the_order_does_not_depend_on_where_texts_stood(texts: list[str]) -> None:
    forwards = sorted(texts, key=collation_key)
    backwards = sorted(reversed(texts), key=collation_key)  # noqa: C414 (the order given is the point)
    assert [one_line(text) for text in forwards] == [one_line(text) for text in backwards]
