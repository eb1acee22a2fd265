import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import group_digits, phone_href


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (736, "736"), (439279, "439.279"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_thousands_are_parted_by_dots(number: int, shown: str) -> None:
    assert group_digits(number) == shown


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("0251.3946348", "tel:+842513946348"),
        ("(0294) 3.855.999", "tel:+842943855999"),
        ("0913 123 456", "tel:+84913123456"),
        ("+84 251 3946348", "tel:+842513946348"),
        ("+84 (0)251 3946348", "tel:+842513946348"),
        ("(+84) 251 3946348", "tel:+842513946348"),
        ("0084 251 3946348", "tel:+842513946348"),
        ("84913123456", "tel:+84913123456"),
        ("+1 202-555-0123", "tel:+12025550123"),
        ("1900 1234", "tel:19001234"),
        ("113", "tel:113"),
        ("Điện thoại: 0251.3946348", "tel:+842513946348"),
        ("0251.3946348 - 0251.3946349", "tel:+842513946348"),
        ("0251.3946348 / 3946349", "tel:+842513946348"),
    ],
)
def test_a_phone_number_links_in_international_form(typed: str, href: str) -> None:
    assert phone_href(typed) == href


@pytest.mark.parametrize("typed", ["", "đang cập nhật", "+", "00", "số 5"])
def test_text_without_a_number_links_nowhere(typed: str) -> None:
    assert phone_href(typed) == ""


@given(st.text())
def test_a_link_never_holds_anything_but_digits(text: str) -> None:
    assert re.fullmatch(r"(tel:\+?[0-9]+)?", phone_href(text))
