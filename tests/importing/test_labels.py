"""Labels of numbering read in the article as the source printed them, however it counts."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from importing.assembling import assemble
from importing.body_html import body_html
from importing.document import Document, TextPiece
from importing.repairing import repair
from importing.sources.html.page import read_clipboard
from importing.sources.word import reader
from tests.importing.word_files import levels, numbered, p, word_file

EXAMPLES = settings(max_examples=60)
ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
HEAD = "Một câu mở đầu đủ dài để làm sapo của bài này."
# A list's forms by level, as Word names them, with the text around each number.
FORMS = st.lists(
    st.tuples(
        st.sampled_from(["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"]),
        st.sampled_from(["%{}.", "%{})", "(%{})", "Điều %{}.", "Bước %{}:", "Phần %{}"]),
    ),
    min_size=3,
    max_size=3,
)
DEPTHS = st.lists(st.integers(0, 2), min_size=1, max_size=12)
FORMS_BY_TYPE = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter"},
    **{"i": "lowerRoman", "I": "upperRoman"},
}


def printed(number: int, form: str) -> str:
    small = {"decimal": str(number), "Roman": ROMAN[number], "Letter": chr(96 + number)}
    text = small[form if form == "decimal" else form[5:]]
    return text.upper() if form.startswith("upper") else text


def counted(depths: list[int], forms: list[tuple[str, str]]) -> list[str]:
    """The labels as a person would count them."""
    counts = [0, 0, 0]
    labels = []
    for depth in depths:
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (2 - depth)
        form, around = forms[depth]
        labels.append(around.format("").replace("%", printed(counts[depth], form)))
    return labels


def labels_of(document: Document) -> list[str]:
    return [piece.label for piece in document.pieces[2:] if isinstance(piece, TextPiece)]


def lines_of_article(document: Document) -> list[str]:
    """The lines below the lead with the labels that a browser prints."""
    root = html.fragment_fromstring(body_html(assemble(repair(document)).blocks), "div")
    lines = []
    for element in root.iter("p", "li"):
        text = (element.text or "").strip()
        if element.tag == "li":
            around = element.getparent()
            form = FORMS_BY_TYPE[around.get("type", "1")]
            number = int(around.get("start", "1")) + list(around).index(element)
            text = f"{printed(number, form)}. {text}"
        lines.append(text)
    return lines


def expected_lines(labels: list[str]) -> list[str]:
    return [f"{label} việc số {i} của năm." for i, label in enumerate(labels)]


@EXAMPLES
@given(DEPTHS, FORMS)
def test_labels_that_word_counts_read_the_same(
    depths: list[int], forms: list[tuple[str, str]]
) -> None:
    texts = [(form, around.format(at)) for at, (form, around) in enumerate(forms, 1)]
    body = "".join(
        p(f"việc số {i} của năm.", properties=numbered(depth)) for i, depth in enumerate(depths)
    )
    data = word_file(p("Tựa của bài về việc") + p(HEAD) + body, numbering=levels(*texts))
    labels = counted(depths, forms)
    assert labels_of(reader.read(io.BytesIO(data))) == labels
    assert lines_of_article(reader.read(io.BytesIO(data))) == expected_lines(labels)


@EXAMPLES
@given(DEPTHS, FORMS)
def test_labels_that_word_puts_on_the_clipboard_read_the_same(
    depths: list[int], forms: list[tuple[str, str]]
) -> None:
    labels = counted(depths, forms)
    items = "".join(
        f"<p class=MsoListParagraph style='mso-list:l0 level{depth + 1} lfo1'><![if"
        f" !supportLists]><span style='mso-list:Ignore'>{label}<span style='font:7.0pt"
        f' "Times New Roman"\'>&nbsp;&nbsp; </span></span><![endif]>việc số {i} của năm.</p>'
        for i, (depth, label) in enumerate(zip(depths, labels, strict=True))
    )
    markup = f"<p class=MsoTitle>Tựa của bài về việc</p><p>{HEAD}</p>{items}"
    assert labels_of(read_clipboard(markup)) == labels
    assert lines_of_article(read_clipboard(markup)) == expected_lines(labels)


@EXAMPLES
@given(st.sampled_from("1aAiI"), st.integers(1, 5), st.integers(1, 6))
def test_numbers_of_html_lists_read_the_same(kind: str, start: int, count: int) -> None:
    form = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
    labels = [f"{printed(n, form.get(kind, 'upperRoman'))}." for n in range(start, start + count)]
    items = "".join(f"<li>việc số {i} của năm.</li>" for i in range(count))
    markup = f'<h1>Tựa của bài</h1><p>{HEAD}</p><ol type="{kind}" start="{start}">{items}</ol>'
    assert labels_of(read_clipboard(markup)) == labels
    assert lines_of_article(read_clipboard(markup)) == expected_lines(labels)


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>Một<ul><li>Hai</li><li>Ba<ol><li>Bốn</li></ol></li></ul></li><li>Năm</li></ul>",
        '<ol><li>Một<ol type="a"><li>Hai</li><li>Ba</li></ol></li><li>Bốn</li></ol>',
        '<ol type="I"><li>Một<ul><li>Hai</li></ul></li><li>Ba<ul><li>Bốn</li></ul></li></ol>',
    ],
)
def test_list_inside_a_list_stays_inside_it(markup: str) -> None:
    head = f"<h1>Tựa của bài</h1><p>{HEAD}</p>"
    assert body_html(assemble(repair(read_clipboard(head + markup))).blocks) == markup


def test_list_that_cannot_be_counted_stands_as_paragraphs_with_all_around_it() -> None:
    numbering = levels(("decimal", "%1."), ("lowerLetter", "%2)"))
    items = [(0, "Một"), (1, "Hai"), (1, "Ba"), (0, "Bốn")]
    body = "".join(p(text, properties=numbered(depth)) for depth, text in items)
    data = word_file(p("Tựa của bài về việc") + p(HEAD) + body, numbering=numbering)
    page = assemble(repair(reader.read(io.BytesIO(data))))
    assert body_html(page.blocks).splitlines() == [
        "<p>1. Một</p>",
        "<p>a) Hai</p>",
        "<p>b) Ba</p>",
        "<p>2. Bốn</p>",
    ]


def test_bullets_go_on_after_what_no_list_can_count() -> None:
    numbering = levels(("bullet", "•"), ("lowerLetter", "%2)"))
    items = [(0, "Một"), (0, "Hai"), (1, "Ba"), (0, "Bốn")]
    body = "".join(p(text, properties=numbered(depth)) for depth, text in items)
    data = word_file(p("Tựa của bài về việc") + p(HEAD) + body, numbering=numbering)
    page = assemble(repair(reader.read(io.BytesIO(data))))
    assert body_html(page.blocks).splitlines() == [
        "<ul><li>Một</li><li>Hai</li></ul>",
        "<p>a) Ba</p>",
        "<ul><li>Bốn</li></ul>",
    ]
