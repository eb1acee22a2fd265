"""Whatever character was typed or stored, each feed, page and file of the site opens."""

import datetime
import io
import json
import re
import sys
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from articles.models import Article, Category
from portal.models import Identity
from reports.annual_report import AnnualReport
from reports.docx import report_document
from reports.tables import Table
from reports.xlsx import workbook
from richtext.cleaning import clean
from tests.support.factories import make_article, make_category
from tests.support.public_pages import ALL, HTML_PAGES, address_of, fill_site
from vietnamese.text import normalise, xml_safe

NONCHARACTERS = {*range(0xFDD0, 0xFDF0)} | {
    plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)
}
CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}
SURROGATES = {*range(0xD800, 0xE000)}
ANY = st.text(st.characters(exclude_categories=[]))  # lone surrogates too
NEVER = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in NONCHARACTERS | CONTROLS | SURROGATES) + "]"
)


def every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))


def awkward() -> Iterator[str]:
    """Texts of a title's length: what XML cannot hold, and one character of every hundred."""
    codes = sorted({*range(0x2000, 0x2100), *NONCHARACTERS, *CONTROLS, *range(0x100, 0x110000, 99)})
    # PostgreSQL holds no NUL, no database a surrogate.
    held = [code for code in codes if code and code not in SURROGATES]
    text = "".join(map(chr, held))
    return (text[start : start + 150] for start in range(0, len(text), 150))


def test_no_character_at_all_leaves_a_text_that_xml_cannot_hold() -> None:
    everything = every_character()
    assert not NEVER.search(normalise(everything))
    codes = sorted(NONCHARACTERS | CONTROLS | SURROGATES)
    assert not NEVER.search(clean(everything[::17] + "x".join(map(chr, codes))))
    ElementTree.fromstring(f"<x>{xml_safe(everything).translate({38: None, 60: None})}</x>")


def test_reference_to_such_a_character_goes_like_the_character() -> None:
    for form in ("&#{};", "&#x{:x};", "&#X{:X}", "&#0{}"):
        codes = sorted(NONCHARACTERS | CONTROLS | {0xD800, 0xDFFF, 0x110000, 9**20})
        html = " ".join(form.format(code) for code in codes)
        for cleaned in (clean(f"<p>{html}</p>"), clean(f'<p><a title="{html}" href="/">a</a></p>')):
            assert not NEVER.search(cleaned)
            ElementTree.fromstring(f"<x>{cleaned}</x>")


@given(ANY)
def test_any_text_is_clean_of_them(text: str) -> None:
    assert not NEVER.search(normalise(text))
    assert not NEVER.search(clean(text))
    ElementTree.fromstring(f"<x>{clean(text).replace('<br>', '').replace('<hr>', '')}</x>")


@settings(max_examples=15)
@given(ANY)
def test_any_text_makes_a_workbook_and_a_document_that_open(text: str) -> None:
    text = xml_safe(text)
    table = Table("Bảng", ("Tên",), [(text,)], note=text)
    book = load_workbook(io.BytesIO(workbook([table], author=text)))
    assert book.sheetnames == ["Bảng"]
    report = AnnualReport(text, text, "Báo cáo", "Năm 2026", [text], [table], [text])
    day = datetime.date(2026, 11, 29)
    assert Document(io.BytesIO(report_document(report, day))).tables


@pytest.mark.django_db
def test_every_public_address_opens_whatever_came_past_the_forms(client: Client) -> None:
    article = fill_site(14)
    texts = awkward()
    Identity.objects.update(name_vi=next(texts), governing_body=next(texts))
    Category.objects.filter(slug="tin-tuc").update(name=next(texts)[:60])
    for row, title in zip(Article.objects.all(), texts, strict=False):
        lead = "".join(next(texts, "") for _ in range(5))
        Article.objects.filter(pk=row.pk).update(title=title, lead=lead, body=f"<p>{lead}</p>")
    article.refresh_from_db()
    for name in ALL:
        response = client.get(address_of(name, article))
        assert response.status_code == 200, name
        if response.headers["Content-Type"].startswith("image/"):
            continue
        content = response.content.decode()
        if "xml" in response.headers["Content-Type"]:
            ElementTree.fromstring(content)
    page = client.get(article.get_absolute_url()).content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert data and json.loads(data[1])["headline"] == article.title


@pytest.mark.django_db
def test_what_is_saved_shows_none_of_them_on_any_page(client: Client) -> None:
    article = fill_site(2)
    hostile = "Đại\ufffe hội\uffff\ufdd0\x0b\x1f\x7f\x9f\U0001fffe họp"
    body = f"<p>{hostile}&#xFFFE;&#xFFFF;&#x1FFFF;&#11;</p>"
    make_article(title=hostile, lead=hostile, body=body, published_from=timezone.now())
    make_category(name=hostile)
    for name in {**ALL, **HTML_PAGES}:
        response = client.get(address_of(name, article))
        if response.headers["Content-Type"].startswith("image/"):
            continue
        page = response.content.decode()
        assert not NEVER.search(page.replace("\r", "")), name
    assert "Đại hội họp" in client.get("/rss/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["%ED%A0%80", "%EF%BF%BE", "%FF", "%00", "%EF%BF%BF%0B"])
def test_what_a_search_may_hold_is_answered(client: Client, sent: str) -> None:
    response = client.get(f"/tim-kiem/?q=chi+bo{sent}&tu={sent}")
    assert response.status_code == 200
    assert b"chi bo" in response.content
