"""What is read the quick way is read as it would be the long way."""

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from richtext import hidden, markup, outline
from richtext.cleaning import TAGS, clean

PIECES = [
    *(f"<{name}>" for name in sorted(TAGS)),
    *(f"</{name}>" for name in sorted(TAGS)),
    *("<div>", "</div>", "<del>", "</del>", "<dialog>", "</dialog>", "<title>", "</title>"),
    *("<p hidden>", "<P HIDDEN>", '<p style="display:none">', '<b class="MsoDel">', "<script>"),
    *('<a href="#cmnt1">', '<a href="&#35;cmnt1">', '<a href="&num;cmnt1">', "<textarea>"),
    *('<a href="/x?a=1&amp;b=2" title="t">', '<a href="">', '<ol start="2">', '</p href="x">'),
    *('<div><a href="#cmnt_ref1">', "<pre>\n", "<w:del>", "</w:del>", "<img>", "<!-- x -->"),
    *("chữ", "a\nb", " ", "\n", "&amp;", "&amp;lt;", "&lt;", "&nbsp;", "&#768;", "<", ">"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(texts)
def test_outline_is_that_of_pythons_own_parser(text: str) -> None:
    for html in (text, clean(text)):
        found = outline.outline(html)
        with mock.patch.object(outline, "is_plain_form", return_value=False):
            assert outline.outline(html) == found


@given(texts)
def test_text_that_can_hide_nothing_has_nothing_hidden(text: str) -> None:
    found = hidden.without_hidden_parts(text), markup.plain_markup(text, TAGS)
    with (
        mock.patch.object(hidden, "may_hide", return_value=True),
        mock.patch.object(markup, "may_hide", return_value=True),
    ):
        assert (hidden.without_hidden_parts(text), markup.plain_markup(text, TAGS)) == found
