"""Nothing typed is lost: a tab is killed, a session ends, the network goes, another one saves."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from articles.models import Article, Draft
from chibo_site.accounts.models import Session
from tests.accounts.arrange import PASSWORD, code_of, give_second_factor
from tests.browser.conftest import wait_for_editor
from tests.factories import make_article, make_category, make_identity, make_person

LISTING = "/quan-tri/articles/article/"
TITLE = "Tựa đang gõ dở"
KEPT = re.compile(r"^Đã giữ tạm lúc \d\d:\d\d$")
BUSY = re.compile("Chưa lưu được – máy chủ chưa trả lời, chữ vẫn còn trên máy này")


@pytest.fixture
def article(transactional_db) -> Article:
    make_identity()
    return make_article()


@pytest.fixture
def editor(article: Article) -> User:
    person = make_person("bientap")
    person.set_password(PASSWORD)
    person.save()
    return person


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(chromium: Browser, live_server) -> Iterator[NewContext]:
    """`new_context(person, javascript=True)`: a browser of that person, signed in."""
    opened = []

    def new(person: User, javascript: bool = True) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        opened.append(context)
        sign_in(context, person, live_server.url)
        return context

    yield new
    for context in opened:
        context.close()


def sign_in(context: BrowserContext, person: User, site: str) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.fixture
def context(new_context: NewContext, editor: User) -> BrowserContext:
    return new_context(editor)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def change(article: Article) -> str:
    return f"{LISTING}{article.pk}/change/"


def open_form(page: Page, where: str) -> None:
    page.goto(where)
    wait_for_editor(page)


def line(page: Page):
    return page.locator(".unsaved__line")


def kept(page: Page, words: str):
    """Its block has ended once the server has taken in the words."""
    return page.expect_response(
        lambda answer: "/giu-tam/" in answer.url and words in (answer.request.post_data or "")
    )


def copied(page: Page, words: str) -> None:
    """Waits until this browser holds the words."""
    page.wait_for_function(
        "words => Object.values(localStorage).some((copy) => copy.includes(words))", arg=words
    )


OWN_COPIES = "() => Object.keys(localStorage).filter((name) => name.startsWith('chua-luu:')).length"


def no_copy_stays(page: Page) -> None:
    """Waits until this browser holds no words any more."""
    page.wait_for_function(f"() => ({OWN_COPIES})() === 0")


def save(page: Page) -> None:
    page.click("input[name=_continue] >> nth=0")


def take_up(page: Page) -> None:
    page.locator(".unsaved__use").first.click()
    page.wait_for_selector("text=bản chưa lưu của bạn")


def test_words_are_kept_on_the_server_and_the_page_says_so(page: Page, article: Article) -> None:
    open_form(page, change(article))
    expect(line(page)).to_have_text("Chữ gõ ở đây được giữ tạm vài giây một lần.")
    page.locator(".cke_wysiwyg_div").click()
    with kept(page, "Chữ mới gõ."):
        page.keyboard.type("Chữ mới gõ. ")
    expect(line(page)).to_have_text(KEPT)
    assert "Chữ mới gõ." in dict(Draft.objects.get().fields)["body"]
    article.refresh_from_db()
    assert "Chữ mới gõ." not in article.body


def test_opening_a_form_keeps_nothing(page: Page, article: Article) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.clock.install()
    open_form(page, change(article))
    page.locator("#id_lead").focus()
    page.clock.run_for(15_000)  # an autosave would be due
    page.reload()
    wait_for_editor(page)
    assert page.locator(".unsaved__draft").count() == 0
    assert page.evaluate(OWN_COPIES) == 0
    assert not [address for address in sent if "/giu-tam/" in address]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("where", ["{pk}/change/", "add/"])
def test_reload_offers_the_words_and_applies_them_only_when_asked(
    where: str, page: Page, article: Article
) -> None:
    open_form(page, LISTING + where.format(pk=article.pk))
    page.fill("#id_title", TITLE)
    page.reload()
    page.wait_for_selector(".unsaved__draft")
    assert page.input_value("#id_title") != TITLE
    take_up(page)
    assert page.input_value("#id_title") == TITLE


def test_killed_tab_leaves_the_words_in_the_browser(
    page: Page, context: BrowserContext, article: Article
) -> None:
    page.route("**/giu-tam/", lambda route: route.abort())
    open_form(page, change(article))
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Chữ trước khi sập. ")
    copied(page, "Chữ trước khi sập.")
    crash(page)
    again = context.new_page()
    open_form(again, change(article))
    expect(again.locator(".unsaved__draft")).to_contain_text("trên máy này")
    assert not Draft.objects.exists()
    take_up(again)
    assert "Chữ trước khi sập." in again.input_value("#id_body")
    save(again)
    again.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert "Chữ trước khi sập." in article.body
    no_copy_stays(again)
    assert again.locator(".unsaved__draft").count() == 0


def crash(page: Page) -> None:
    """The tab's process dies at once; nothing of the page runs any more."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


