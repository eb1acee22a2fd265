"""An article passed on by what a script adds: the link copied, the system's own sheet."""

from collections.abc import Callable

from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage, Site

TAKES = """window.taken = []
Object.defineProperty(navigator, "clipboard", {value: {writeText: async (x) => taken.push(x)}})
Object.defineProperty(navigator, "share", {value: async (x) => taken.push(x)})"""
REFUSES = """Object.defineProperty(navigator, "clipboard", {
  value: {writeText: async () => { throw new Error("no") }}
})
Object.defineProperty(navigator, "share", {value: async () => { throw new Error("no") }})"""
NEITHER = """Object.defineProperty(navigator, "clipboard", {value: undefined})
Object.defineProperty(navigator, "share", {value: undefined})"""


def test_link_is_copied_and_said_and_the_systems_sheet_gets_title_and_address(
    small_site: Callable[[str], Site], open_page: OpenPage, live_server: LiveServer
) -> None:
    site = small_site("tra-vinh")
    page = open_page(site["home"]).page
    page.add_init_script(TAKES)
    page.goto(f"{live_server.url}{site['article']}?fbclid=1#tin-khac")
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_role("button", name="Đã sao chép liên kết")).to_be_visible()
    page.get_by_role("button", name="Chia sẻ…").click()
    address = live_server.url + site["article"]
    title = "Đại hội chi bộ Liên hiệp Hội nhiệm kỳ mới"
    assert page.evaluate("taken") == [address, {"title": title, "url": address}]


def test_browser_that_refuses_leaves_the_buttons_as_they_are(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    site = small_site("dong-nai")
    visit = open_page(site["article"])
    visit.page.add_init_script(REFUSES)
    visit.page.reload()
    visit.page.get_by_role("button", name="Chia sẻ…").click()
    visit.page.get_by_role("button", name="Sao chép liên kết").click()
    expect(visit.page.get_by_role("button", name="Sao chép liên kết")).to_be_visible()
    assert visit.complaints == []


def test_browser_that_knows_neither_shows_the_plain_addresses_alone(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    page = open_page(small_site("tra-vinh")["article"]).page
    page.add_init_script(NEITHER)
    page.reload()
    tools = page.locator(".tools")
    expect(tools.get_by_role("link", name="Chia sẻ qua Facebook")).to_be_visible()
    expect(tools.get_by_role("link", name="Gửi qua email")).to_be_visible()
    expect(tools.get_by_role("button")).to_have_count(0)
