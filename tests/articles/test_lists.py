"""Home, category, archive, feeds and sitemap: what stands in which list, and in which order."""

import datetime
import html
import re
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from articles.sitemaps import ArticleSitemap
from tests.support.factories import make_article, make_category, make_identity, make_photo

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def at(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime.datetime:
    """A Vietnamese wall-clock moment."""
    zone = timezone.get_current_timezone()
    return datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone)


def test_home_leads_with_the_newest_and_repeats_nothing(client: Client) -> None:
    make_identity(layout="tra-vinh")
    now = timezone.now()
    for number in range(1, 13):
        make_article(
            title=f"Bài số {number:02}.",
            category=make_category(name="Một" if number % 2 else "Hai"),
            published_from=now - number * DAY,
        )
    main = html_of(client, "/").partition("<main")[2].partition("</main>")[0]
    titles = re.findall(r">Bài số (\d\d)\.<", main)
    assert titles[:5] == ["01", "02", "03", "04", "05"]
    assert sorted(titles) == sorted(set(titles))
    assert titles[5:] == ["07", "09", "11", "06", "08", "10", "12"]


def test_home_leads_with_the_newest_that_has_a_photo(client: Client) -> None:
    make_article(title="Tin mới nhất, chưa có ảnh", published_from=timezone.now())
    pictured = make_article(title="Tin có ảnh")
    pictured.cover = make_photo(pictured)
    pictured.save()
    main = html_of(client, "/").partition("<main")[2]
    assert main.index("Tin có ảnh") < main.index("Tin mới nhất, chưa có ảnh")


def test_home_shows_the_cover_and_only_the_lead_one_is_eager(client: Client) -> None:
    for number in (1, 2):
        article = make_article(published_from=timezone.now() - number * DAY)
        article.cover = make_photo(article, file=f"photos/2021/12/{number}.webp")
        article.save()
    main = html_of(client, "/").partition("<main")[2]
    pictures = re.findall(r'<img class="picture"[^>]*>', main)
    assert ['loading="lazy"' in picture for picture in pictures] == [False, True]
    assert all('width="1600" height="1067"' in picture for picture in pictures)
    assert "/media/photos/2021/12/1-640.webp 640w" in pictures[0]


def test_first_photo_with_a_picture_is_the_cover_unless_one_was_chosen() -> None:
    article = make_article()
    make_photo(article, file="")
    second = make_photo(article)
    third = make_photo(article)
    article.choose_cover()
    assert Article.objects.get().cover == second
    article.cover = third
    article.save()
    article.choose_cover()
    assert Article.objects.get().cover == third


def test_category_lists_its_own_news_twelve_a_page(client: Client) -> None:
    now = timezone.now()
    make_article(title="Tin nơi khác", category=make_category(name="Khác"))
    for number in range(1, 14):
        make_article(title=f"Tin số {number}.", published_from=now - number * DAY)
    main = html_of(client, "/chuyen-muc/tin-tuc/").partition("<main")[2].partition("</main>")[0]
    assert re.findall(r">Tin số (\d+)\.<", main) == [str(number) for number in range(1, 13)]
    assert "Tin nơi khác" not in main
    assert 'href="?trang=2"' in main
    second = html_of(client, "/chuyen-muc/tin-tuc/?trang=2")
    assert "Tin số 13." in second.partition("<main")[2]
    assert '<a class="pager__number" href="?" aria-label="Trang 1">' in second


def test_address_cut_off_behind_its_equals_sign_is_the_first_page(client: Client) -> None:
    article = make_article(title="Tin mới")
    for address in ("/chuyen-muc/tin-tuc/?trang=", f"{article.get_absolute_url()}?tin-khac="):
        assert "Tin mới" in html_of(client, address).partition("<main")[2]