def test_killed_browser_on_another_machine_finds_the_server_s_copy(
    page: Page, new_context: NewContext, editor: User, article: Article
) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    other = new_context(editor).new_page()
    open_form(other, change(article))
    take_up(other)
    assert other.input_value("#id_title") == TITLE


def test_back_button_finds_the_words(page: Page, article: Article) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    page.click("#site-name a")
    page.wait_for_url("**/quan-tri/")
    page.go_back()
    page.wait_for_selector(".unsaved__draft")
    take_up(page)
    assert page.input_value("#id_title") == TITLE


def test_without_a_network_the_form_stays_and_goes_on_when_it_is_back(
    page: Page, context: BrowserContext, article: Article
) -> None:
    open_form(page, change(article))
    context.set_offline(True)
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text("Chưa giữ được – đang mất mạng, chữ vẫn còn trên máy này")
    save(page)
    expect(line(page)).to_contain_text("Chưa lưu được – đang mất mạng")
    assert page.input_value("#id_title") == TITLE
    context.set_offline(False)
    expect(line(page)).to_have_text(KEPT)
    save(page)
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == TITLE


@pytest.mark.parametrize("status", [500, 503])
def test_server_that_fails_at_the_save_does_not_get_the_form(
    status: int, page: Page, article: Article
) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=status, body="")

    open_form(page, change(article))
    page.route("**/giu-tam/", fail)
    page.fill("#id_title", TITLE)
    save(page)
    expect(line(page)).to_have_text(BUSY)
    assert page.input_value("#id_title") == TITLE
    page.unroute("**/giu-tam/")
    save(page)
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == TITLE


def test_failed_save_is_not_overruled_by_the_autosave_that_was_due_meanwhile(
    page: Page, article: Article
) -> None:
    asked: list[Route] = []

    def fail_after_the_autosave_was_due(route: Route) -> None:
        asked.append(route)
        page.clock.run_for(3_000)
        route.fulfill(status=503, body="")

    page.clock.install(time=0)
    open_form(page, change(article))
    page.clock.pause_at(3_600)
    page.route("**/giu-tam/", fail_after_the_autosave_was_due)
    page.fill("#id_title", TITLE)
    save(page)
    expect(line(page)).to_have_text(BUSY)
    page.evaluate("fetch('/up')")  # comes after all that was asked for before
    assert len(asked) == 1
    expect(line(page)).to_have_text(BUSY)


def test_save_that_breaks_off_on_its_way_is_found_again(page: Page, article: Article) -> None:
    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, content_type="text/html; charset=utf-8", body="Bận")
        else:
            route.continue_()

    open_form(page, change(article))
    page.route("**/change/", fail)
    page.fill("#id_title", TITLE)
    save(page)
    page.wait_for_selector("text=Bận")
    page.unroute("**/change/")
    page.goto(change(article))
    take_up(page)
    assert page.input_value("#id_title") == TITLE


