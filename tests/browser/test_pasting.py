"""A text pasted from Word or elsewhere: what of it its writer keeps, and readers see."""

import re

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser import word
from tests.browser.conftest import OpenForm
from tests.browser.pasting import SYMBOLS, open_new, paste, save, written
from tests.browser.transfers import PASTE


def test_text_from_word_keeps_its_shape_and_loses_its_dress(open_form: OpenForm) -> None:
    page = open_new(open_form)
    paste(page, word.from_word(word.TEXT, word.FORMULA, word.DRAWING))
    notice = page.locator(".pasted").inner_text()
    for lost in ("màu chữ", "phông chữ", "cỡ chữ", "canh lề", "2 hình vẽ (shape)", "1 công thức"):
        assert lost in notice
    assert "ảnh" not in notice.replace("hình ảnh", "")
    bullet = page.locator(".cke_wysiwyg_div li").first
    assert bullet.evaluate("item => getComputedStyle(item).listStyleType") == "disc"
    body = " ".join(save(page).body.split())
    assert "<h2>Kết quả đo mặn</h2>" in body and "<h3>Việc tiếp theo</h3>" in body
    assert "<strong>Trạm đầu nguồn</strong>" in body and "<em>mỗi ngày</em>" in body
    assert "m<sup>3</sup>" in body and "H<sub>2</sub>S" in body
    assert re.search(r'<a href="https://example.vn/bao-cao"[^>]*>báo cáo</a>', body)
    assert re.sub(r"\s", "", "<ul><li>Lắp thêm trạm</li><li>Báo tin cho ấp</li></ul>") in re.sub(
        r"\s", "", body
    )
    assert body.count("<td>") == 4 and "Lạng Cò" in body
    assert not re.search(r"mso|style=|class=|<span|<o:p|<v:|\ue000|\ue002", body)


def test_deleted_and_hidden_words_and_comments_of_word_do_not_come_along(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
    paste(page, word.from_word(word.TEXT, word.TRACKED, word.COMMENTS))
    said = page.locator(".pasted").inner_text()
    assert (
        "1 chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes), 1 lời bình, 2 chỗ chữ ẩn" in said
    )
    assert "gạch" not in said
    body = " ".join(save(page).body.split())
    assert "MẬT" not in body and "A1" not in body
    assert "Giá là 90 đồng, <s>không phải 80</s> và câu được bàn." in body
    # The rest is what it is without them.
    assert "<h2>Kết quả đo mặn</h2>" in body and body.count("<td>") == 4
    assert re.search(r"<ul>\s*<li>\s*Lắp thêm trạm\s*</li>\s*<li>\s*Báo tin cho ấp", body)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Giá <del>MẬT</del><ins>90</ins> đồng</p>",
        '<b style="font-weight:normal" id="docs-internal-guid-7c1"><p>Giá 90 đồng<sup><a'
        ' href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p></b><div style="border:1px solid black;'
        'margin:5px"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>MẬT</span></p></div>',
        '<html><head><meta name="generator" content="LibreOffice 7.4"/><title>MẬT</title></head>'
        "<body><p>Giá 90<!-- MẬT --><span style='display: none'>MẬT</span> đồng</p></body></html>",
        "<p hidden>MẬT</p><p>Giá 90 đồng</p><p style='visibility:hidden'>MẬT</p>",
        "<p style='font-size:0'>MẬT</p><p>Giá <span style='opacity:0'>MẬT</span>90 đồng</p>",
        "<p>Giá <span style='color:#fff;background:white'>MẬT</span>90 đồng</p>",
    ],
)
def test_deleted_and_hidden_words_of_other_programs_do_not_come_along(
    open_form: OpenForm, html: str
) -> None:
    page = open_new(open_form)
    paste(page, html)
    text = page.locator(".cke_wysiwyg_div").inner_text()
    assert text.split() == ["Giá", "90", "đồng"]
    page.evaluate("Object.values(CKEDITOR.instances)[0].setData('')")
    page.evaluate("Object.values(CKEDITOR.instances)[0]._.nextPasteType = 'text'")
    paste(page, html)
    assert "MẬT" not in page.locator(".cke_wysiwyg_div").inner_text()


def test_words_struck_through_elsewhere_stay_struck(open_form: OpenForm) -> None:
    page = open_new(open_form)
    paste(
        page, "<p>Giá <strike>100</strike> <span style='text-decoration:line-through'>95</span></p>"
    )
    assert "<s>100</s>" in written(page) and re.search("<s>(<span>)?95", written(page))
    assert "<s>100</s> <s>95</s>" in save(page).body


