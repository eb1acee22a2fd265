"""HTML from anywhere: what the sanitiser makes of it stays the same, and no nesting holds it up."""

from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from limits.lengths import MARKUP
from richtext.cleaning import TAGS, clean
from richtext.markup import MOST_DEEP, is_plain, plain_markup
from richtext.validators import validate_markup

NAMES = [
    "p",
    "div",
    "b",
    "i",
    "a",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "br",
    "h2",
    "pre",
]
NAMES += [
    "span",
    "script",
    "style",
    "textarea",
    "svg",
    "math",
    "form",
    "section",
    "blockquote",
    "o:p",
]
PIECES = [
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *(
        "<a href='/x' title=\"\u200b>\">",
        '<a ="><ul>',
        '<p title="</p>',
        "<!--",
        "-->",
        "<!x",
        "<",
        ">",
    ),
    *(
        "&#768;",
        "&#x202e;",
        "&nbsp;",
        "&lt;",
        "&amp;lt;",
        "&#13;",
        "\u0338",
        "\u200b",
        "\r\n",
        "\ufffe",
    ),
    *(
        "<del>",
        "</del>",
        "<span hidden>",
        "</span>",
        "<p style='font-size:0'>",
        "<b hidden>",
        "</title>",
    ),
    *(
        "<p style='display:none'>",
        "<td hidden=''>",
        "<div style=visibility:hidden>",
        "<title>",
        "</title>",
    ),
    *("chữ", "ế", " ", "\n", "&", "'", '"', "👨\u200d👩", "ក\u200bខ"),
]


class Depth(HTMLParser):
    """How deep the tags of well-formed HTML stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.now = self.most = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br", "hr"}:
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        self.now -= 1


@given(html=st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    assert clean(clean(html)) == clean(html)


@given(html=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_needs_no_work_is_what_the_work_leaves_alone(html: str) -> None:
    for text in (html, clean(html)):
        assert not is_plain(text, TAGS) or plain_markup(text, TAGS) == text


@given(html=st.text(max_size=60))
def test_cleaning_any_text_twice_is_cleaning_it_once(html: str) -> None:
    assert clean(clean(html)) == clean(html)


@pytest.mark.parametrize(
    "piece",
    ["<ul><li>", "<table><tr><td>", "<b>", "<span><div></span>", "<b><i></b></i>", "<a ='><ul>"],
)
def test_no_piece_stands_deeper_than_is_allowed_however_often_it_comes(piece: str) -> None:
    html = clean(f"{piece * 12_000}chữ")
    assert Depth(html).most <= MOST_DEEP
    assert "chữ" in html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<div>một</div><div>hai</div>", "một\nhai"),
        ("<section><b>một</b></section><b>hai</b>", "<b>một</b>\n<b>hai</b>"),
        ("<h1>Tựa</h1>Lời dẫn", "Tựa\nLời dẫn"),
        ("<span>đo</span>án", "đoán"),
        ("<td><div>ô</div></td>", "ô"),
        ("<p><div>đoạn</div></p>", "<p>đoạn</p>"),
    ],
)
def test_blocks_stay_apart_and_words_whole(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


def test_empty_lines_at_the_head_of_set_text_cost_no_tag() -> None:
    assert clean("<p><b>a</b></p><pre>" + "\n" * 50 + "b\n\nc</pre>") == (
        "<p><b>a</b></p><pre>b\n\nc</pre>"
    )


def test_mark_behind_a_tag_does_not_swallow_it() -> None:
    assert clean("<p>\u0338chữ</p>") == "<p>\u0338chữ</p>"


@pytest.mark.parametrize("colon", [":", "&#58;", "&colon;", "&#8203;:", "\u200b:", "&Tab;:"])
@pytest.mark.parametrize("scheme", ["javascript", "java&#8203;script", "java\u200bscript", " data"])
def test_scheme_written_in_pieces_is_no_link(scheme: str, colon: str) -> None:
    html = clean(f'<a href="{scheme}{colon}alert(1)">chữ</a>')
    assert "script:" not in html
    assert "data:" not in html


def test_form_takes_what_is_long_and_nested_within_bounds() -> None:
    validate_markup("<ul><li>" * (MOST_DEEP // 2) + "chữ")
    validate_markup('<p><img src="/a.webp">chữ<wbr></p>' * 200)
    validate_markup("<p>chữ</p>" * (MARKUP // 10))


def test_form_refuses_in_words_what_is_too_long_or_too_deep() -> None:
    with pytest.raises(ValidationError, match=r"nhiều hơn mức 500\.000\. Chữ vẫn còn nguyên"):
        validate_markup("chữ " * MARKUP)
    with pytest.raises(ValidationError, match=r"quá 100 lớp\. Chữ vẫn còn nguyên"):
        validate_markup("<ul><li>" * 12_000)
    with pytest.raises(ValidationError, match="quá 100 lớp"):
        validate_markup("<div>" * 101)
