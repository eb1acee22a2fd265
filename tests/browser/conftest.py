"""A real Chromium, a live server, and a small site to walk through.

Everything here is marked `browser`. Without Chromium these tests are skipped; where CI is set
that is a failure instead.
"""

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from articles.models import Photo
from portal.models import Banner, MenuItem, WebLink
from tests.browser.waiting import PATIENCE_SECONDS, wait_for_editor
from tests.support.factories import make_article, make_byline, make_category, make_identity

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TWO_FRAMES = (
    "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
)
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

BODY = (
    "<p>[ảnh 1]</p><p><strong>Về công tác tổ chức.</strong> Đại hội thông qua nghị quyết.</p>"
    "<h2>Những việc sắp tới</h2><ul><li>Trạm đo mặn</li><li>Tủ sách khoa học</li></ul>"
    "<table><tbody><tr><th>Xã</th><th>Số trạm đo mặn tự động</th><th>Đơn vị vận hành</th></tr>"
    "<tr><td>Lạng Cò</td><td>4</td><td>Hợp tác xã nông nghiệp</td></tr></tbody></table>"
    "<p>https://example.vn/van-ban/1668-QĐ-ĐUK/ban-hanh-quy-che-lam-viec-cua-chi-bo-khoi</p>"
    "<pre>/van-ban/1668-QĐ-ĐUK/ban-hanh-quy-che-lam-viec-cua-chi-bo-khoi-cac-co-quan-cap-tinh</pre>"
    "<p>[ảnh 2]</p>"
) + "<p>Các đại biểu thảo luận về việc đưa khoa học đến với bà con nông dân.</p>" * 6

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


def what_is_missing() -> str:
    """What keeps a browser from being driven on this machine; empty where nothing does."""
    if CHROMIUM is None:
        return "Chromium is not installed: apt-get install chromium"
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False).returncode:  # noqa: S603
        return "Playwright's driver does not start: apt-get install libatomic1"
    fonts = subprocess.run(["fc-list", ":lang=vi"], capture_output=True, check=False)  # noqa: S607
    if not fonts.stdout:
        return "No font has Vietnamese letters: apt-get install fonts-dejavu-core"
    return ""


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser a worker, with a home of its own, so that it leaves nothing behind."""
    if missing := what_is_missing():
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    # Playwright's loop runs in this thread; Django would otherwise refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    home = str(tmp_path_factory.mktemp("home"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=OPTIONS,
            env={**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home},
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _farewells_are_heard(live_server: LiveServer, transactional_db: None) -> Iterator[None]:
    """A form that is closed says so to the server, which has answered before its tables go."""
    yield
    while answering := [each for each in threading.enumerate() if "process_request" in each.name]:
        answering[0].join(PATIENCE_SECONDS)
        assert not answering[0].is_alive(), "the server is still busy, or a browser is still open"


def make_context(browser: Browser, **options: Any) -> BrowserContext:
    """A context of its own, in whose pages a hand is no faster than a person's."""
    context = browser.new_context(**options)
    if options.get("java_script_enabled", True):
        context.on("page", let_autofocus_land)
    return context


def let_autofocus_land(page: Page) -> None:
    """Before anything is done to a page that was just loaded: a field of its own choice gets the
    focus at the first frame that is drawn, and Chromium complains where another has it by then."""
    unfocused = page.locator("html:not(:has(:focus)) [autofocus]").first
    page.add_locator_handler(unfocused, lambda _: page.evaluate(TWO_FRAMES), no_wait_after=True)


@dataclass
class Visit:
    """A page as it was opened, with what it asked of other hosts and what it complained of."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


OpenPage = Callable[..., Visit]
OpenForm = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(path, width=1280, javascript=True, status=200)`: the page, loaded, in a fresh
    context."""
    own = urlsplit(live_server.url).netloc

    with ExitStack() as closing:

        def open_(
            path: str, width: int = 1280, javascript: bool = True, status: int = 200
        ) -> Visit:
            context = make_context(
                chromium,
                viewport={"width": width, "height": 900},
                java_script_enabled=javascript,
                reduced_motion="reduce",
                locale="vi-VN",
            )
            closing.callback(context.close)
            visit = Visit(context.new_page())

            def watch(request: Request) -> None:
                if urlsplit(request.url).netloc not in {own, ""}:
                    visit.foreign.append(request.url)

            visit.page.on("request", watch)
            visit.page.on("console", lambda message: visit.complaints.append(message.text))
            visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
            response = visit.page.goto(live_server.url + path, wait_until="load")
            assert response is not None and response.status == status, path
            return visit

        yield open_


@pytest.fixture
def open_form(
    open_page: OpenPage, live_server: LiveServer, transactional_db: None
) -> Iterator[OpenForm]:
    """`open_form(article, width=1280)`: its form, or a static page's, or the one at an address, the
    editor ready. Nothing that was done may have broken the page's rules. (`watched=False` where axe
    or a refusal makes the browser complain.)
    """
    make_identity()
    visits = []
    client = Client()
    client.force_login(User.objects.create_superuser("bien-tap"))
    session = client.cookies["sessionid"].value

    def open_(written: Model | str, width: int = 1280, watched: bool = True) -> Page:
        visit = open_page("/quan-tri/login/", width=width)
        if watched:
            visits.append(visit)
        visit.page.context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )
        visit.page.goto(
            live_server.url + (written if isinstance(written, str) else form_of(written))
        )
        wait_for_editor(visit.page)
        return visit.page

    yield open_
    for visit in visits:
        assert visit.foreign == []
        assert visit.complaints == []


def form_of(written: Model) -> str:
    kind = written._meta.label_lower.replace(".", "/")
    return f"/quan-tri/{kind}/{written.pk}/change/"


def wait_for_pictures(pictures: Locator) -> None:
    """Until each has arrived, however far down the page."""
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)


Site = dict[str, str]


@pytest.fixture
def small_site(transactional_db: None) -> Callable[[str], Site]:
    """`small_site(layout)`: fills the database; the addresses of its pages by their kind."""
    return fill


def fill(layout: str) -> Site:
    make_identity(layout=layout)
    news = make_category(name="Tin tức")
    science = make_category(name="Khoa học và đời sống")
    for number in range(10):
        make_article(title=f"Bài về trạm đo mặn số {number}", category=(news, science)[number % 2])
    Banner.objects.create(title="Học và làm theo Bác", url="https://example.vn/hoc-tap", order=1)
    WebLink.objects.create(name="Cổng thông tin của tỉnh", url="https://example.vn/", order=1)
    MenuItem.objects.create(label="Tin tức", url=news.get_absolute_url(), order=1)
    article = make_article(title="Đại hội chi bộ Liên hiệp Hội nhiệm kỳ mới", body=BODY)
    Photo(
        article=article,
        order=1,
        caption="Quang cảnh đại hội\nĐại biểu biểu quyết",
        credit="Trần Văn Vũ",
        alt="Các đại biểu giơ thẻ",
    ).file.save("anh.png", ContentFile(picture()))
    Photo.objects.create(article=article, order=2, caption="Ban chấp hành mới ra mắt")
    make_byline(article)
    article.choose_cover()
    day = timezone.localdate(article.published_from)
    return {
        "home": "/",
        "category": news.get_absolute_url(),
        "article": article.get_absolute_url(),
        "archive": f"/luu-tru/{day:%Y}/{day.month}/",
        "search": "/tim-kiem/?q=tram+do+man",
        "print": article.get_print_url(),
    }


def picture() -> bytes:
    """A plain 900 × 600 PNG."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#8a9a5b").save(file, "PNG")
    return file.getvalue()
