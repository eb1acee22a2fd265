"""A text pasted from Word or elsewhere: what its writer sees in the form, and readers later."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from newsroom.models import PhotoUpload
from tests.browser import word
from tests.browser.conftest import OpenPage, wait_for_editor
from tests.browser.screens import Colours
from tests.browser.transfers import PASTE
from tests.support.factories import make_article, make_category

ADD = "/quan-tri/articles/article/add/"
OpenForm = Callable[..., Page]


@pytest.fixture
def open_form(
    open_page: OpenPage, live_server: LiveServer, transactional_db: None
) -> Iterator[OpenForm]:
    """`open_form(path=ADD, width=1280)`: the article's form, its editor ready; nothing it did may
    have broken the page's rules. (`watched=False` where
    axe or a refusal makes the browser complain.)"""
    visits = []

    def open_(path: str = ADD, width: int = 1280, watched: bool = True) -> Page:
        make_category()
        client = Client()
        client.force_login(User.objects.create_superuser("bien-tap"))
        visit = open_page("/quan-tri/login/", width=width)
        if watched:
            visits.append(visit)
        cookie = client.cookies["sessionid"].value
        visit.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url}]
        )
        visit.page.goto(live_server.url + path, wait_until="load")
        wait_for_editor(visit.page)
        return visit.page

    yield open_
    for visit in visits:
        assert visit.foreign == []
        assert visit.complaints == []


def paste(page: Page, html: str = "", rtf: str = "", files: list[list[str]] | None = None) -> None:
    types = {"text/html": html, "text/rtf": rtf, "text/plain": "chữ trơn" if html else ""}
    page.evaluate(PASTE, [{kind: text for kind, text in types.items() if text}, files or []])


def written(page: Page) -> str:
    return str(page.evaluate("Object.values(CKEDITOR.instances)[0].getData()"))


def save(page: Page) -> Article:
    page.fill("#id_title", "Đo mặn đầu nguồn")
    page.fill("#id_lead", "Ba trạm đã chạy.")
    page.select_option("#id_category", label="Tin tức")
    page.click("input[name=_continue] >> nth=0")
    page.wait_for_url("**/change/")
    return Article.objects.get()


def test_text_from_word_keeps_its_shape_and_loses_its_dress(open_form: OpenForm) -> None:
    page = open_form()
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
    page = open_form()
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


def test_deleted_picture_of_word_stays_behind_and_the_next_one_is_itself(
    open_form: OpenForm,
) -> None:
    page = open_form()
    deleted = f"<del>{word.PICTURE.format(n=1, alt='')}</del>"
    html = word.from_word(
        f"<div class=msoDel>{deleted}</div>",
        word.PICTURE.format(n=2, alt=""),
        word.PLAIN.format("Đoạn sau."),
    )
    paste(page, html, word.rtf(word.png("red"), word.png("lime")))
    page.locator(".drop__file--taken").wait_for()
    assert page.locator(".drop__file").count() == 1
    [photo] = save(page).photos.all()
    with photo.file.open() as file, Image.open(file) as picture:
        red, green, _ = picture.convert("RGB").resize((1, 1)).tobytes()
    assert green > red


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
    page = open_form()
    paste(page, html)
    text = page.locator(".cke_wysiwyg_div").inner_text()
    assert text.split() == ["Giá", "90", "đồng"]
    page.evaluate("Object.values(CKEDITOR.instances)[0].setData('')")
    page.evaluate("Object.values(CKEDITOR.instances)[0]._.nextPasteType = 'text'")
    paste(page, html)
    assert "MẬT" not in page.locator(".cke_wysiwyg_div").inner_text()


def test_words_struck_through_elsewhere_stay_struck(open_form: OpenForm) -> None:
    page = open_form()
    paste(
        page, "<p>Giá <strike>100</strike> <span style='text-decoration:line-through'>95</span></p>"
    )
    assert "<s>100</s>" in written(page) and re.search("<s>(<span>)?95", written(page))
    assert "<s>100</s> <s>95</s>" in save(page).body


def test_pictures_from_word_become_photos_at_their_place_with_captions(open_form: OpenForm) -> None:
    page = open_form()
    html = word.from_word(
        word.PLAIN.format("Đoạn mở đầu."),
        word.PICTURE.format(n=1, alt="Trạm đo bên cống"),
        word.CAPTION.format("Trạm đo ở đầu kênh. Ảnh: Trần Văn Vũ"),
        word.PLAIN.format("Đoạn giữa."),
        word.PICTURE.format(n=2, alt="A green square&#10;&#10;Description automatically generated"),
        word.PLAIN.format("Ảnh: Bà con xem bảng số"),
        word.PICTURE.format(n=3, alt=""),
        word.PLAIN.format("Đoạn này không phải chú thích."),
    )
    paste(page, html, word.rtf(word.png("red"), word.png("green"), word.png("blue")))
    page.locator(".drop__file--taken").nth(2).wait_for()
    assert page.locator(".dynamic-photos .focus__frame .thumbnail").count() == 3
    assert "không đọc được" not in page.locator(".pasted").inner_text()
    article = save(page)
    assert re.findall(r"<p>(.*?)</p>", article.body) == [
        "Đoạn mở đầu.",
        "[ảnh 1]",
        "Đoạn giữa.",
        "[ảnh 2]",
        "[ảnh 3]",
        "Đoạn này không phải chú thích.",
    ]
    shown = [(photo.caption, photo.credit, photo.alt) for photo in article.photos.all()]
    assert shown == [
        ("Trạm đo ở đầu kênh.", "Trần Văn Vũ", "Trạm đo bên cống"),
        ("Bà con xem bảng số", "", ""),
        ("", "", ""),
    ]
    assert all(photo.width == 300 for photo in article.photos.all())
    assert not PhotoUpload.objects.exists()
    article.status = Article.Status.PUBLISHED
    article.save()
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    assert page.locator("figure figcaption").first.inner_text().startswith("Trạm đo ở đầu kênh.")
    order = page.locator(".article__body, article").first.inner_text()
    assert order.index("Đoạn mở đầu.") < order.index("Trạm đo ở đầu kênh.")
    assert order.index("Trạm đo ở đầu kênh.") < order.index("Đoạn giữa.")


def test_picture_that_cannot_be_read_is_named_and_a_dropped_file_takes_its_place(
    open_form: OpenForm,
) -> None:
    page = open_form()
    html = word.from_word(
        word.PICTURE.format(n=1, alt=""),
        word.CAPTION.format("Trạm đo ở đầu kênh"),
        word.PLAIN.format("Đoạn sau."),
    )
    paste(page, html)
    assert "1 ảnh không đọc được từ bộ nhớ tạm" in page.locator(".pasted").inner_text()
    assert "[ảnh 1]" in written(page)
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").wait_for()
    [photo] = save(page).photos.all()
    assert (photo.order, photo.caption, photo.width) == (1, "Trạm đo ở đầu kênh", 300)


def test_place_that_waits_takes_a_file_after_saving_too(open_form: OpenForm) -> None:
    page = open_form()
    paste(page, word.from_word(word.PICTURE.format(n=1, alt=""), word.PLAIN.format("Đoạn sau.")))
    article = save(page)
    assert "[ảnh 1]" in article.body
    wait_for_editor(page)
    paste(page, word.from_word(word.PICTURE.format(n=1, alt="")), word.rtf(word.png("blue")))
    page.locator(".drop__file--taken").wait_for()
    assert "[ảnh 2]" in page.locator(".drop__file").inner_text()
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").nth(1).wait_for()
    assert "[ảnh 1]" in page.locator(".drop__file").nth(1).inner_text()


def test_pictures_are_not_guessed_where_the_clipboard_holds_another_number(
    open_form: OpenForm,
) -> None:
    page = open_form()
    html = word.from_word(word.PICTURE.format(n=1, alt=""), word.PICTURE.format(n=2, alt=""))
    paste(page, html, word.rtf(word.png("red")))
    assert "2 ảnh không đọc được từ bộ nhớ tạm" in page.locator(".pasted").inner_text()
    assert page.locator(".drop__file").count() == 0


def test_text_from_google_docs_keeps_bold_lists_and_headings(open_form: OpenForm) -> None:
    page = open_form()
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
    page = open_form()
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


def test_article_of_a_web_page_brings_its_figure_and_names_what_it_lost(
    open_form: OpenForm,
) -> None:
    page = open_form()
    address = word.data_address(word.png("red"))
    paste(
        page,
        f'<p style="color: rgb(0, 0, 0)">Đoạn một.</p><figure><img src="{address}" alt="Cống mới">'
        "<figcaption>Cống ngăn mặn. Ảnh: Lê An</figcaption></figure>"
        '<iframe src="https://example.vn/phim"></iframe><video src="/x.mp4"></video>'
        "<script>window.hacked = 1</script><p onclick=hack()>Đoạn hai.</p>",
    )
    page.locator(".drop__file--taken").wait_for()
    said = page.locator(".pasted").inner_text()
    assert "1 khung nhúng (iframe), 1 đoạn phim" in said and "màu chữ" not in said
    article = save(page)
    assert re.findall(r"<p>(.*?)</p>", article.body) == ["Đoạn một.", "[ảnh 1]", "Đoạn hai."]
    assert page.evaluate("window.hacked") is None
    [photo] = article.photos.all()
    assert (photo.caption, photo.credit, photo.alt) == ("Cống ngăn mặn.", "Lê An", "Cống mới")


def test_picture_alone_on_the_clipboard_becomes_a_photo(open_form: OpenForm) -> None:
    page = open_form()
    content = word.data_address(word.png("red")).partition(",")[2]
    paste(page, files=[["man-hinh.png", content]])
    page.locator(".drop__file--taken").wait_for()
    assert "<p>[ảnh 1]</p>" in written(page)
    assert page.locator(".cke_notification").count() == 0
    assert save(page).photos.get().width == 300


def test_picture_that_the_server_refuses_says_why_and_its_place_waits(open_form: OpenForm) -> None:
    page = open_form(watched=False)
    broken = word.data_address(word.png("red")[:60])
    paste(page, f'<p>Trên.</p><p><img src="{broken}"></p><p>Ảnh: Cống ngăn mặn</p>')
    page.locator(".drop__file--refused").wait_for()
    assert "không nhận" in page.locator(".drop__file").inner_text()
    file = FilePayload(name="anh.png", mimeType="image/png", buffer=word.png("red"))
    page.set_input_files(".drop__input", [file])
    page.locator(".drop__file--taken").wait_for()
    [photo] = save(page).photos.all()
    assert (photo.order, photo.caption, photo.width) == (1, "Cống ngăn mặn", 300)


def test_plain_text_is_pasted_as_it_is(open_form: OpenForm) -> None:
    page = open_form()
    page.evaluate(PASTE, [{"text/plain": "Giá < 3 & > 1\n\nThẻ <del>hai</del>"}, []])
    assert "Giá &lt; 3 &amp; &gt; 1" in written(page)
    assert "Thẻ &lt;del&gt;hai&lt;/del&gt;" in written(page)
    assert page.locator(".pasted").inner_text() == ""


def test_text_moved_within_the_editor_says_nothing(open_form: OpenForm) -> None:
    page = open_form()
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Một câu.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(page.locator(".cke_wysiwyg_div")).to_have_text("Một câu.Một câu.")
    assert page.locator(".pasted").inner_text() == ""


def test_picture_pasted_into_a_static_page_has_its_place_and_its_row(open_form: OpenForm) -> None:
    page = open_form("/quan-tri/portal/page/add/")
    paste(page, word.from_word(word.PLAIN.format("Về đơn vị."), word.PICTURE.format(n=1, alt="")))
    expect(page.locator(".dynamic-photos")).to_have_count(1)
    assert "".join(written(page).split("\n")) == "<p>Về đơn vị.</p><p>[ảnh 1]</p>"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_beside_the_editor_and_in_the_list(
    open_form: OpenForm, colours: Colours
) -> None:
    article = make_article(lead="", body="<p>Hội12 người dự (hôm nay.</p>", status="draft")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/", width=360, watched=False)
    page.emulate_media(color_scheme=colours)
    paste(page, word.from_word(word.TEXT, word.PICTURE.format(n=1, alt="")))
    for part in (".pasted", ".findings"):
        results = Axe().run(page, context=part)
        assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("input[name=_step_publish] >> nth=-1")
    page.wait_for_url("**/viec/publish/")
    assert "nên xem trước khi đăng" in page.locator(".findings h2").inner_text()
    results = Axe().run(page, context="#content")
    assert not results.violations_count, results.generate_report()
    page.click("text=Vẫn đăng")
    page.wait_for_url("**/change/")
    article.refresh_from_db()
    assert article.status == "published"


NUMBERED = """
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>{label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>{text}<o:p></o:p></p>
"""
SYMBOLS = word.PLAIN.format(
    "Hạt <span style='font-family:Symbol'>m</span>m, góc <span style='font-family:Symbol'>a</span>"
    " và <span style='font-family:Symbol'>W</span>"
)


def as_word_shows_it() -> str:
    items = [NUMBERED.format(label=f"Điều {n}.", text=f"Việc số {n}") for n in (1, 2)]
    lettered = [NUMBERED.format(label=f"{n}.", text=f"Ý {n}") for n in ("c", "d")]
    return word.from_word(word.TRACKED, *items, SYMBOLS, *lettered, word.COMMENTS)


def test_reader_sees_of_a_text_from_word_what_word_showed(
    open_form: OpenForm, live_server: LiveServer
) -> None:
    page = open_form()
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


def test_paste_is_one_step_of_the_undo_and_can_be_pasted_the_old_way(open_form: OpenForm) -> None:
    page = open_form()
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Câu đầu.")
    symbols = word.from_word(SYMBOLS, word.PLAIN.format("Đoạn hai."))
    paste(page, symbols)
    text = page.locator(".cke_wysiwyg_div")
    expect(text).to_contain_text("μm")
    page.keyboard.press("Control+z")
    expect(text).to_have_text("Câu đầu.")
    paste(page, symbols)
    expect(text).to_contain_text("μm")
    page.get_by_role("button", name="Hoàn lại").click()
    expect(text).to_contain_text("Đoạn hai.")
    expect(text).not_to_contain_text("μm")


def test_words_typed_while_a_text_is_read_stay_where_they_were_typed(open_form: OpenForm) -> None:
    page = open_form()
    waiting: list[Route] = []
    page.route("**/doc-chu-dan/", lambda route: waiting.append(route))
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Trước. ")
    with page.expect_request("**/doc-chu-dan/"):
        page.evaluate(f"([types, files]) => {{ ({PASTE})([types, files]); }}", PASTED_LIST)
    page.keyboard.type("Sau")
    page.fill("#id_title", "Tựa gõ khi chờ")
    page.locator("#id_title").focus()
    waiting[0].continue_()
    expect(page.locator(".cke_wysiwyg_div li")).to_have_text(["Một", "Hai"])
    assert page.evaluate("document.activeElement.id") == "id_title"
    lines = " ".join(page.locator(".cke_wysiwyg_div").inner_text().split())
    assert lines == "Trước. Một Hai Sau"


PASTED_LIST = [{"text/html": "<ul><li>Một</li><li>Hai</li></ul>", "text/plain": "chữ"}, []]


@pytest.mark.parametrize("how", ["offline", "signed out", "busy"])
def test_paste_without_an_answer_is_done_by_the_browser_and_said(
    open_form: OpenForm, how: str
) -> None:
    page = open_form(watched=False)
    if how == "offline":
        page.route("**/doc-chu-dan/", lambda route: route.abort())
    elif how == "busy":
        page.route("**/doc-chu-dan/", lambda route: route.fulfill(status=503))
    else:
        page.context.clear_cookies(name="sessionid")
    paste(page, word.from_word(word.TEXT, word.TRACKED))
    notice = page.locator(".pasted").inner_text()
    assert "Chưa nhờ máy chủ đọc được" in notice
    assert "1 chỗ chữ đã xóa" in notice
    assert "<h2>Kết quả đo mặn</h2>" in " ".join(written(page).split())
    assert "MẬT" not in written(page)


def test_few_words_are_pasted_without_asking_the_server(open_form: OpenForm) -> None:
    page = open_form()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paste(page, "<meta charset='utf-8'><p>Một <b>hai</b> ba</p>")
    assert "<strong>hai</strong>" in written(page)
    assert not [url for url in asked if "doc-chu-dan" in url]


def test_title_lead_and_signature_of_a_pasted_letter_go_to_their_fields(
    open_form: OpenForm,
) -> None:
    page = open_form()
    paste(
        page,
        word.from_word(
            "<p class=MsoNormal align=center><b>Chi hội ấp 1 họp bàn việc nạo vét kênh</b></p>",
            word.PLAIN.format("Sáng nay, chi hội ấp 1 họp bàn việc nạo vét, có 40 hội viên dự."),
            word.PLAIN.format("Cuộc họp thống nhất góp công và mượn máy của xã trong tháng tư."),
            word.PLAIN.format("Ông Hai nói việc này rất hay và bà con sẽ làm ngay trong tháng."),
            "<p class=MsoNormal align=right><b>Bài, ảnh: Trần Văn Vũ</b></p>",
        ),
    )
    for name in ("Đưa lên ô Tựa", "Đưa lên ô Sapo", "Đưa lên ô Tác giả"):
        page.get_by_role("button", name=name).click()
    assert page.input_value("#id_title") == "Chi hội ấp 1 họp bàn việc nạo vét kênh"
    assert page.input_value("#id_lead").startswith("Sáng nay, chi hội ấp 1")
    page.select_option("#id_category", label="Tin tức")
    page.click("input[name=_continue] >> nth=0")
    page.wait_for_url("**/change/")
    article = Article.objects.get()
    assert [(one.role, one.name) for one in article.bylines.all()] == [("both", "Trần Văn Vũ")]
    assert re.findall(r"<p>(.{7})", article.body) == ["Cuộc họ", "Ông Hai"]
