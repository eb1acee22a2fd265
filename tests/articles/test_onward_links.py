"""Where an article leads on: its neighbours, other news, the archive, and what passes it on."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from portal.models import Identity
from tests.support.factories import make_article, make_category, make_identity, make_photo

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
LAYOUTS = Identity.Layout.values


def page_at(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def neighbours_in(html: str) -> list[str]:
    block = html.partition('<nav class="neighbours"')[2].partition("</nav>")[0]
    return re.findall(r"</span> ([^<]+)</a>", block)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_leads_to_the_newer_and_the_older_one_of_its_category(
    client: Client, layout: str
) -> None:
    make_identity(layout=layout)
    now = timezone.now()
    read = make_article(title="Đang đọc", published_from=now - 5 * HOUR)
    make_article(title="Mới nhất", published_from=now - HOUR)
    make_article(title="Mới hơn", published_from=now - 4 * HOUR)
    make_article(title="Cũ hơn", published_from=now - 6 * HOUR)
    make_article(title="Cũ nhất", published_from=now - 9 * HOUR)
    make_article(
        title="Mục khác", published_from=now - 5 * HOUR, category=make_category(name="Khác")
    )
    make_article(title="Hẹn giờ", published_from=now + HOUR)
    make_article(title="Đã gỡ", published_from=now - 5.5 * HOUR, status="withdrawn")
    assert neighbours_in(page_at(client, read.get_absolute_url())) == ["Mới hơn", "Cũ hơn"]


def test_articles_of_one_moment_are_walked_through_one_by_one(client: Client) -> None:
    make_identity()
    moment = timezone.now() - HOUR
    one, two, three = (
        make_article(title=title, published_from=moment) for title in ("Một", "Hai", "Ba")
    )
    assert neighbours_in(page_at(client, one.get_absolute_url())) == ["Hai"]
    assert neighbours_in(page_at(client, two.get_absolute_url())) == ["Ba", "Một"]
    assert neighbours_in(page_at(client, three.get_absolute_url())) == ["Hai"]


def test_withdrawn_neighbour_is_gone_from_the_next_answer(client: Client) -> None:
    make_identity()
    older = make_article(title="Cũ hơn", published_from=timezone.now() - 9 * HOUR)
    read = make_article(published_from=timezone.now() - HOUR)
    assert neighbours_in(page_at(client, read.get_absolute_url())) == ["Cũ hơn"]
    older.status = Article.Status.WITHDRAWN
    older.save()
    assert neighbours_in(page_at(client, read.get_absolute_url())) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_turning_the_page_of_other_news_brings_neither_the_text_nor_its_pictures(
    client: Client, layout: str
) -> None:
    make_identity(layout=layout)
    read = make_article(title="Bài dài có ảnh")
    make_photo(read)
    for number in range(12):
        make_article(title=f"Tin số {number}", published_from=timezone.now() - 30 * HOUR)
    first = page_at(client, read.get_absolute_url())
    assert "<figure" in first
    assert 'href="?tin-khac=2#tin-khac"' in first
    second = page_at(client, read.get_absolute_url() + "?tin-khac=2")
    assert "<figure" not in second
    assert "Đại hội thông qua nghị quyết." not in second
    assert "Trở lại bài “Bài dài có ảnh”" in second
    assert 'id="tin-khac"' in second
    assert f'rel="canonical" href="http://testserver{read.get_absolute_url()}"' in second


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_is_passed_on_by_plain_addresses(client: Client, layout: str) -> None:
    make_identity(layout=layout)
    article = make_article(title='Hội thi "Sáng tạo" & hơn thế')
    html = page_at(client, article.get_absolute_url())
    address = quote(f"http://testserver{article.get_absolute_url()}", safe="")
    assert f'href="https://www.facebook.com/sharer/sharer.php?u={address}"' in html
    assert f'href="mailto:?subject={quote(article.title, safe="")}&amp;body={address}"' in html
    assert "Sao chép liên kết" in html


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("address", ["/", "/chuyen-muc/tin-tuc/", "{article}", "/luu-tru/"])
def test_menu_and_footer_of_every_page_lead_to_the_news_by_day(
    client: Client, layout: str, address: str
) -> None:
    make_identity(layout=layout)
    article = make_article()
    html = page_at(client, address.format(article=article.get_absolute_url()))
    link = re.compile(
        r'<a[^>]* href="/luu-tru/"[^>]*>Tin theo ngày</a>|'
        r'<a href="/luu-tru/"[^>]*>Tin theo ngày</a>'
    )
    menu = html.partition('<nav class="menu')[2].partition("</nav>")[0]
    footer = html.partition("<footer")[2]
    assert link.search(menu)
    assert link.search(footer)
    assert 'href="#dau-trang"' in footer
    assert 'id="dau-trang"' in html


def test_archive_lists_every_year_and_month_that_has_news(client: Client) -> None:
    make_identity()
    vietnam = datetime.timezone(datetime.timedelta(hours=7))
    for moment in ((2021, 12, 8, 2), (2021, 12, 9, 2), (2021, 3, 1, 2), (2019, 1, 1, 0)):
        make_article(published_from=datetime.datetime(*moment, tzinfo=vietnam))
    main = page_at(client, "/luu-tru/").partition("<main")[2].partition("</main>")[0]
    years = re.findall(r">Năm (\d+)</a> <span[^>]*>(\d+) tin, bài", main)
    assert years == [("2021", "3"), ("2019", "1")]
    assert re.findall(r'href="(/luu-tru/\d+/\d+/)"', main) == [
        "/luu-tru/2021/12/",
        "/luu-tru/2021/03/",
        "/luu-tru/2019/01/",
    ]


def test_today_is_three_taps_from_a_day_of_2021(client: Client) -> None:
    make_identity()
    vietnam = datetime.timezone(datetime.timedelta(hours=7))
    make_article(title="Tin cũ", published_from=datetime.datetime(2021, 12, 8, 2, tzinfo=vietnam))
    article = make_article()
    address = article.get_absolute_url()
    for tapped in ("/luu-tru/", "/luu-tru/2021/12/", "/luu-tru/2021/12/08/"):
        assert f'href="{tapped}"' in page_at(client, address), address
        address = tapped
    assert "Tin cũ" in page_at(client, address).partition("<main")[2]


def test_calendar_says_how_many_articles_a_day_has(client: Client) -> None:
    make_identity()
    vietnam = datetime.timezone(datetime.timedelta(hours=7))
    for hour in (1, 2, 3):
        make_article(published_from=datetime.datetime(2021, 12, 8, hour, tzinfo=vietnam))
    main = page_at(client, "/luu-tru/2021/12/").partition("<main")[2]
    assert 'aria-label="Ngày 8: 3 tin, bài, tháng 12-2021"' in main


@pytest.mark.parametrize("address", ["/luu-tru/2020/", "/luu-tru/2020/05/", "/luu-tru/2020/05/06/"])
def test_archive_page_without_news_is_not_indexed(client: Client, address: str) -> None:
    make_identity()
    make_article()
    assert '<meta name="robots" content="noindex">' in page_at(client, address)
