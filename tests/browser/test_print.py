"""What comes out of the printer."""

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader
from pytest_django.live_server_helper import LiveServer
from zxingcpp import read_barcodes

from articles.models import Article, Photo
from tests.browser.conftest import OpenPage, Site, picture
from tests.support.factories import make_article, make_byline, make_identity

A4 = (595, 842)  # points


@pytest.mark.parametrize("kind", ["print", "article"])
@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_paper_is_a4_with_the_whole_article(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, kind: str
) -> None:
    reader = printed(open_page(small_site(layout)[kind]).page)
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


@pytest.mark.parametrize("width", [320, 1280])
def test_code_on_paper_is_read_as_the_articles_address(
    small_site: Callable[[str], Site], open_page: OpenPage, live_server: LiveServer, width: int
) -> None:
    site = small_site("tra-vinh")
    make_article(title="Một tựa rất dài, dài đến ba trăm chữ cái như có bài đã có " * 5)
    longest = Article.objects.latest("pk")
    for paper, address in (
        (site["print"], site["article"]),
        (longest.get_print_url(), longest.get_absolute_url()),
    ):
        page = open_page(paper, width=width).page
        page.emulate_media(media="print")
        shot = Image.open(io.BytesIO(page.locator(".paper__qr").screenshot()))
        [code] = read_barcodes(shot.convert("L"))
        assert code.text == live_server.url + address


MILLIMETRE = 72 / 25.4  # points
WIDE = "".join(f"<td>1.250.000.{number:03}</td>" for number in range(14))
WIDE_TABLE = f"<table><tbody><tr>{WIDE}</tr></tbody></table>"


FETCH_ALL_PICTURES = """() => Promise.all(
    [...document.images].filter(image => image.src).map(image => {
        image.loading = "eager";
        return image.decode();
    })
)"""


def printed(page: Page) -> PdfReader:
    """On paper, with every picture: the dialog of "Print" waits for the lazy ones (Chromium 875403,
    since 2022), Page.printToPDF, which is asked here, takes the page as it stands."""
    page.evaluate(FETCH_ALL_PICTURES)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))


def words_of(sheet: PageObject) -> list[tuple[float, float, str]]:
    """What stands on a sheet: millimetres from its left edge and from its top, and the text."""
    found: list[tuple[float, float, str]] = []
    top = float(sheet.mediabox.height)

    def see(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            across = cm[0] * tm[4] + cm[4]
            down = top - (cm[3] * tm[5] + cm[5])
            found.append((across / MILLIMETRE, down / MILLIMETRE, text))

    sheet.extract_text(visitor_text=see)
    return found


def long_article(layout: str) -> dict[str, str]:
    make_identity(layout=layout, governing_body="Ủy ban nhân dân tỉnh")
    words = "<p>Các đại biểu thảo luận về việc đưa khoa học đến với bà con nông dân.</p>"
    body = words * 12 + "<p>[ảnh 1]</p>" + words * 9 + "<p>[ảnh 2]</p>" + words * 9 + WIDE_TABLE
    article = make_article(title="Bài dài để in", body=body)
    for number in (1, 2):
        photo = Photo(article=article, order=number, caption=f"Chú thích ảnh {number}", alt="Ảnh")
        photo.file.save("anh.png", ContentFile(picture()))
    make_byline(article)
    return {"print": article.get_print_url(), "article": article.get_absolute_url()}


@pytest.mark.parametrize("kind", ["print", "article"])
@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_sheets_have_the_margins_numbers_and_head_of_an_office_document(
    transactional_db: None, open_page: OpenPage, layout: str, kind: str
) -> None:
    reader = printed(open_page(long_article(layout)[kind]).page)
    sheets = [words_of(sheet) for sheet in reader.pages]
    assert len(sheets) > 1
    for number, words in enumerate(sheets, 1):
        body = [word for word in words if word[1] > 20]
        assert min(across for across, _, _ in body) >= 29.5
        assert max(across for across, _, _ in body) <= 195
        assert max(down for _, down, _ in body) <= 277.5
        above = "".join(text for _, down, text in words if down <= 20)
        assert solid(above) == ("" if number == 1 else str(number))
    first = solid(reader.pages[0].extract_text())
    assert first.index(solid("Ủy ban nhân dân tỉnh")) < first.index(solid("Bài dài để in"))
    assert first.index(solid("Liên hiệp các Hội")) < first.index(solid("Bài dài để in"))


@pytest.mark.parametrize("kind", ["print", "article"])
def test_photo_and_caption_stand_on_one_sheet_and_no_column_is_lost(
    transactional_db: None, open_page: OpenPage, kind: str
) -> None:
    page = open_page(long_article("tra-vinh")[kind]).page
    reader = printed(page)
    with_caption = [
        number
        for number, sheet in enumerate(reader.pages)
        for _ in range(solid(sheet.extract_text()).count(solid("Chú thích ảnh")))
    ]
    with_photo = [number for number, sheet in enumerate(reader.pages) for _ in sheet.images]
    assert len(with_caption) == 2
    assert sorted(set(with_photo)) == sorted(set(with_caption))
    text = solid("".join(sheet.extract_text() for sheet in reader.pages))
    assert text.count("1.250.000") == 14, text[-400:]


@pytest.mark.parametrize("kind", ["print", "article"])
@pytest.mark.parametrize("words", [130, 210])
def test_heading_stands_whole_above_the_photo_that_it_is_of(
    transactional_db: None, open_page: OpenPage, kind: str, words: int
) -> None:
    make_identity()
    heading = "Tua và những việc phải làm ngay trong quý tới theo kết luận của hội nghị Cuoi"
    article = make_article(lead="việc " * words, body=f"<h2>{heading}</h2><p>[ảnh 1]</p>")
    photo = Photo(article=article, order=1, caption="Chú thích", alt="Ảnh")
    photo.file.save("anh.png", ContentFile(picture()))
    addresses = {"print": article.get_print_url(), "article": article.get_absolute_url()}
    reader = printed(open_page(addresses[kind]).page)
    [sheet] = [sheet for sheet in reader.pages if "Cuoi" in sheet.extract_text()]
    assert "Tua" in sheet.extract_text()
    assert len(sheet.images) == 1


def test_photos_can_be_left_out_without_a_script(
    transactional_db: None, open_page: OpenPage
) -> None:
    page = open_page(long_article("tra-vinh")["print"], javascript=False).page
    page.get_by_label("In cả ảnh").uncheck()
    page.emulate_media(media="print")
    assert page.locator("figure:visible").count() == 0
    assert "Các đại biểu thảo luận" in page.locator("main").inner_text()


SIZES = """() => Object.fromEntries([...document.querySelectorAll("main *")].map((each) => [
  each.tagName + "." + each.className, getComputedStyle(each).fontSize,
]))"""


def test_paper_is_the_same_whatever_size_of_type_the_screen_has(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    page = open_page(small_site("tra-vinh")["article"]).page
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    page.emulate_media(media="screen")
    page.get_by_text("Cỡ chữ, tương phản").click()
    page.get_by_role("radio", name="Lớn").check()
    page.emulate_media(media="print")
    assert page.evaluate(SIZES) == sizes
