import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.searching import excerpt, highlight, query_words, search_words
from vietnamese.text import one_line

FILLER = "Năm vừa qua hoạt động có nhiều đổi mới, sáng tạo. " * 20

VIETNAMESE = st.text(alphabet="abcdđhọòóoàáaiuưyỷếnt ,.–1/-Đ\u00a0\n", max_size=400)


def highlighted(pieces: Iterable[tuple[str, bool]]) -> list[str]:
    return [fragment for fragment, matched in pieces if matched]


def joined(pieces: Iterable[tuple[str, bool]]) -> str:
    return "".join(fragment for fragment, _ in pieces)


@pytest.mark.parametrize(
    "token",
    [
        "1668-QĐ/ĐUK",
        "1668-qd/duk",
        "42/2022/NĐ-CP",
        "93-KL/TW",
        "15/KH-LHH",
        "27/5/2020",
        "08-12-2021",
        "2021-12-08",
        "293.173",
        "3,5",
        "4.0",
        "5K",
        "0251.3946348",
    ],
)
def test_a_document_number_date_or_figure_is_one_word(token: str) -> None:
    assert search_words(f"theo số ({token}), ngày") == ["theo", "số", token, "ngày"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hoàn thành nhiệm vụ./.", ["hoàn", "thành", "nhiệm", "vụ"]),
        ("ngày 27/5/2020.", ["ngày", "27/5/2020"]),
        ("“Ánh sáng”, (Chi bộ)…", ["Ánh", "sáng", "Chi", "bộ"]),
        ("khoa học-kỹ thuật", ["khoa", "học", "kỹ", "thuật"]),
        ("Covid-19", ["Covid", "19"]),
        ("nhiệm kỳ 2020-2025", ["nhiệm", "kỳ", "2020", "2025"]),
        ("1.Khái niệm", ["1", "Khái", "niệm"]),
        ("Chi\u00a0bộ\u200b số __ 1", ["Chi", "bộ", "số", "1"]),
        (unicodedata.normalize("NFD", "Chi bộ"), ["Chi", "bộ"]),
        ("./. – … &", []),
    ],
)
def test_words_are_parted_from_what_surrounds_them(text: str, words: list[str]) -> None:
    assert search_words(text) == words


def test_a_query_is_read_up_to_twelve_words_of_sixty_four_characters() -> None:
    assert query_words("a b " * 5_000) == ["a", "b"] * 6
    assert query_words("đ" * 10_000) == ["đ" * 64]


@pytest.mark.parametrize("query", ['"(*^:', "%", "_", "\x00", "\ud800", ""])
def test_a_query_of_operators_has_no_words(query: str) -> None:
    assert query_words(query) == []
    assert highlight("Chi bộ", query) == [("Chi bộ", False)]


def test_an_unmarked_query_marks_the_words_with_their_marks() -> None:
    assert highlight("Đảng\u00a0đoàn họp", "dang doan") == [("Đảng đoàn", True), (" họp", False)]


@pytest.mark.parametrize(("text", "query"), [("Mẫu 01", "mẫu 1"), ("Mẫu 1", "mẫu 01")])
def test_a_figure_is_marked_with_a_zero_before_it_and_without(text: str, query: str) -> None:
    assert highlight(text, query) == [(text, True)]


def test_words_parted_by_punctuation_are_marked_apart() -> None:
    assert highlight("Chi, bộ", "chi bo") == [("Chi", True), (", ", False), ("bộ", True)]


def test_a_marked_query_prefers_its_own_tone_in_either_place() -> None:
    title = "Hòa, hoà, hóa, họa và hoa"
    assert highlighted(highlight(title, "hòa")) == ["Hòa", "hoà"]
    assert highlighted(highlight(title, "hoà")) == ["Hòa", "hoà"]


def test_a_marked_query_falls_back_to_folded_words() -> None:
    assert highlighted(highlight("Công nghiệp hóa", "hòa")) == ["hóa"]


def test_an_unmarked_word_means_every_tone() -> None:
    assert highlighted(highlight("Hòa, hoà, hóa và hoa", "hoa")) == ["Hòa", "hoà", "hóa", "hoa"]


def test_each_word_of_a_query_falls_back_by_itself() -> None:
    assert highlighted(highlight("tổ chức hóa, tô, chức", "tổ hòa")) == ["tổ", "hóa"]


def test_a_word_asked_both_ways_means_every_tone() -> None:
    assert highlighted(highlight("Hòa, hóa", "hòa hoa")) == ["Hòa", "hóa"]


def test_a_document_number_is_marked_whole() -> None:
    assert highlighted(highlight("Quyết định 1668-QĐ/ĐUK.", "1668-qd/duk")) == ["1668-QĐ/ĐUK"]


@pytest.mark.parametrize(
    ("text", "query"),
    [("Năm qua, Việt Nam có năm giải", "viet nam"), ("Có bốn cơ quan", "co quan")],
)
def test_a_word_is_not_marked_for_another_that_stands_with_its_neighbour(
    text: str, query: str
) -> None:
    (marked,) = highlighted(highlight(text, query))
    assert marked in {"Việt Nam", "cơ quan"}


def test_part_of_a_word_is_not_marked() -> None:
    assert highlighted(highlight("Chinh phục", "chi")) == []


