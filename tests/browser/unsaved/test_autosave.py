"""Nothing typed is lost: a tab is killed, the network goes, the server fails."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from articles.models import Article
from newsroom.models import Draft
from tests.browser.unsaved.form import (
    BUSY,
    KEPT,
    LISTING,
    OWN_COPIES,
    TITLE,
    NewContext,
    change,
    copied,
    kept,
    line,
    no_copy_stays,
    open_form,
    save,
    take_up,
)
from tests.browser.waiting import wait_for_editor


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
