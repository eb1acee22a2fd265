"""The pictures of the README and of the editors' guide, taken from the demo site as
`manage.py serve` starts it.

`make pictures` writes them over those in docs/anh/. They differ from the last ones where the pages
do, in their dates, which count back from today, and in the faces that this machine has for what
the site leaves to the system: fonts-noto-core has the ones of a phone.
"""

import base64
import io
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django_otp.oath import totp
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from bench.servers import Server, environment, site

FOLDER = Path(__file__).parent / "anh"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DEMO_PICTURES = Path(__file__).parent.parent / "demo" / "pictures"
MANY = 9  # photos of one article
DESK = ViewportSize(width=1280, height=1180)
PHONE = ViewportSize(width=360, height=740)
PICTURE_WIDTHS = {"desk": 960, "phone": 480}  # px; what a README has room for
MOST_BYTES = 250_000
ADMIN = "/quan-tri/"
IDENTITY = f"{ADMIN}portal/identity/1/change/"
PATIENCE_SECONDS = 120  # what a busy machine may take for one thing
EDITOR_IS_READY = """() => {
  const editors = Object.values(window.CKEDITOR?.instances ?? {});
  return editors.length > 0 && editors.every((editor) => editor.status === "ready");
}"""
PICTURES_HAVE_COME = """async () => {
  for (const image of document.images) image.loading = "eager"
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
  await document.fonts.ready
}"""


def take_all(browser: Browser, server: Server) -> None:
    with window(browser, DESK) as page:
        sign_in(page, server)
        page.goto(server.url("/"))
        save(shot(page), "trang-chu", PICTURE_WIDTHS["desk"])
        article = page.locator(".card--second .card__title a").first.get_attribute("href") or ""
        number = re.findall(r"\d+", article)[0]
        page.goto(server.url(f"{ADMIN}articles/article/{number}/change/"))
        save(shot(page, EDITOR_IS_READY), "soan-bai", PICTURE_WIDTHS["desk"])
        page.goto(server.url(ADMIN))
        save(shot(page), "trang-dau", PICTURE_WIDTHS["desk"])
        write_with_many_photos(page, server)
        save(seen(page), "nhieu-anh", PICTURE_WIDTHS["desk"])
        choose_layout(page, server, "Đồng Nai")
        page.goto(server.url(article))
        save(shot(page), "bai-viet", PICTURE_WIDTHS["desk"])
    with window(browser, PHONE, scale=2) as page:
        page.goto(server.url(article))
        save(shot(page), "dien-thoai", PICTURE_WIDTHS["phone"])


@contextmanager
def window(browser: Browser, size: ViewportSize, scale: float = 1) -> Iterator[Page]:
    context = browser.new_context(
        viewport=size,
        device_scale_factor=scale,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, server: Server) -> None:
    """As the first administrator, whose password the first start tells once; their second factor is
    set up on the way."""
    told = dict(re.findall(r"^ *(.+?): +(\S+)", server.log.read_text(), re.MULTILINE))
    page.goto(server.url(ADMIN))
    page.get_by_label("Tên đăng nhập").fill(told["Tên đăng nhập"])
    page.get_by_label("Mật khẩu").fill(told["Mật khẩu"])
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập").click()
    key = page.locator(".account__key").inner_text().replace(" ", "")
    code = totp(base64.b32decode(key + "=" * (-len(key) % 8)))
    page.get_by_label("Mã xác thực").fill(f"{code:06}")
    with page.expect_navigation():
        page.get_by_role("button", name="Bật xác thực hai lớp").click()


def choose_layout(page: Page, server: Server, layout: str) -> None:
    page.goto(server.url(IDENTITY))
    page.get_by_role("radio", name=layout).check()
    with page.expect_navigation():
        page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible(timeout=PATIENCE_SECONDS * 1000)


def write_with_many_photos(page: Page, server: Server) -> None:
    page.goto(server.url(f"{ADMIN}articles/article/add/"))
    page.wait_for_function(EDITOR_IS_READY)
    page.set_input_files(".drop__input", sorted(DEMO_PICTURES.glob("*-1200.webp"))[:MANY])
    expect(page.locator(".drop__file--taken")).to_have_count(MANY, timeout=PATIENCE_SECONDS * 1000)
    page.locator(".strip").evaluate("strip => strip.scrollIntoView({ block: 'center' })")


def shot(page: Page, is_ready: str = "() => true") -> Image.Image:
    """What the window shows once it is ready, in the site's own face, which is used from the second
    page on."""
    page.reload(wait_until="networkidle")
    page.wait_for_function(is_ready)
    return seen(page)


def seen(page: Page) -> Image.Image:
    """What the window shows now."""
    page.evaluate(PICTURES_HAVE_COME)
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def save(picture: Image.Image, name: str, width: int) -> None:
    """A PNG of as many colours as fit into MOST_BYTES."""
    picture = picture.resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        picture.quantize(colours).save(file, "PNG", optimize=True)
        if len(file.getvalue()) <= MOST_BYTES:
            break
    (FOLDER / f"{name}.png").write_bytes(file.getvalue())
    print(f"docs/anh/{name}.png: {len(file.getvalue()) // 1000} kB, {colours} màu")


def main() -> None:
    if CHROMIUM is None:
        sys.exit("Cần Chromium để chụp trang: apt-get install chromium")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    with tempfile.TemporaryDirectory(prefix="chibo-pictures-") as folder:
        env = environment(Path(folder))
        for command in ("migrate", "load_demo"):
            manage = [sys.executable, "manage.py", command, "--verbosity", "0"]
            subprocess.run(manage, env=env, check=True, stdout=subprocess.DEVNULL)
        with site(env) as (server, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            take_all(browser, server)
            browser.close()


if __name__ == "__main__":
    main()