def test_save_while_an_autosave_is_under_way_is_no_conflict_and_loses_nothing(
    page: Page, article: Article
) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    open_form(page, change(article))
    page.route("**/giu-tam/", hold_the_first)
    with page.expect_request("**/giu-tam/"):
        page.fill("#id_title", "Tựa gõ trước")
    page.fill("#id_title", TITLE)
    save(page)
    held[0].continue_()
    page.wait_for_selector(".messagelist .success")
    assert page.input_value("#id_title") == TITLE
    assert page.locator(".two-texts, .unsaved__draft").count() == 0
    assert Article.objects.get().title == TITLE


def end_the_session() -> None:
    Session.objects.all().delete()


def test_session_that_ends_asks_for_the_password_in_place_and_goes_on(
    page: Page, article: Article
) -> None:
    open_form(page, change(article))
    end_the_session()
    page.fill("#id_title", TITLE)
    page.wait_for_selector(".again[open]")
    expect(line(page)).to_contain_text("phiên đăng nhập đã hết")
    look(page)
    page.fill("#again-password", "không phải")
    page.keyboard.press("Enter")
    expect(page.locator(".again__said")).to_have_text("Mật khẩu không đúng.")
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    expect(line(page)).to_have_text(KEPT)
    save(page)
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == TITLE


def test_save_after_the_session_ended_asks_for_password_and_code_and_then_saves(
    page: Page, article: Article, editor: User
) -> None:
    open_form(page, change(article))
    give_second_factor(editor)
    end_the_session()
    page.fill("#id_title", TITLE)
    save(page)
    page.wait_for_selector(".again[open]")
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#again-code")
    page.fill("#again-code", "000000" if code_of(editor) != "000000" else "111111")
    page.keyboard.press("Enter")
    expect(page.locator(".again__said")).to_have_text("Mã không đúng hoặc đã hết hạn.")
    editor.totpdevice_set.update(throttling_failure_count=0)
    page.fill("#again-code", code_of(editor))
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == TITLE


def test_guessing_in_place_is_throttled_like_the_login_page(page: Page, article: Article) -> None:
    open_form(page, change(article))
    end_the_session()
    save(page)
    page.wait_for_selector(".again[open]")
    for _ in range(5):
        with page.expect_response("**/quan-tri/login/"):
            page.fill("#again-password", "không phải")
            page.keyboard.press("Enter")
        expect(page.locator("#again-password")).to_have_value("")
    expect(page.locator(".again__said")).to_contain_text("Hãy thử lại sau 15 phút")
    page.click(".again__later")
    assert page.locator(".again[open]").count() == 0


def test_somebody_else_in_this_browser_does_not_get_the_words(
    page: Page, context: BrowserContext, article: Article, live_server
) -> None:
    open_form(page, change(article))
    end_the_session()
    other = make_person("dongnghiep")
    sign_in(context, other, live_server.url)
    page.fill("#id_title", TITLE)
    page.wait_for_selector(".again[open]")
    expect(page.locator(".again__said")).to_contain_text("đang đăng nhập bằng tên khác")
    assert not Draft.objects.exists()
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    expect(line(page)).to_have_text(KEPT)
    assert Draft.objects.get().by.username == "bientap"


def test_login_page_leads_back_to_the_words(page: Page, article: Article) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    copied(page, TITLE)
    end_the_session()
    page.goto(change(article))
    page.fill("#id_username", "bientap")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".unsaved__draft")
    take_up(page)
    assert page.input_value("#id_title") == TITLE


