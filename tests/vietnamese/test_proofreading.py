"""Slips that are shown to an editor: found where they are sure, silent everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.proofreading import (
    SEARCHES,
    excerpt_around,
    mixed_tone_placements,
    typos,
    unmatched_quotes,
)

SECRET = "Chữ của tài liệu không phổ biến ra ngoài"
LETTERS = 'aàđ Â12.,;:()[]“”"«»\n\u00a0@/MẬT mật tối các hòahoà'


def messages(text: str) -> list[tuple[str, str]]:
    return [(typo.message, text[typo.start : typo.end]) for typo in typos(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Liên hiệp Hội12 người dự", ("Thiếu dấu cách trước số", "Hội12")),
        ("Có mặt 20người dân", ("Thiếu dấu cách sau số", "20người")),
        ("Họp xong.Sau đó ra về", ("Thiếu dấu cách sau “.”", "xong.Sau")),
        ("cây cam,quýt và bưởi", ("Thiếu dấu cách sau “,”", "cam,quýt")),
        ("Ban Bí thư  về việc này", ("Hai dấu cách liền nhau", "  ")),
        ("Tặng hoa cho các các cháu", ("Từ lặp hai lần", "các các")),
        ("Và và rồi", ("Từ lặp hai lần", "Và và")),
        ("Đại biểu (cả nước dự", ("Dấu “(” mở mà không đóng", "(")),
        ("Đại biểu cả nước) dự", ("Dấu “)” đóng mà không mở", ")")),
        ("MẬT", (SECRET, "MẬT")),
        ("Văn bản đóng dấu MẬT của tỉnh", (SECRET, "MẬT")),
        ("Độ mật: tuyệt mật", (SECRET, "tuyệt mật")),
        ("TỐI MẬT", (SECRET, "TỐI MẬT")),
        ("Tài liệu Lưu hành nội bộ", (SECRET, "Lưu hành nội bộ")),
        ("(Không phổ biến)", (SECRET, "(Không phổ biến)")),
        ("Tài liệu này không phổ biến", (SECRET, "Tài liệu này không phổ biến")),
    ],
)
def test_slip_is_found_with_its_place(text: str, expected: tuple[str, str]) -> None:
    assert messages(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Giá 1.234 đồng, tăng 3,5%, lúc 7:30 ngày 8/12/2021, đợt 2-3.",
        "Xem https://bao.vn/tin.Sau-do,roi hoặc an.Nguyen@tinh.gov.vn, file ke-hoach.Docx.pdf",
        "TP.Vĩnh Long, Q.1, P.Bình Thọ, TS.Nguyễn Văn An, PGS.TS, v.v.",
        "Uống H2O, thải CO2, đo km2, m3, đất A4, lúa ST25, QL1A, COVID19, 5G, 12h30, 30đ, 10ha",
        "Công văn 1668-QĐ/ĐUK, 42/2022/NĐ-CP, khóa XIII, quý I/2026",
        "Xanh xanh, dần dần, luôn luôn, từ từ, đi đi về về, là là mặt nước, thì thì thầm",
        "a) Một việc; b) Hai việc; 1) ba; iv) bốn",
        "Cười :) rồi (đi về [nhà])",
        "Bảo mật và bí mật, MẬT ONG, BẢO MẬT, NUÔI ONG LẤY MẬT, mật ong, mật độ, trăng mật",
        "Cách trồng này không phổ biến ở vùng trên.",
        "Hội nghị “Khoa học (lần 2)” đã họp.",
    ],
)
def test_good_text_is_left_in_peace(text: str) -> None:
    assert messages(text) == []


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Ông nói: “Tôi đi."], [(0, "Ngoặc kép mở mà không đóng")]),
        (["Tôi đi”. Rồi về."], [(0, "Ngoặc kép đóng mà không mở")]),
        (['Một "hai.'], [(0, "Ngoặc kép mở mà không đóng")]),
        (["“Một.", "“Hai”."], []),
        (["“Một.", "Hai”."], []),
        (["“Một“ hai.", "Ba."], [(0, "Ngoặc kép mở mà không đóng")]),
        (['Màn hình 15" và "tốt"'], []),
        (['Lẫn “kiểu" và «kiểu»'], []),
    ],
)
def test_quotation_marks_find_their_partners(
    paragraphs: list[str], expected: list[tuple[int, str]]
) -> None:
    assert [(number, typo.message) for number, typo in unmatched_quotes(paragraphs)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hòa bình, hoà giải", ("hòa", "hoà")),
        ("thuỷ lợi ở nơi tỉnh ủy", ("ủy", "thuỷ")),
        ("hoà giải, thuỷ lợi, khoẻ", None),
        ("hòa giải của ông Hoà, bà Thuý", None),
        ("quý báu, hoàn toàn, hòa", None),
    ],
)
def test_tones_placed_in_two_ways_are_told_by_example(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert mixed_tone_placements(text) == expected


def test_excerpt_is_cut_between_words() -> None:
    text = "Đây là một câu khá dài để thử, có Hội12 người dự và còn nhiều chữ nữa ở phía sau"
    [typo] = typos(text)
    excerpt = excerpt_around(text, typo.start, typo.end)
    assert excerpt == "…một câu khá dài để thử, có Hội12 người dự và còn nhiều chữ…"


@given(st.text(LETTERS) | st.text())
def test_any_text_can_be_read(text: str) -> None:
    for typo in typos(text):
        assert 0 <= typo.start < typo.end <= len(text)
        assert excerpt_around(text, typo.start, typo.end)
    for number, typo in unmatched_quotes(text.split("\n")):
        assert text.split("\n")[number][typo.start : typo.end]
    mixed_tone_placements(text)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "(",
        "((a)",
        " ",
        "“",
        "các ",
        "x@",
        "a.",
        "tối ",
        "độ mật .;",
        "1a",
        "Hội12 ",
        "không phổ ",
    ],
)
def test_long_run_of_one_thing_is_read_to_its_end(unit: str) -> None:
    """A pattern that goes back over what it has read would not come back from this length."""
    text = unit * (200_000 // len(unit)) + " xong.Sau"
    assert typos(text)[-1].message == "Thiếu dấu cách sau “.”"
    assert len(unmatched_quotes([text])) == (unit == "“")
    assert mixed_tone_placements(f"{text} hòa hoà") == ("hòa", "hoà")


PIECES = [*LETTERS, "các ", "Các ", "ſẽ ", "Sẽ ", "MẬT", "tuyệt mật", "lưu hành nội bộ", "  ", "12"]
PIECES += ["không phổ biến", "Hội", "hai", "a) ", "\u0301"]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_no_quick_look_rules_out_what_the_search_would_find(text: str) -> None:
    for may_find, find in SEARCHES:
        assert may_find(text, text.casefold()) or not list(find(text))
