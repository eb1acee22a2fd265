"""The desk's pages in a real browser: accessible, on a phone, in the dark, under the policy."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import REPORTER
from newsroom.proposals import propose
from newsroom.revisions import ensure_baseline, record, snapshot_of
from tests.browser.accessibility import complaints_about
from tests.browser.conftest import make_context
from tests.browser.waiting import wait_for_editor
from tests.support.factories import (
    make_article,
    make_byline,
    make_identity,
    make_person,
    make_photo,
)

LISTING = "/quan-tri/articles/article/"
PAGES = [
    "{pk}/history/",
    "{pk}/so-sanh/?tu=0&den=1",
    "{pk}/viec/withdraw/",
    "{pk}/viec/schedule/",
    "{pk}/ban-sua/{proposal}/",
]


@pytest.fixture
def article(transactional_db: None) -> Article:
    make_identity()
    reporter = make_person("phongvien", REPORTER)
    article = make_article(author=reporter)
    make_photo(article, file="")
    make_byline(article)
    ensure_baseline(article)
    article.title = "Chi bộ Liên hiệp Hội họp đại hội lần thứ ba"
    article.save()
    record(article, reporter, "Sửa bài")
    propose(article, reporter, snapshot_of(article) | {"title": "Chi bộ họp đại hội"})
    return article


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, article: Article) -> Iterator[Page]:
    """An editor's browser."""
    client = Client()
    client.force_login(make_person("bientap"))
    context = make_context(
        chromium, base_url=live_server.url, reduced_motion="reduce", locale="vi-VN"
    )
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_desk_s_page_is_for_everyone(address: str, page: Page, article: Article) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    proposal = article.proposals.get()
    answer = page.goto(LISTING + address.format(pk=article.pk, proposal=proposal.pk))
    assert answer is not None
    assert answer.status == 200
    assert said == []
    assert complaints_about(page) == []


def test_conflict_is_seen_side_by_side_and_settled(page: Page, article: Article) -> None:
    other = page.context.new_page()
    for tab, title in ((other, "Tựa của họ"), (page, "Tựa của tôi")):
        tab.goto(f"{LISTING}{article.pk}/change/")
        tab.fill("#id_title", title)
    with other.expect_navigation():
        other.click("input[name=_continue] >> nth=0")
    with page.expect_navigation():
        page.click("input[name=_continue] >> nth=0")
    assert page.locator(".two-texts").is_visible()
    assert complaints_about(page) == []
    with page.expect_navigation():
        page.click("text=Sửa tiếp bản của tôi")
    assert page.input_value("#id_title") == "Tựa của tôi"
    assert Article.objects.get().title == "Tựa của họ"
    page.click("input[name=_save] >> nth=0")
    page.wait_for_url(f"**{LISTING}")
    assert Article.objects.get().title == "Tựa của tôi"


def test_double_click_on_publish_makes_one_article_published_once(page: Page) -> None:
    page.goto(f"{LISTING}add/")
    wait_for_editor(page)
    page.fill("#id_title", "Trạm đo mặn bắt đầu chạy")
    page.fill("#id_lead", "Bà con có số đo mặn mỗi ngày.")
    page.select_option("#id_category", label="Tin tức")
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Sáng nay, trạm đo đầu tiên bắt đầu chạy.")
    page.locator("input[name=_step_publish]").last.dblclick()
    page.wait_for_url("**/change/")
    expect(page.locator(".messagelist")).to_contain_text("Đã đăng “Trạm đo mặn bắt đầu chạy”.")
    [made] = Article.objects.filter(title="Trạm đo mặn bắt đầu chạy")
    assert made.status == "published"
    assert [line.action for line in made.audit_log.order_by("pk")] == ["written", "published"]
