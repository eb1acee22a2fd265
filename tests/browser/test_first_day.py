"""The first day: from an empty site to its first article, by the checklist of the first page alone,
as `make run DEMO=0` leaves it: one administrator, and nothing else."""

from dataclasses import dataclass

from django.apps import apps
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import REPORTER, make_roles
from tests.browser.conftest import OpenPage
from tests.browser.transfers import DROP, photo
from tests.browser.waiting import wait_for_editor
from tests.support.accounts import PASSWORD, make_person

MOST_CLICKS = 30
TITLE = "Trạm đo mặn đầu kênh bắt đầu chạy"
SITE = "Liên hiệp các Hội Khoa học và Kỹ thuật"


@dataclass
class Hand:
    """Presses and drops, and counts them. What is typed, by Tab from field to field, is none."""

    page: Page
    clicks: int = 0

    def press(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def go(self, target: Locator) -> None:
        with self.page.expect_navigation():
            self.press(target)

    def step(self, name: str) -> None:
        """From the first page to where the checklist leads for that step."""
        step = self.page.locator(".first-day__step").filter(has_text=name)
        expect(step.locator(".first-day__state")).to_have_text("Chưa xong")
        self.go(step.get_by_role("link"))

    def save_and_return(self) -> None:
        self.go(self.page.locator("input[name=_save]").last)
        self.go(self.page.locator("#site-name a"))

    def drop(self, *colours: str) -> None:
        self.clicks += 1
        self.page.evaluate(DROP, [[f"anh-{n}.jpg", photo(c)] for n, c in enumerate(colours)])
        expect(self.page.locator(".drop__file--taken")).to_have_count(len(colours))


def test_new_site_is_set_up_and_publishes_by_the_checklist_alone(
    open_page: OpenPage, transactional_db: None, live_server: LiveServer
) -> None:
    make_roles(apps)  # a test with transactions of its own empties all tables
    make_person("quan-tri")
    visit = open_page("/quan-tri/")
    page, hand = visit.page, Hand(visit.page)
    page.get_by_label("Tên đăng nhập").fill("quan-tri")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    hand.go(page.get_by_role("button", name="Đăng nhập"))

    hand.step("Điền thông tin đơn vị")
    page.fill("#id_name_vi", SITE)
    page.fill("#id_address", "Số 1 đường Nguyễn Huệ")
    page.fill("#id_responsible", "Nguyễn Văn An, Chủ tịch")
    hand.save_and_return()

    hand.step("Lập chuyên mục")
    page.fill("#id_name", "Tin hoạt động")
    hand.save_and_return()

    hand.step("Thêm người và giao vai trò")
    page.fill("#id_username", "phongvien")
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    hand.press(page.get_by_label(REPORTER))
    hand.save_and_return()

    hand.step("Viết và đăng bài đầu tiên")
    wait_for_editor(page)
    page.fill("#id_title", TITLE)
    page.fill("#id_lead", "Bà con có số đo mặn mỗi ngày.")
    hand.clicks += 1
    page.select_option("#id_category", label="Tin hoạt động")
    page.evaluate("Object.values(CKEDITOR.instances)[0].insertHtml('<p>Trạm đã chạy.</p>')")
    hand.drop("green")
    page.fill("#id_photos-0-caption", "Trạm đo ở đầu kênh")
    page.fill("#id_photos-0-credit", "Lê An")
    page.fill("#id_photos-0-alt", "Trạm đo bên cống")
    hand.go(page.get_by_role("button", name="Đăng ngay", exact=True).last)
    if page.locator(".findings").count() and not page.locator(".messagelist .success").count():
        hand.go(page.get_by_role("button", name="Vẫn đăng"))
    assert f"Đã đăng “{TITLE}”." in page.inner_text(".messagelist")
    hand.go(page.locator("#site-name a"))
    expect(page.locator(".first-day")).to_have_count(0)
    assert hand.clicks <= MOST_CLICKS, hand.clicks
    assert visit.foreign == []
    assert visit.complaints == []
    page.close()

    reader = Client()
    home = reader.get("/").content.decode()
    for shown in (SITE, "Tin hoạt động", TITLE):
        assert shown in home
    article = Article.objects.get()
    assert "Trạm đo ở đầu kênh" in reader.get(article.get_absolute_url()).content.decode()
    colleague = open_page("/quan-tri/").page
    colleague.get_by_label("Tên đăng nhập").fill("phongvien")
    colleague.get_by_label("Mật khẩu").fill(PASSWORD)
    with colleague.expect_navigation():
        colleague.get_by_role("button", name="Đăng nhập").click()
    sizes = colleague.evaluate(
        """() => [...document.querySelectorAll("#content *")].map(
          (part) => [parseFloat(getComputedStyle(part).fontSize), part.className]
        ).sort((one, other) => other[0] - one[0])"""
    )
    assert sizes[0][1] == "write__link"
    colleague.close()
