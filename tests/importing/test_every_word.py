"""Generated documents through each way in: each visible word arrives once and in order, no hidden
one does, and labels read as they were printed."""

import io
import re
from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from importing.assembling import assemble
from importing.body_html import body_html, captions, photos
from importing.document import Document
from importing.repairing import repair
from importing.sources import text as plain_text
from importing.sources.html.page import read_clipboard, read_page
from importing.sources.refusals import ImportRefused
from importing.sources.word import reader
from tests.importing.reading import words_in
from tests.importing.word_files import levels, numbered, p, r, table, word_file

EXAMPLES = settings(max_examples=60)
SHOWN, HIDDEN = "hiện", "giấu"  # each word is one of these with its number
WORD = re.compile(r"hiện\d+")

# How a stretch of letters can stand in a Word file, and whether anybody sees it.
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def deleted(text: str) -> str:
    return r(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def boxed(text: str) -> str:
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


WORD_SHOWN: dict[str, Callable[[str], str]] = {
    "plain": r,
    "bold": lambda text: r(text, "<w:b/>"),
    "in two": lambda text: r(text[:3]) + r(text[3:], "<w:i/>"),
    "inserted": lambda text: f'<w:ins w:id="1">{r(text)}</w:ins>',
    "moved here": lambda text: f'<w:moveTo w:id="2">{r(text)}</w:moveTo>',
    "link": lambda text: f'<w:hyperlink w:anchor="x">{r(text)}</w:hyperlink>',
    "control": lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>",
    "filled control": lambda text: control('<w:showingPlcHdr w:val="0"/>', r(text)),
    "smart tag": lambda text: f"<w:smartTag>{r(text)}</w:smartTag>",
    "simple field": lambda text: f'<w:fldSimple w:instr=" SEQ ">{r(text)}</w:fldSimple>',
    "field": lambda text: FIELD.format(" REF x ", r(text)),
    "shown again": lambda text: r(text, '<w:rStyle w:val="an"/><w:vanish w:val="0"/>'),
    "once hidden": lambda text: r(
        text, '<w:b/><w:rPrChange w:id="5"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    ),
    "a choice": lambda text: (
        f"<mc:AlternateContent><mc:Choice>{r(text)}</mc:Choice><mc:Fallback>{r(text)}"
        "</mc:Fallback></mc:AlternateContent>"
    ),
}
WORD_HIDDEN: dict[str, Callable[[str], str]] = {
    "deleted": lambda text: f'<w:del w:id="3">{deleted(text)}</w:del>',
    "moved away": lambda text: f'<w:moveFrom w:id="4">{r(text)}</w:moveFrom>',
    "vanished": lambda text: r(text, "<w:vanish/>"),
    "vanished by style": lambda text: r(text, '<w:rStyle w:val="an"/>'),
    "code": lambda text: FIELD.format(text, ""),
    "deleted insertion": lambda text: f"<w:ins><w:del>{deleted(text)}</w:del></w:ins>",
    "hidden field": lambda text: FIELD.format(" X ", r(text, "<w:vanish/>")),
    "placeholder": lambda text: control("<w:showingPlcHdr/>", r(text)),
}
STYLES = (
    '<w:style w:type="character" w:styleId="an"><w:name w:val="an"/><w:rPr><w:vanish/></w:rPr>'
    '</w:style><w:style w:styleId="u"><w:name w:val="heading 1"/></w:style>'
)
WORD_BLOCKS: dict[str, Callable[[str, str], str]] = {
    "paragraph": lambda one, two: p(one, two),
    "two": lambda one, two: p(one) + p(two),
    "heading": lambda one, two: p(one, two, properties='<w:pStyle w:val="u"/>'),
    "item": lambda one, two: p(one, properties=numbered(0)) + p(two, properties=numbered(1)),
    "lines": lambda one, two: p(one, "<w:r><w:br/></w:r>", two),
    "control": lambda one, two: f"<w:sdt><w:sdtContent>{p(one)}{p(two)}</w:sdtContent></w:sdt>",
    "table": lambda one, two: table([p(one), p(two)], [p(r(".")), p(r("."))]),
    "layout": lambda one, two: table([p(one) + p(two)]),
    "nested": lambda one, two: table([p(one) + table([p(two), p(r("."))]), p(r("."))]),
    "joined": lambda one, two: p(one, properties="<w:rPr><w:del/></w:rPr>") + p(two),
}

HTML_SHOWN: dict[str, Callable[[str], str]] = {
    "plain": str,
    "bold": lambda text: f"<b>{text}</b>",
    "in two": lambda text: f"{text[:3]}<i>{text[3:]}</i>",
    "inserted": lambda text: f"<ins class=msoIns>{text}</ins>",
    "link": lambda text: f'<a href="https://example.vn/">{text}</a>',
    "span": lambda text: f'<span style="color:red;font-size:12pt">{text}</span>',
    "office": lambda text: f"<o:p>{text}</o:p>",
    "not supported": lambda text: f"<![if !supportLists]><span>{text}</span><![endif]>",
    "struck": lambda text: f"<s>{text}</s>",
}
HTML_HIDDEN: dict[str, Callable[[str], str]] = {
    "deleted": lambda text: f"<del>{text}</del>",
    "deleted by Word": lambda text: f"<span class=msoDel>{text}</span>",
    "not shown": lambda text: f'<span style="display:none">{text}</span>',
    "hidden by Word": lambda text: f'<span style="mso-hide:all">{text}</span>',
    "attribute": lambda text: f"<span hidden>{text}</span>",
    "by sheet": lambda text: f'<span class="an">{text}</span>',
    "comment": lambda text: f"<!-- {text} -->",
    "for old Word": lambda text: f"<!--[if gte vml 1]><v:shape>{text}</v:shape><![endif]-->",
    "script": lambda text: f"<script>{text}</script>",
    "placeholder": lambda text: f"<span class=MsoPlaceholderText>{text}</span>",
    "comment of Word": lambda text: (
        f'<span class=MsoCommentReference><a class=msocomanchor href="#x">{text}</a></span>'
    ),
}
HTML_BLOCKS: dict[str, Callable[[str, str], str]] = {
    "paragraph": lambda one, two: f"<p>{one}{two}</p>",
    "two": lambda one, two: f"<p>{one}</p><div>{two}</div>",
    "lines": lambda one, two: f"<p>{one}<br>{two}</p>",
    "heading": lambda one, two: f"<h3>{one}{two}</h3>",
    "list": lambda one, two: f"<ul><li>{one}<ol><li>{two}</li></ol></li></ul>",
    "table": lambda one, two: f"<table><tr><td>{one}<td>{two}<tr><td>.<td>.</table>",
    "layout": lambda one, two: f"<table><tr><td><p>{one}</p>{two}</table>",
    "caption": lambda one, two: (
        f"<table><caption>{one}</caption><tr><td>{two}<td>.<tr><td>.<td>.</table>"
    ),
    "bare": lambda one, two: f"{one}<div>{two}</div>",
    "quote": lambda one, two: f"<blockquote>{one}<p>{two}</p></blockquote>",
}

Ways = dict[str, Callable[[str], str]]
Blocks = dict[str, Callable[[str, str], str]]


def documents(
    shown: Ways, hidden: Ways, blocks: Blocks
) -> st.SearchStrategy[tuple[str, list[str]]]:
    """A document, and the words that are seen in it."""
    ways = [(way, True) for way in shown.values()] + [(way, False) for way in hidden.values()]
    stretch = st.lists(st.sampled_from(ways), min_size=1, max_size=4)
    block = st.tuples(st.sampled_from(list(blocks.values())), stretch, stretch)
    return st.lists(block, min_size=1, max_size=6).map(written)


def written(parts: list[tuple[Any, Any, Any]]) -> tuple[str, list[str]]:
    numbers, seen = count(), []

    def stretch_of(ways: list[tuple[Callable[[str], str], bool]]) -> str:
        found = ""
        for way, is_shown in ways:
            word = f"{SHOWN if is_shown else HIDDEN}{next(numbers)}"
            if is_shown:
                seen.append(word)
            found += way(f"{word} ")
        return found

    made = [make(stretch_of(one), stretch_of(two)) for make, one, two in parts]
    return "\n".join(made), seen


def words_of_article(document: Document) -> list[str]:
    """All words of the article that it becomes; none where it holds too little for one."""
    try:
        page = assemble(repair(document))
    except ImportRefused:
        return []
    names = [byline.name for byline in page.bylines]
    credits = [photo.credit for photo in photos(page.blocks)]
    body = re.sub(
        r"<[^>]+>", " ", re.sub(r"</?(?:em|strong|s|a|su[bp])\b[^>]*>", "", body_html(page.blocks))
    )
    return " ".join([page.title, page.lead, body, *captions(page.blocks), *credits, *names]).split()


def check(read: Callable[[], Document], seen: list[str]) -> None:
    assert words_in(read()) == seen
    article = words_of_article(read())
    if article:
        assert sorted(filter(WORD.fullmatch, article)) == sorted(seen)
        assert not [word for word in article if word.startswith(HIDDEN)]


@EXAMPLES
@given(documents(WORD_SHOWN, WORD_HIDDEN, WORD_BLOCKS))
def test_word_file_gives_each_visible_word_once_and_nothing_hidden(
    made: tuple[str, list[str]],
) -> None:
    data = word_file(made[0], styles=STYLES, numbering=levels(("bullet", "•"), ("bullet", "•")))
    check(lambda: reader.read(io.BytesIO(data)), made[1])


@EXAMPLES
@given(documents(HTML_SHOWN, HTML_HIDDEN, HTML_BLOCKS))
def test_clipboard_gives_each_visible_word_once_and_nothing_hidden(
    made: tuple[str, list[str]],
) -> None:
    markup = f"<style>.an {{display:none}}</style><!--StartFragment-->{made[0]}<!--EndFragment-->"
    check(lambda: read_clipboard(markup), made[1])


@EXAMPLES
@given(documents(HTML_SHOWN, HTML_HIDDEN, HTML_BLOCKS))
def test_saved_page_gives_each_word_of_its_article_once(made: tuple[str, list[str]]) -> None:
    title, prose = f"{SHOWN}901 {SHOWN}902 {SHOWN}903", f"{SHOWN}904 " * 9
    markup = (
        "<html><head><title>Trang</title><style>.an {display:none}</style></head><body>"
        f'<div class="x"><article><h1>{title}</h1><p>{prose}.</p>{made[0]}<p>{prose}.</p></article>'
        "</div></body></html>"
    )
    words = words_in(read_page(markup))
    assert words == [*title.split(), *prose.split(), *made[1], *prose.split()]


@EXAMPLES
@given(
    st.lists(st.lists(st.integers(1, 40), max_size=1), max_size=12),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_text_gives_each_word_once(lines: list[list[int]], between: str) -> None:
    numbers = count()
    made = [" ".join(f"{SHOWN}{next(numbers)}" for _ in range(sum(length))) for length in lines]
    text = between.join(made)
    check(lambda: plain_text.read(text), text.split())