def test_conflict_keeps_my_words_and_the_form_offers_them(
    page: Page, new_context: NewContext, article: Article
) -> None:
    open_form(page, change(article))
    other = new_context(make_person("dongnghiep")).new_page()
    other.goto(change(article))
    other.fill("#id_title", "Tựa của họ")
    save(other)
    other.wait_for_selector(".messagelist .success")
    page.fill("#id_title", TITLE)
    save(page)
    page.wait_for_selector(".two-texts")
    page.click("text=Lấy bản đang có")
    page.wait_for_selector(".unsaved__draft")
    assert page.input_value("#id_title") == "Tựa của họ"
    page.click(".unsaved__look")
    page.wait_for_selector(".compared ins")
    page.click("text=Dùng bản này")
    page.wait_for_selector("text=bản chưa lưu của bạn")
    assert page.input_value("#id_title") == TITLE


def test_saved_or_signed_out_leaves_no_words_in_the_browser(page: Page, article: Article) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    page.click("input[name=_save] >> nth=0")
    page.wait_for_url(f"**{LISTING}")
    no_copy_stays(page)
    open_form(page, change(article))
    page.fill("#id_title", "Tựa khác")
    page.click("#logout-form button")
    page.wait_for_url("**/logout/")
    assert page.evaluate(OWN_COPIES) == 0
    assert Draft.objects.get(is_closed=False).title == "Tựa khác"


def test_dropped_words_are_gone_from_server_and_browser(page: Page, article: Article) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    page.reload()
    with page.expect_navigation():
        page.click(".unsaved__drop")
    assert page.locator(".unsaved__draft").count() == 0
    assert page.evaluate(OWN_COPIES) == 0


def called(page: Page):
    """Its block has ended once the server has taken in that this form is open."""
    return page.expect_response(
        lambda answer: (
            answer.url.endswith("/dang-mo/") and '"roi"' not in (answer.request.post_data or "")
        )
    )


GONE = """() => {
    document.dispatchEvent(new Event("visibilitychange"));
    return !document.querySelector(".unsaved__others").textContent.includes("đang mở");
}"""


def test_others_are_seen_come_and_go(page: Page, new_context: NewContext, article: Article) -> None:
    other = new_context(make_person("dongnghiep")).new_page()
    with called(other):
        other.goto(change(article))
    page.goto(change(article))
    expect(page.locator(".unsaved__others")).to_have_text("dongnghiep đang mở bài này, chưa gõ gì.")
    other.fill("#id_title", "Tựa của họ")
    with called(other):
        save(other)
    other.wait_for_selector(".messagelist .success")
    with called(page):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".unsaved__others")).to_contain_text("dongnghiep đã lưu lúc")
    assert (
        "Tựa của họ"
        in page.request.get(page.locator(".unsaved__others a").get_attribute("href")).text()
    )
    other.goto(LISTING)
    page.wait_for_function(GONE, polling=500)


def test_form_without_scripts_saves_and_offers_drafts(
    page: Page, new_context: NewContext, article: Article, editor: User
) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    bare = new_context(editor, javascript=False).new_page()
    bare.goto(change(article))
    with bare.expect_navigation():
        bare.locator(".unsaved__use").click()
    assert bare.input_value("#id_title") == TITLE
    with bare.expect_navigation():
        save(bare)
    assert "Có thể sửa tiếp" in bare.locator(".messagelist").inner_text()
    assert bare.locator(".unsaved__draft").count() == 0
    assert Article.objects.get().title == TITLE


def look(page: Page) -> None:
    """Accessible and not wider than the window, on a phone and a desk, in light and dark."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            page.evaluate("document.getAnimations().forEach(each => each.finish())")
            for part in (".unsaved", ".again[open]", ".unsaved__line"):
                if page.locator(part).count():
                    results = Axe().run(page, context=part)
                    assert not results.violations_count, results.generate_report()


def test_bar_and_line_are_for_everyone(page: Page, article: Article) -> None:
    make_category()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    page.reload()
    page.fill("#id_title", "Khác nữa")
    expect(line(page)).to_have_text(KEPT)
    assert complaints == []
    look(page)
    with page.expect_navigation():
        page.click(".unsaved__look")
    assert page.locator(".compared").first.is_visible()
    results = Axe().run(page, context="#content")
    assert not results.violations_count, results.generate_report()