def test_pager_of_a_long_list_has_gaps(client: Client) -> None:
    category = make_category()
    Article.objects.bulk_create(
        Article(
            title="Tin",
            slug="tin",
            category=category,
            status=Article.Status.PUBLISHED,
            published_from=timezone.now() - number * DAY,
        )
        for number in range(240)
    )
    pager = html_of(client, "/chuyen-muc/tin-tuc/?trang=10").partition('class="pager"')[2]
    shown = re.findall(r">(\d+|…)<", pager.partition("</nav>")[0])
    assert shown == ["1", "…", "8", "9", "10", "11", "12", "…", "20"]


def test_day_page_holds_a_vietnamese_day_to_the_second(client: Client) -> None:
    make_article(title="Giây cuối hôm trước", published_from=at(2021, 12, 7, 23, 59, 59))
    make_article(title="Nửa đêm", published_from=at(2021, 12, 8))
    make_article(title="Cuối ngày", published_from=at(2021, 12, 8, 23, 59, 59))
    make_article(title="Hôm sau", published_from=at(2021, 12, 9))
    main = html_of(client, "/luu-tru/2021/12/08/").partition("<main")[2].partition("</main>")[0]
    assert "Tin ngày 08-12-2021" in main
    assert "Nửa đêm" in main
    assert "Cuối ngày" in main
    assert "Giây cuối hôm trước" not in main
    assert "Hôm sau" not in main


def test_calendar_links_the_days_with_news_and_only_them(client: Client) -> None:
    make_article(published_from=at(2021, 12, 1))
    make_article(published_from=at(2021, 12, 31, 23, 59))
    make_article(published_from=at(2022, 2, 1))
    make_article(published_from=at(2021, 9, 2))
    main = html_of(client, "/luu-tru/2021/12/").partition("<main")[2].partition("</main>")[0]
    assert set(re.findall(r"/luu-tru/2021/12/(\d\d)/", main)) == {"01", "31"}
    assert set(re.findall(r'month__step" href="([^"]+)"', main)) == {
        "/luu-tru/2021/09/",
        "/luu-tru/2022/02/",
    }
    weekdays = re.findall(r'<abbr title="([^"]+)"', main)
    assert weekdays[0] == "Thứ Hai"
    assert weekdays[-1] == "Chủ nhật"