def test_decomposed_text_is_marked_in_place() -> None:
    text = unicodedata.normalize("NFD", "Ấm ở Đảng đoàn họp")
    assert highlight(text, "doan") == [("Ấm ở Đảng ", False), ("đoàn", True), (" họp", False)]


def test_a_short_text_is_shown_whole_without_ellipses() -> None:
    assert joined(excerpt("Chi\u00a0bộ  họp.", "bộ")) == "Chi bộ họp."


def test_an_excerpt_shows_the_place_that_matched_with_ellipses() -> None:
    pieces = excerpt(f"{FILLER}Chi bộ kết nạp đảng viên. {FILLER}", "kết nạp")
    assert highlighted(pieces) == ["kết nạp"]
    assert joined(pieces).startswith("…")
    assert joined(pieces).endswith("…")


def test_an_excerpt_starts_with_a_sentence_where_it_can() -> None:
    passage = joined(excerpt(f"{FILLER}Chi bộ kết nạp đảng viên. {FILLER}", "kết nạp"))
    assert passage.startswith("…Năm vừa qua")


def test_an_excerpt_prefers_words_that_stand_together() -> None:
    text = f"Chi phí của bộ phận. {FILLER}Đại hội chi bộ lần thứ nhất. {FILLER}"
    assert "chi bộ" in highlighted(excerpt(text, "chi bo"))


def test_an_excerpt_prefers_the_place_with_more_of_the_words() -> None:
    text = f"Hội họp. {FILLER}Hội nghị quán triệt. {FILLER}"
    assert highlighted(excerpt(text, "quan triet hoi")) == ["Hội", "quán triệt"]


def test_an_excerpt_prefers_more_words_to_one_exact_word() -> None:
    text = f"hoa lá. {FILLER}hóa giải. {FILLER}"
    assert highlighted(excerpt(text, "hoa giai")) == ["hóa giải"]


def test_words_too_far_apart_for_one_excerpt_do_not_add_up() -> None:
    text = f"Hội họp. {FILLER}quán triệt. {FILLER}"
    assert highlighted(excerpt(text, "hoi quan triet")) == ["quán triệt"]


@pytest.mark.parametrize(
    ("far", "near"), [("hóa giá", "hoà giải"), ("hoà giải", "hòa giải"), ("hoa lá", "hoà giải")]
)
def test_an_excerpt_prefers_the_nearer_tone(far: str, near: str) -> None:
    passage = joined(excerpt(f"{far}. {FILLER}{near}. {FILLER}", "hòa"))
    assert near in passage


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    assert joined(excerpt(FILLER, "khongco")).startswith("Năm vừa qua hoạt động")


def test_an_excerpt_of_nothing_is_nothing() -> None:
    assert excerpt("", "chi bộ") == []
    assert highlight(" \n", "chi bộ") == []


def test_an_excerpt_is_cut_between_words() -> None:
    words = set(search_words(FILLER))
    for length in range(60, 240, 7):
        assert set(search_words(joined(excerpt(FILLER, "sang", length)))) <= words


def test_a_word_longer_than_the_excerpt_is_cut() -> None:
    assert joined(excerpt("a" * 1_000, "b", 100)) == "a" * 100 + "…"


@given(VIETNAMESE | st.text(), VIETNAMESE | st.text(max_size=20), st.integers(20, 300))
def test_an_excerpt_is_a_passage_of_the_text(text: str, query: str, length: int) -> None:
    line = one_line(text)
    pieces = excerpt(text, query, length)
    passage = joined(pieces)
    if not line.startswith(passage[:-1]):
        assert passage.startswith("…")
        passage = passage[1:]
    if passage not in line:
        assert passage.endswith("…")
        passage = passage[:-1]
    assert passage in line
    assert len(passage) <= length
    assert all(fragment for fragment, _ in pieces)


@given(VIETNAMESE | st.text(), VIETNAMESE | st.text(max_size=20))
def test_marking_never_changes_the_text(text: str, query: str) -> None:
    assert joined(highlight(text, query)) == one_line(text)


@given(VIETNAMESE)
def test_an_excerpt_shows_a_word_that_it_was_asked_for(text: str) -> None:
    words = search_words(text)
    for word in words[:1] + words[-1:]:
        if len(word) <= 64:
            assert highlighted(excerpt(f"{FILLER}{text} {FILLER}", word))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (FILLER * 100, '"(*^: NEAR AND ' * 700),
        ("a b c d e f g h i j k l " * 4_200, "a b c d e f g h i j k l"),
        ("l k j i h g f e d c b á " * 4_200, "a b c d e f g h i j k l"),
        ("1-" * 50_000, "1-" * 5_000),
        ("1.a/" * 25_000, "1/a-" * 2_500),
        ("a" * 100_000, "a" * 10_000),
        ("a\u0323\u0301\u0300" * 25_000, "á" * 10_000),
        ("\u0301" * 100_000, "\u0301" * 10_000),
    ],
)
def test_a_hostile_query_on_a_long_text_is_answered_quickly(text: str, query: str) -> None:
    # Processor time of this process: other work on the machine does not count. Quadratic work
    # would take minutes.
    started = time.process_time()
    excerpt(text, query)
    highlight(text, query)
    assert time.process_time() - started < 10
