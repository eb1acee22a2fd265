"""Nothing typed is lost where a session ends, and nobody else gets it."""

from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Session
from articles.models import Article
from newsroom.models import Draft
from tests.browser.unsaved.form import (
    KEPT,
    TITLE,
    change,
    copied,
    line,
    look,
    open_form,
    save,
    sign_in,
    take_up,
)
from tests.support.accounts import PASSWORD, code_of, give_second_factor
from tests.support.factories import make_person


def end_the_session() -> None:
    Session.objects.all().delete()


def test_session_that_ends_asks_for_the_password_in_place_and_goes_on(
    page: Page, article: Article
) -> None:
    open_form(page, change(article))
    end_the_session()
    page.fill("#id_title", TITLE)
    page.wait_for_selector(".relogin[open]")
    expect(line(page)).to_contain_text("phiên đăng nhập đã hết")
    look(page)
    page.fill("#relogin-password", "không phải")
    page.keyboard.press("Enter")
    expect(page.locator(".relogin__said")).to_have_text("Mật khẩu không đúng.")
    page.fill("#relogin-password", PASSWORD)
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
    page.wait_for_selector(".relogin[open]")
    page.fill("#relogin-password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#relogin-code")
    page.fill("#relogin-code", "000000" if code_of(editor) != "000000" else "111111")
    page.keyboard.press("Enter")
    expect(page.locator(".relogin__said")).to_have_text("Mã không đúng hoặc đã hết hạn.")
    TOTPDevice.objects.filter(user=editor).update(throttling_failure_count=0)
    page.fill("#relogin-code", code_of(editor))
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == TITLE


def test_guessing_in_place_is_throttled_like_the_login_page(page: Page, article: Article) -> None:
    open_form(page, change(article))
    end_the_session()
    save(page)
    page.wait_for_selector(".relogin[open]")
    for _ in range(5):
        with page.expect_response("**/quan-tri/login/"):
            page.fill("#relogin-password", "không phải")
            page.keyboard.press("Enter")
        expect(page.locator("#relogin-password")).to_have_value("")
    expect(page.locator(".relogin__said")).to_contain_text("Hãy thử lại sau 15 phút")
    page.click(".relogin__later")
    assert page.locator(".relogin[open]").count() == 0


def test_somebody_else_in_this_browser_does_not_get_the_words(
    page: Page, context: BrowserContext, article: Article, live_server: LiveServer
) -> None:
    open_form(page, change(article))
    end_the_session()
    other = make_person("dongnghiep")
    sign_in(context, other, live_server.url)
    page.fill("#id_title", TITLE)
    page.wait_for_selector(".relogin[open]")
    expect(page.locator(".relogin__said")).to_contain_text("đang đăng nhập bằng tên khác")
    assert not Draft.objects.exists()
    page.fill("#relogin-password", PASSWORD)
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