def test_calendar_ends_with_the_present_month(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(at(2026, 11, 23, 9), tick=False)
    make_article(published_from=at(2026, 10, 1))
    make_article(published_from=at(2026, 12, 1), status="published")
    main = html_of(client, "/luu-tru/2026/11/").partition("<main")[2].partition("</main>")[0]
    assert 'href="/luu-tru/2026/10/"' in main
    assert "/luu-tru/2026/12/" not in main
    assert client.get("/luu-tru/2026/12/").status_code == 404
    assert client.get("/luu-tru/2026/11/24/").status_code == 404


@pytest.mark.parametrize("address", ["/tim-kiem/", "/luu-tru/2026/11/", "/luu-tru/2026/11/05/"])
def test_month_without_news_is_linked_from_nowhere(
    client: Client, time_machine: TimeMachineFixture, address: str
) -> None:
    time_machine.move_to(at(2026, 11, 23, 9), tick=False)
    make_identity(layout="dong-nai")
    assert 'href="/luu-tru/2026/11/' not in html_of(client, address)
    make_article(published_from=at(2026, 9, 2))
    html = html_of(client, address)
    assert 'href="/luu-tru/2026/11/' not in html
    assert 'href="/luu-tru/2026/09/"' in html


@pytest.mark.parametrize(
    "address", ["/luu-tru/2024/02/29/", "/luu-tru/2021/02/", "/luu-tru/2020/", "/luu-tru/1990/"]
)
def test_day_without_news_helps_on(client: Client, address: str) -> None:
    assert "không có tin" in html_of(client, address)


def test_year_counts_by_month(client: Client) -> None:
    for moment in (at(2021, 1, 1), at(2021, 12, 31, 23, 59), at(2021, 12, 2), at(2022, 1, 1)):
        make_article(published_from=moment)
    main = html_of(client, "/luu-tru/2021/").partition("<main")[2].partition("</main>")[0]
    months = re.findall(r">Tháng (\d+)</a> <span[^>]*>(\d+) tin, bài", main)
    assert months == [("12", "2"), ("1", "1")]


def test_feed_is_wellformed_with_whole_addresses(client: Client) -> None:
    make_identity(name_vi="Liên hiệp Hội & bạn")
    article = make_article(title="Hội thi <Sáng tạo> & “mới”", lead="Sapo ]]> & hết")
    channel = ElementTree.fromstring(client.get("/rss/").content).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    assert channel.findtext("title") == "Liên hiệp Hội & bạn"
    assert item.findtext("title") == article.title
    assert item.findtext("link") == f"http://testserver{article.get_absolute_url()}"
    assert html.unescape(item.findtext("description", "")) == article.lead
    assert re.fullmatch(
        r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", item.findtext("pubDate", "")
    )


def test_feed_says_signs_of_markup_as_readers_of_feeds_show_them(client: Client) -> None:
    title, lead = "Lực <VAC> &quot;H<sub>2</sub>O&quot;", "Nhóm <VAC> & H<sub>2</sub>O\nĐoạn hai"
    make_article(title=title, lead=lead)
    for address in ("/rss/", "/chuyen-muc/tin-tuc/rss/"):
        item = ElementTree.fromstring(client.get(address).content).find("channel/item")
        assert item is not None
        # A title is plain text, a description HTML.
        assert item.findtext("title") == title
        shown = html5lib.parseFragment(
            item.findtext("description", ""), namespaceHTMLElements=False
        )
        assert "".join(shown.itertext()) == lead.replace("\n", "")
        assert [element.tag for element in shown.iter()] == ["DOCUMENT_FRAGMENT", "br"]


def test_category_feed_holds_its_category(client: Client) -> None:
    make_article(title="Của mục này")
    make_article(title="Của mục khác", category=make_category(name="Khác"))
    feed = client.get("/chuyen-muc/tin-tuc/rss/").content.decode()
    assert "Của mục này" in feed
    assert "Của mục khác" not in feed


def test_sitemap_leads_to_every_article(client: Client) -> None:
    article = make_article()
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-bai.xml" in index
    section = client.get("/sitemap-bai.xml").content.decode()
    assert f"http://testserver{article.get_absolute_url()}" in section
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_sitemap_has_a_section_for_each_thousand(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    for number in range(5):
        make_article(title=f"Tin {number}", published_from=timezone.now() - number * DAY)
    index = client.get("/sitemap.xml")
    assert index.headers["X-Robots-Tag"] == "noindex, noodp, noarchive"
    sections = re.findall(
        r"<loc>http://testserver(/sitemap-bai[^<]*)</loc>", index.content.decode()
    )
    assert sections == ["/sitemap-bai.xml", "/sitemap-bai.xml?p=2", "/sitemap-bai.xml?p=3"]
    pages = [client.get(section).content.decode() for section in sections]
    assert [page.count("<url>") for page in pages] == [2, 2, 1]
    assert "tin-4" in pages[2]
    assert client.get("/sitemap-bai.xml?p=4").status_code == 404


def test_sitemap_says_when_the_news_last_changed(client: Client) -> None:
    make_article(published_from=at(2021, 12, 8), updated_at=at(2022, 1, 1, 2, 50))
    make_article(published_from=at(2021, 12, 9), updated_at=at(2021, 12, 9))
    make_article(status="draft", updated_at=at(2023, 1, 1))
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    lastmods = {each.findtext(f"{name}loc"): each.findtext(f"{name}lastmod") for each in root}
    assert lastmods["http://testserver/sitemap-bai.xml"] == "2022-01-01T02:50:00+07:00"
    assert lastmods["http://testserver/sitemap-chuyen-muc.xml"] is None
