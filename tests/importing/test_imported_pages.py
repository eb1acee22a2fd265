"""The two model pages, brought in by the command and read by the public in both layouts."""

import html
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from portal.models import Identity
from tests.support.factories import make_category, make_identity

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parent / "saved_pages"
CAPTIONS = [
    "Chi bộ tổ chức Lễ kết nạp đảng viên",
    "Tổ chức tổng kết, trao giải Cuộc thi sáng tạo dành cho"
    " thanh thiếu niên, nhi đồng lần thứ 9 năm 2021",
]
# The first and the last line of the article, by its saved page; what stands outside is boilerplate.
ENDS = {
    "tra-vinh.txt": ("Xây dựng Chi bộ trong sạch vững mạnh", "Bài, ảnh: Trần Văn Vũ"),
    "dong-nai.txt": ("Chi bộ Liên hiệp các Hội", "Dương Phúc"),
}


def words(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def article_lines(name: str) -> list[str]:
    """Every line of the saved page that belongs to the article, white space made plain."""
    lines = [words(line) for line in (PAGES / name).read_text().splitlines()]
    first, last = ENDS[name]
    start = next(number for number, line in enumerate(lines) if line.startswith(first))
    end = lines.index(last)
    return [line for line in lines[start : end + 1] if line]


def shown_text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return words(
        html.unescape(
            re.sub(
                r"</?(?:p|h\d|br|figcaption|li|div)[^>]*>|<[^>]+>",
                lambda tag: " " if re.match(r"</?(?:p|h\d|br|figc|li|div)", tag[0]) else "",
                main,
            )
        )
    )


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", ENDS)
def test_every_line_of_the_saved_page_is_read(client: Client, name: str, layout: str) -> None:
    make_identity(layout=layout)
    make_category(name="Xây dựng Đảng")
    call_command("import_article", PAGES / name, category="xay-dung-dang", publish=True)
    article = Article.objects.get()
    lines = article_lines(name)
    for address in (article.get_absolute_url(), article.get_print_url()):
        text = shown_text(client, address)
        places = [text.find(line) for line in lines]
        missing = [line for line, place in zip(lines, places, strict=True) if place < 0]
        assert not missing, address
        assert places == sorted(places), address
    assert article.title == lines[0]
    page = client.get(article.get_absolute_url()).content.decode()
    if name == "tra-vinh.txt":
        for caption in CAPTIONS:
            assert caption in shown_text(client, article.get_absolute_url())
        assert "sáng tạo dành cho <br>thanh thiếu niên" in page
    else:
        assert '<time datetime="2021-12-08T02:50:00+07:00">08-12-2021 02:50</time>' in page
    article_html = page.partition("<article")[2].partition("</article>")[0]
    for boilerplate in ("Select a date", "439279", "Liên Kết Website", "281 Đường 30/4"):
        assert boilerplate not in article_html
