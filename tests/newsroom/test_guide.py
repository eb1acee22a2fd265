"""The editors' guide, inside the admin: what it shows and names is there."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client

from chibo_site.roles import REPORTER
from newsroom.guide.pages import PICTURES, guide_text
from newsroom.guide.rendering import as_html, chapters_of, names_in, pictures_in
from tests.newsroom.desk import said, signed_in

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = "/quan-tri/huong-dan/"
ANCHOR = re.compile(r'_hint\.html" with about="([^"]+)" anchor="([^"]+)"')


def sources() -> str:
    """All that puts words on the desk's pages."""
    files = [
        *ROOT.glob("templates/**/*.html"),
        *ROOT.glob("static/js/**/*.js"),
        *(
            file
            for room in ("newsroom", "articles", "portal")
            for file in ROOT.glob(f"{room}/**/*.py")
        ),
    ]
    return html.unescape("\n".join(file.read_text(encoding="utf-8") for file in files))


def test_guide_is_found_from_every_page_and_shows_its_chapters() -> None:
    reporter = signed_in("phongvien", REPORTER)
    assert f'<a href="{GUIDE}">Hướng dẫn</a>' in said(reporter.get("/quan-tri/"))
    page = said(reporter.get(GUIDE))
    assert '<h2 id="chu-khong-mat">Chữ không mất</h2>' in page
    assert '<a href="#chu-khong-mat">Chữ không mất</a>' in page
    assert "**" not in page


def test_guide_is_for_staff() -> None:
    assert Client().get(GUIDE).status_code == 302


def test_pictures_of_the_guide_are_there() -> None:
    reporter = signed_in("phongvien", REPORTER)
    names = pictures_in(guide_text())
    assert names
    for name in names:
        assert (PICTURES / f"{name}.png").is_file(), f"make pictures: {name}"
        answer = reporter.get(f"{GUIDE}anh/{name}.png")
        assert answer.headers["Content-Type"] == "image/png"
        assert b"".join(answer).startswith(b"\x89PNG")
        assert f'src="{GUIDE}anh/{name}.png"' in said(reporter.get(GUIDE))


def test_no_other_file_is_shown_as_its_picture() -> None:
    reporter = signed_in("phongvien", REPORTER)
    assert reporter.get(f"{GUIDE}anh/dien-thoai.png").status_code == 404


def test_everything_that_the_guide_names_is_on_a_page() -> None:
    words = sources()
    assert [name for name in names_in(guide_text()) if name not in words] == []


def test_every_question_mark_leads_to_a_chapter_of_its_name() -> None:
    text = as_html(guide_text(), "{}")
    asked = [
        found
        for file in ROOT.glob("templates/**/*.html")
        for found in ANCHOR.findall(file.read_text())
    ]
    assert len(asked) >= 5
    assert [
        (about, anchor) for about, anchor in asked if f'id="{anchor}">{about}<' not in text
    ] == []


def test_text_of_the_guide_is_escaped() -> None:
    shown = as_html(
        "# A\n\n## B & C\n\n1. <b>x</b>\n2. **Lưu**\n   nháp\n\n![Ảnh](anh/a.png)", "/{}/"
    )
    assert shown == (
        '<h2 id="b-c">B &amp; C</h2>\n<ol><li>&lt;b&gt;x&lt;/b&gt;</li>'
        '<li><strong>Lưu</strong> nháp</li></ol>\n<p><img src="/a/" alt="Ảnh" loading="lazy"></p>'
    )
    assert [chapter.title for chapter in chapters_of("## Một\n\n### Hai")] == ["Một"]