def test_text_from_google_docs_keeps_bold_lists_and_headings(open_form: OpenForm) -> None:
    page = open_new(open_form)
    paste(
        page,
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7c1">'
        '<h1 dir="ltr"><span style="font-size:20pt;font-family:Arial;color:#000000">Đầu mục</span>'
        '</h1><p dir="ltr"><span style="font-weight:400;color:#000000">Chữ thường, </span>'
        '<span style="font-weight:700;color:#ff0000">chữ đậm</span>'
        '<span style="font-weight:400">, m</span>'
        '<span style="font-size:0.6em;vertical-align:super">2</span></p>'
        '<ul><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr">'
        "<span>Một</span></p></li></ul><p><span>"
        '<span style="border:none"><img src="https://lh3.googleusercontent.com/x" width="9">'
        "</span></span></p></b>",
    )
    notice = page.locator(".pasted").inner_text()
    assert "màu chữ" in notice and "1 ảnh nằm ở trang khác" in notice
    body = save(page).body
    assert "<h2>Đầu mục</h2>" in body
    assert "Chữ thường, <strong>chữ đậm</strong>, m<sup>2</sup>" in body
    assert re.search(r"<ul>\s*<li>\s*(<p>)?Một", body)
    assert "[ảnh 1]" in body and "style" not in body


def test_text_from_libreoffice_keeps_its_shape(open_form: OpenForm) -> None:
    page = open_new(open_form)
    paste(
        page,
        '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/>'
        "<style>p { line-height: 115% }</style></head><body>"
        '<h2 class="western">Đầu mục</h2><p style="line-height:115%"><font color="#c9211e">'
        '<font face="Liberation Serif, serif"><b>Chữ đậm</b></font></font> và CO<sub>2</sub></p>'
        f'<p><img src="{word.data_address(word.png("red"))}" width="300" height="200"/></p>'
        "<ol><li><p>Một</p></li></ol></body></html>",
    )
    page.locator(".drop__file--taken").wait_for()
    assert "màu chữ, phông chữ" in page.locator(".pasted").inner_text()
    body = save(page).body
    assert "<h2>Đầu mục</h2>" in body and "<strong>Chữ đậm</strong> và CO<sub>2</sub>" in body
    assert "<p>[ảnh 1]</p>" in body and "data:" not in body and "<ol>" in body


def test_plain_text_is_pasted_as_it_is(open_form: OpenForm) -> None:
    page = open_new(open_form)
    page.evaluate(PASTE, [{"text/plain": "Giá < 3 & > 1\n\nThẻ <del>hai</del>"}, []])
    assert "Giá &lt; 3 &amp; &gt; 1" in written(page)
    assert "Thẻ &lt;del&gt;hai&lt;/del&gt;" in written(page)
    assert page.locator(".pasted").inner_text() == ""


NUMBERED = """
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>{label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>{text}<o:p></o:p></p>
"""


def as_word_shows_it() -> str:
    items = [NUMBERED.format(label=f"Điều {n}.", text=f"Việc số {n}") for n in (1, 2)]
    lettered = [NUMBERED.format(label=f"{n}.", text=f"Ý {n}") for n in ("c", "d")]
    return word.from_word(word.TRACKED, *items, SYMBOLS, *lettered, word.COMMENTS)


def test_reader_sees_of_a_text_from_word_what_word_showed(
    open_form: OpenForm, live_server: LiveServer
) -> None:
    page = open_new(open_form)
    paste(page, as_word_shows_it())
    notice = page.locator(".pasted")
    said = notice.inner_text()
    assert (
        "1 chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes), 1 lời bình, 2 chỗ chữ ẩn" in said
    )
    assert "Đã đổi chữ ở 1 chỗ" in said
    first = page.locator(".cke_wysiwyg_div ol > li").first
    assert first.evaluate("item => getComputedStyle(item).listStyleType") == "lower-alpha"
    notice.locator("summary").click()
    assert "«Hạt mm, góc a và W» thành «Hạt μm, góc α và Ω»" in notice.inner_text()
    article = save(page)
    article.status = Article.Status.PUBLISHED
    article.save()
    page.goto(live_server.url + article.get_absolute_url())
    text = " ".join(page.locator("article").first.inner_text().split())
    assert "Giá là 90 đồng, không phải 80 và câu được bàn." in text
    assert "Điều 1. Việc số 1 Điều 2. Việc số 2 Hạt μm, góc α và Ω" in text
    assert "MẬT" not in text and "A1" not in text
    lettered = page.locator("article ol").first
    assert (lettered.get_attribute("type"), lettered.get_attribute("start")) == ("a", "3")
    assert lettered.locator("li").all_inner_texts() == ["Ý c", "Ý d"]
