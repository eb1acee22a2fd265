"""How words are written for the index and for the query: as they are, and bare."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.asking import read
from articles.search.documents import Forms, document, forms_of, packed, unpacked, written
from vietnamese.searching import search_words

VIETNAMESE = st.text(alphabet="abcdđhọòóoàáaiuưyỷếnt ,.–1/-Đ\u00a0\n", max_size=400)


def test_a_query_is_read_as_written_and_bare() -> None:
    query = read("Uỷ ban,\u00a0HOÀ bình: 1668-QĐ/ĐUK./.")
    assert query.units == ("uỷ", "ban", "hoà", "bình", "1668 qđ đuk")
    assert query.folded == ["uy", "ban", "hoa", "binh", "1668", "qd", "duk"]


@pytest.mark.parametrize(
    "query", ["chi bo", "CHI BỘ", "chi\u00a0bộ", unicodedata.normalize("NFD", "chi bộ"), "“Chi bộ”"]
)
def test_every_way_to_type_chi_bo_folds_to_the_same(query: str) -> None:
    assert read(query).folded == ["chi", "bo"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ngày 02-09-1945", "ngày 2/9/1945 _ 2 9 1945"),
        ("1945-9-2", "2/9/1945 _ 2 9 1945"),
        ("2/9, 02/09, 2-9", "2 9 2 9 2 9"),
        ("4.401 và 4401", "4401 và 4401"),
        ("1,5 và 1.5", "1,5 và 1,5"),
        ("0294 3855 123, 0294.3855123, 02943855123", "02943855123 02943855123 02943855123"),
        ("29-NQ/TW, 29–NQ/TW", "29 nq tw 29 nq tw"),
        ("42/2022/NĐ-CP", "42 2022 nđ cp"),
        ("CO₂, 𝐂𝐎𝟐", "co2 co2"),
    ],
)
def test_what_punctuation_joins_has_one_form(text: str, words: str) -> None:
    assert document(text, "", "", []).title == words


@given(VIETNAMESE | st.text())
def test_indexed_forms_stay_as_they_are(text: str) -> None:
    exact = written(search_words(text))
    assert forms_of(forms_of(exact).folded).folded == forms_of(exact).folded
    assert forms_of(exact) == Forms(exact, forms_of(exact).folded)
    entry = document(text, text, text, [text])
    assert unpacked(packed(entry)) == entry
