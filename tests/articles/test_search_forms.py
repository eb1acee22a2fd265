"""How words are written for the index and for the query: three times, each more forgiving."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.documents import Forms, forms, query_forms
from vietnamese.searching import search_words

VIETNAMESE = st.text(alphabet="abcdđhọòóoàáaiuưyỷếnt ,.–1/-Đ\u00a0\n", max_size=400)


def test_forms_widen_step_by_step() -> None:
    assert query_forms("Uỷ ban,\u00a0HOÀ bình: 1668-QĐ/ĐUK./.") == Forms(
        "uỷ ban hoà bình 1668-qđ/đuk",
        "ủy ban hòa bình 1668-qđ/đuk",
        "uy ban hoa binh 1668-qd/duk",
    )


@pytest.mark.parametrize(
    "query", ["chi bo", "CHI BỘ", "chi\u00a0bộ", unicodedata.normalize("NFD", "chi bộ"), "“Chi bộ”"]
)
def test_every_way_to_type_chi_bo_folds_to_the_same(query: str) -> None:
    assert query_forms(query).folded == "chi bo"


@given(VIETNAMESE | st.text())
def test_indexed_forms_stay_as_they_are(text: str) -> None:
    for number, form in enumerate(forms(search_words(text))):
        assert forms(search_words(form))[number] == form
