"""What comes out of the printer."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage, Site

A4 = (595, 842)  # points


@pytest.mark.parametrize("kind", ["print", "article"])
@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_paper_is_a4_with_the_whole_article(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, kind: str
) -> None:
    page = open_page(small_site(layout)[kind]).page
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages}
    text = solid("".join(sheet.extract_text() for sheet in reader.pages))
    assert sizes == {A4}
    assert solid("Đại hội chi bộ Liên hiệp Hội nhiệm kỳ mới") in text
    assert solid("Đại hội thông qua nghị quyết.") in text
    assert solid("Quang cảnh đại hội") in text
    assert solid("Bài, ảnh: Trần Văn Vũ") in text


def solid(text: str) -> str:
    """Without white space, which a PDF puts wherever one font takes over from another."""
    return "".join(text.split())


def test_paper_carries_organisation_and_address(
    small_site: Callable[[str], Site], open_page: OpenPage, live_server: LiveServer
) -> None:
    site = small_site("tra-vinh")
    page = open_page(site["print"]).page
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    assert "Liên hiệp các Hội Khoa học và Kỹ thuật" in paper
    assert live_server.url + site["article"] in paper
    assert "Trở lại bài viết" not in paper
