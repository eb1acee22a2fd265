"""Saved pages, texts, clipboards and Word files in the shapes that people bring them; expected.json
says what becomes of each. It was written from the documents or read against them, as a change in it
is to be."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from importing.assembling import assemble
from importing.body_html import body_html, captions
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources.files import document_of
from importing.sources.refusals import ImportRefused
from tests.importing.documents import summary_of
from tests.importing.reading import parse_file, parse_saved_page, read_document
from vietnamese.alphabet import LETTER_AND_TONE, TONES

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "pages" / "expected.json").read_text())


def nothing_beside(name: str) -> bytes:
    raise AssertionError(f"{name} was opened")


def read_markup(markup: str | bytes) -> ImportedPage:
    data = markup.encode() if isinstance(markup, str) else markup
    return assemble(repair(document_of("page", data, nothing_beside)))


@pytest.mark.parametrize("name", EXPECTED)
def test_document_becomes_the_article_it_shows(name: str) -> None:
    expected = EXPECTED[name]
    if "refused" in expected:
        with pytest.raises(ImportRefused) as refusal:
            read_document(HERE / "pages" / name)
        assert str(refusal.value) == expected["refused"]
    else:
        assert summary_of(read_document(HERE / "pages" / name)) == expected


def test_each_document_has_its_expected_result() -> None:
    names = {path.name for path in (HERE / "pages").iterdir() if path.suffix != ".json"}
    assert names == set(EXPECTED)
    assert len(names) >= 60


def escaped(line: str) -> str:
    return html.escape(line, quote=False).replace("\xa0", "&nbsp;")


def in_paragraphs(text: str) -> str:
    lines = [f"<p>{escaped(line)}</p>" for line in text.split("\n") if line.strip()]
    return f"<html><body>{''.join(lines)}</body></html>"


def by_breaks(text: str) -> str:
    lines = "<br>\n".join(escaped(line) for line in text.split("\n"))
    return f"<html><body>{lines}</body></html>"


def in_blocks(text: str) -> str:
    lines = [f"<div>{escaped(line) or '<br>'}</div>" for line in text.split("\n")]
    return f"<html><head><title>Trang</title></head><body>{''.join(lines)}</body></html>"


@pytest.mark.parametrize("written", [in_paragraphs, by_breaks, in_blocks])
@pytest.mark.parametrize("name", ["tra-vinh.txt", "dong-nai.txt"])
def test_model_pages_are_the_same_articles_as_html(
    name: str, written: Callable[[str], str]
) -> None:
    text = (HERE / "saved_pages" / name).read_text()
    plain, page = parse_saved_page(text), read_markup(written(text))
    assert (page.title, page.lead, page.stamp) == (plain.title, plain.lead, plain.stamp)
    assert page.bylines == plain.bylines
    assert body_html(page.blocks) == body_html(plain.blocks)
    assert captions(page.blocks) == captions(plain.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_page_is_read_in_the_coding_it_is_in(encoding: str) -> None:
    text = (HERE / "pages" / "nukeviet.html").read_text()
    if encoding == "cp1258":  # which has marks of its own for what it lacks
        text = text.replace('charset="utf-8"', 'charset="windows-1258"')
        data = decomposed_tones(text).encode("cp1258", "xmlcharrefreplace")
    else:
        data = text.encode(encoding)
    assert summary_of(read_markup(data)) == EXPECTED["nukeviet.html"]


def decomposed_tones(text: str) -> str:
    """As Windows-1258 has letters: â, ê, ô, ă, ơ, ư whole, each tone behind its letter."""
    parts = []
    for letter in text:
        try:
            letter.encode("cp1258")
            parts.append(letter)
        except UnicodeEncodeError:
            parts.append(decomposed(letter))
    return "".join(parts)


def decomposed(letter: str) -> str:
    base, tone = LETTER_AND_TONE.get(letter.lower(), (letter, 0))
    return (base.upper() if letter.isupper() else base) + TONES[tone]


def test_hour_that_the_page_says_beside_its_text_is_in_vietnam() -> None:
    markup = (HERE / "pages" / "nukeviet.html").read_text()
    page = read_markup(markup.replace("Thứ ba - 14/03/2023 09:35", ""))
    assert page.stamp is not None
    assert page.stamp.isoformat(" ", "minutes") == "2023-03-14 09:35"
    assert any("JSON-LD" in doubt for doubt in page.report.doubts)


def test_account_of_a_system_is_no_author() -> None:
    markup = (HERE / "pages" / "nukeviet.html").read_text()
    for name in ("Super User", "admin", "Quản trị viên"):
        page = read_markup(markup.replace("Lê Thị Hoa", name))
        assert page.bylines == []


def test_address_of_the_page_is_known() -> None:
    for name, address in (
        ("nukeviet.html", "https://hoilamvuon.example.vn/tin-hoat-dong/trao-sinh-ke-145.html"),
        ("sharepoint.html", "http://portal.example.gov.vn/Pages/tin-chi-tiet.aspx?ItemID=45"),
    ):
        assert parse_file(HERE / "pages" / name).address == address


def test_deep_and_large_pages_are_refused_in_words() -> None:
    with pytest.raises(ImportRefused, match="quá sâu"):
        read_markup("<div>" * 5_000 + "Chữ" + "</div>" * 5_000)
    with pytest.raises(ImportRefused, match="quá lớn"):
        read_markup("<b>x</b>" * 220_000)


def test_capitals_of_a_title_are_offered_as_a_sentence_with_its_names() -> None:
    page = parse_file(HERE / "pages" / "title-in-capitals.txt")
    offered = [choice.rejected[0].value for choice in page.report.choices if not choice.chosen]
    assert offered == ["Hội Làm vườn huyện trao sinh kế cho 12 hộ hội viên"]


@pytest.mark.parametrize("line", ["☎ 0299 000 000", "2/9", "12 học bổng", "15 ý kiến", "3/3"])
def test_line_that_only_looks_like_a_counter_stays(line: str) -> None:
    """A telephone, a day, a number of the article's own."""
    prose = "Hội viên góp 200 bao lúa giống cho bà con vùng lũ ở ba xã ven sông."
    found = read_markup(
        f"<body><h1>Hội viên góp lúa giống cho vùng lũ</h1><p>{prose}</p><p>{prose}</p>"
        f"<p>{line}</p><p>{prose}</p></body>"
    )
    assert line in body_html(found.blocks)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<span class="c3">Đ</span><span class="c5">ảng</span> bộ', "Đảng bộ"),
        ("<span style='color:red'>20</span><span style='color:blue'>21</span>", "2021"),
        ('năm <span class="SpellE">20</span><span class="SpellE">21</span>', "năm 2021"),
        ('PGS.<a href="/a">TS</a>', "PGS.TS"),
        ('<a href="/a">Xã</a><a href="/b">Hội viên</a>', "Xã Hội viên"),
        ("<span class='place'>Cà Mau</span>Hai năm", "Cà Mau Hai năm"),
    ],
)
def test_parts_of_a_line_are_apart_where_the_page_sets_them_so(markup: str, shown: str) -> None:
    prose = "Hội viên góp 200 bao lúa giống cho bà con vùng lũ ở ba xã ven sông."
    found = read_markup(
        f"<body><h1>Hội viên góp lúa giống cho vùng lũ</h1><p>{prose}</p>"
        f"<p>{markup} là chữ trong đoạn văn này.</p><p>{prose}</p></body>"
    )
    text = html.unescape(re.sub(r"<[^>]+>", "", body_html(found.blocks)))
    assert f"{shown} là chữ trong đoạn văn này." in text
