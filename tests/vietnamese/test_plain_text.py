"""Codes, tags and letters that are none are found in a plain text, with what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.plain_text import as_plain_text, not_plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Hội thi &quot;Sáng tạo&quot; năm nay", 'Hội thi "Sáng tạo" năm nay'),
        ("A &amp;lt; B", "A < B"),
        ("Nước&nbsp;sạch &#8211; &#x2013;", "Nước sạch – –"),
        ("Khí CO<sub>2</sub>, H<SUB>2</SUB>O", "Khí CO₂, H₂O"),
        ("10 m<sup>3</sup> nước", "10 m³ nước"),
        ("<b>Đại hội</b> <span style='x'>thành công</span>", "Đại hội thành công"),
        ("Dòng một<br/>dòng hai", "Dòng một dòng hai"),
        ("𝐃𝐚̣𝐢 𝐡𝐨̣̂𝐢 thành công", "Đại hội thành công".replace("Đ", "D")),
        ("𝓗𝓸̣̂𝓲 nghị", "Hội nghị"),
        ("Ｔｈông báo", "Thông báo"),
        ("Ⓗⓞ̣̂ⓘ", "Hội"),
    ],
)
def test_place_is_found_and_plain_text_offered(written: str, plain: str) -> None:
    assert as_plain_text(written) == plain
    found = [*not_plain(written)]
    assert found
    assert all("chữ trơn là “" in typo.message for typo in found)
    meant = as_plain_text(written[found[0].start : found[0].end])
    assert f"“{meant}”" in found[0].message and meant in plain


@pytest.mark.parametrize(
    "text",
    [
        "Lực lượng <VAC> đến sớm",
        "Giá < 3 & > 1; R&D; AT&T; a<b>c</b".replace("<b>", "< b >"),
        "Nhiệt độ 37℃, số № 5, H₂O, m², ½, ™, ①",
        "Đại hội “Sáng tạo” – lần thứ XIV",
        "Email <hoi@example.vn>, &nhưng;",
    ],
)
def test_what_people_mean_is_left_in_peace(text: str) -> None:
    assert [*not_plain(text)] == []
    assert as_plain_text(text) == text


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    for typo in not_plain(text):
        assert 0 <= typo.start < typo.end <= len(text)
