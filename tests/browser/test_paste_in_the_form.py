"""What pasting does in the form: it can be undone, disturbs nobody who types on, and says what
became of the text."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from articles.models import Article
from tests.browser import word
from tests.browser.conftest import OpenForm
from tests.browser.pasting import SYMBOLS, open_new, paste, written
from tests.browser.screens import Colours
from tests.browser.transfers import PASTE
from tests.support.factories import make_article


def test_text_moved_within_the_editor_says_nothing(open_form: OpenForm) -> None:
    page = open_new(open_form)
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Một câu.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(page.locator(".cke_wysiwyg_div")).to_have_text("Một câu.Một câu.")
    assert page.locator(".pasted").inner_text() == ""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_beside_the_editor_and_in_the_list(
    open_form: OpenForm, colours: Colours
) -> None:
    article = make_article(lead="", body="<p>Hội12 người dự (hôm nay.</p>", status="draft")
    page = open_form(article, width=360, watched=False)
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


def test_paste_is_one_step_of_the_undo_and_can_be_pasted_the_old_way(open_form: OpenForm) -> None:
    page = open_new(open_form)
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


PASTED_LIST = [{"text/html": "<ul><li>Một</li><li>Hai</li></ul>", "text/plain": "chữ"}, []]


def test_words_typed_while_a_text_is_read_stay_where_they_were_typed(open_form: OpenForm) -> None:
    page = open_new(open_form)
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


@pytest.mark.parametrize("how", ["offline", "signed out", "busy"])
def test_paste_without_an_answer_is_done_by_the_browser_and_said(
    open_form: OpenForm, how: str
) -> None:
    page = open_new(open_form, watched=False)
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
    page = open_new(open_form)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paste(page, "<meta charset='utf-8'><p>Một <b>hai</b> ba</p>")
    assert "<strong>hai</strong>" in written(page)
    assert not [url for url in asked if "doc-chu-dan" in url]


def test_title_lead_and_signature_of_a_pasted_letter_go_to_their_fields(
    open_form: OpenForm,
) -> None:
    page = open_new(open_form)
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
