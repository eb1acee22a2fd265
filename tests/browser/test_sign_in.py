"""Signing in with a second factor, as a person does it, on a phone and on a desk."""

import base64
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.support.accounts import (
    ADMIN,
    LOGIN,
    PASSWORD,
    SET_UP,
    VERIFY,
    make_person,
    make_role,
)

WIDTHS = [360, 1280]


def give_password(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Tên đăng nhập").fill("bien-tap")
    page.get_by_label("Mật khẩu").fill(password)
    press(page, "button", "Đăng nhập")


def press(page: Page, role: Literal["button", "link"], name: str) -> None:
    """A button or a link that leads to another page, which is there afterwards."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def look(page: Page, complaints: list[str]) -> None:
    """Nothing scrolls sideways, axe finds nothing in the light and in the dark, CSP is silent."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
        assert not results.violations_count, f"{page.url}\n{results.generate_report()}"
    assert not [line for line in complaints if "Content Security" in line or "Refused" in line]


def test_second_factor_is_set_up_shown_and_asked_for(
    open_page: OpenPage, transactional_db: None
) -> None:
    person = make_person()
    make_role(person)
    visit = open_page(ADMIN, width=360)
    page = visit.page
    give_password(page)
    assert path_of(page) == SET_UP
    place = page.locator("svg.qr").bounding_box()
    assert place and place["width"] > 150
    look(page, visit.complaints)

    key = page.locator(".account__key").inner_text().replace(" ", "")
    page.get_by_label("Mã xác thực").fill(phone(key))
    press(page, "button", "Bật xác thực hai lớp")
    codes = page.locator(".account__codes code").all_inner_texts()
    assert len(codes) == 10
    look(page, visit.complaints)
    press(page, "link", "Đã cất xong")
    assert path_of(page) == ADMIN

    page.goto(page.url + "tai-khoan/")
    assert page.get_by_text("Còn 10 mã dự phòng").is_visible()
    look(page, visit.complaints)
    with page.expect_navigation():
        page.locator("#logout-form button").click()

    again = open_page(ADMIN)
    give_password(again.page)
    assert path_of(again.page) == VERIFY
    look(again.page, again.complaints)
    again.page.get_by_label("Mã xác thực").fill(codes[0])
    press(again.page, "button", "Vào trang quản trị")
    assert path_of(again.page) == ADMIN
    assert visit.foreign == again.foreign == []


def phone(key: str) -> str:
    return f"{totp(base64.b32decode(key + '=' * (-len(key) % 8))):06}"


def test_wrong_passwords_lead_to_a_page_that_says_until_when(
    open_page: OpenPage, transactional_db: None
) -> None:
    make_person()
    visit = open_page(LOGIN, width=360)
    for _ in range(5):
        give_password(visit.page, "không phải")
    assert visit.page.get_by_text("Bạn có thể đăng nhập lại từ").is_visible()
    look(visit.page, visit.complaints)
    press(visit.page, "link", "xem cách đặt mật khẩu mới")
    assert visit.page.get_by_role("heading", name="Quên mật khẩu").is_visible()
    look(visit.page, visit.complaints)


def test_hand_waits_until_the_field_of_the_page_s_choice_has_the_focus(
    open_page: OpenPage,
) -> None:
    """Also where nothing has it any more, as after a press beside all fields."""
    visit = open_page("/quan-tri/")
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.get_by_label("Mật khẩu").fill("chưa gõ tên")
    assert visit.page.get_by_label("Mật khẩu").input_value() == "chưa gõ tên"
    assert visit.complaints == []
