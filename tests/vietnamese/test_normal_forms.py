"""Normal forms of text from anywhere: the usual ones, but for letters under heaps of marks."""

import sys
import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vietnamese.normal_forms import (
    _PERHAPS_MARK,
    MOST_MARKS,
    NO_MARKS_FROM,
    _is_mark,
    nfc,
    nfd,
    nfkc,
)
from vietnamese.text import normalise

Form = Literal["NFC", "NFD", "NFKC"]
FORMS: dict[Form, Callable[[str], str]] = {"NFC": nfc, "NFD": nfd, "NFKC": nfkc}
# Marks that change places, that fall into two, and that are marks only once they are decomposed.
MARKS = "\u0301\u0323\u0334\u0344\u0f73\u0f71\u3099\uff9e\u0301"


@pytest.mark.parametrize("form", FORMS)
@given(text=st.text(max_size=30))
@example(text="Đảng uỷ khối, ệ = e\u0302\u0323")
@example(text="\u0301" * MOST_MARKS)
def test_text_with_few_marks_is_normalised_as_ever(form: Form, text: str) -> None:
    assert FORMS[form](text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mark", sorted({*MARKS}))
@pytest.mark.parametrize("letter", ["", "e", "ế", "ན"])
def test_heap_of_marks_is_cut(form: Form, mark: str, letter: str) -> None:
    text = FORMS[form](f"{letter}{mark * 500_000} và {letter}{mark}")
    rest = unicodedata.normalize(form, f" và {letter}{mark}")
    assert text.endswith(rest)
    own = unicodedata.normalize("NFD", letter)
    assert len(text.removesuffix(rest)) <= len(own) + MOST_MARKS


@pytest.mark.parametrize("form", FORMS.values())
@given(text=st.text(st.sampled_from(f"aế {MARKS}ﷺ🎉"), max_size=200))
def test_cutting_twice_is_cutting_once(form: Callable[[str], str], text: str) -> None:
    assert form(form(text)) == form(text)


def test_what_is_left_out_between_marks_joins_no_longer_heap() -> None:
    text = "e" + "\u0301\u200b" * 500_000
    assert len(normalise(text)) <= MOST_MARKS + 1
    assert normalise(normalise(text)) == normalise(text)


def test_no_mark_stands_where_none_is_looked_for() -> None:
    """Of all of Unicode: a text without these ranges is taken for one without marks."""
    marks = [code for code in range(sys.maxunicode + 1) if _is_mark(chr(code))]
    assert len(marks) > 900
    assert max(marks) < NO_MARKS_FROM
    assert [hex(code) for code in marks if not _PERHAPS_MARK.match(chr(code))] == []
