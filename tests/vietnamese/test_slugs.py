import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đảng đoàn", "dang-doan"),
        ("Chi\u00a0bộ  Liên hiệp Hội", "chi-bo-lien-hiep-hoi"),
        ("Quyết định số 1668-QĐ/ĐUK", "quyet-dinh-so-1668-qd-duk"),
        ("“Uỷ ban” – Đồng Nai: 293.173 lượt!", "uy-ban-dong-nai-293-173-luot"),
        ("Rộng 20 m²", "rong-20-m2"),
        ("Đ", "d"),
    ],
)
def test_a_title_becomes_its_words_without_marks(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize("title", ["", "   ", "🎉🎉", "\u0301\u0309", "—…!", "会议"])
def test_a_title_without_latin_letters_still_gets_a_slug(title: str) -> None:
    assert slugify(title) == "bai"


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify("Hội nghị học tập quán triệt", max_length=12) == "hoi-nghi-hoc"
    assert slugify("Hội nghị học tập quán triệt", max_length=11) == "hoi-nghi"


def test_a_first_word_longer_than_the_slug_is_cut() -> None:
    assert slugify("a" * 300) == "a" * 80


@given(st.text(), st.integers(min_value=3, max_value=100))
def test_a_slug_is_never_empty_nor_too_long_and_stays_as_it_is(text: str, max_length: int) -> None:
    slug = slugify(text, max_length)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= max_length
    assert slugify(slug, max_length) == slug
