"""The article as a reader gets it: what is shown, where, and what is never shown."""

import datetime
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles.models import Article, Byline
from pictures.qr import qr_svg
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_identity,
    make_photo,
)

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY_OR_MOMENT = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+07:00)?"  # HTML Standard, 2.3.5


def page_of(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def unpublished(**overrides: Any) -> dict[str, Any]:
    return {"title": "Bài chưa ai được đọc"} | overrides


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"published_from": timezone.now() + HOUR},
        {"published_from": timezone.now() - 2 * HOUR, "published_until": timezone.now() - HOUR},
    ],
    ids=["draft", "withdrawn", "scheduled", "expired"],
)
def test_unpublished_article_is_nowhere(client: Client, fields: dict[str, Any]) -> None:
    make_article()
    hidden = make_article(**unpublished(**fields))
    for address in (hidden.get_absolute_url(), hidden.get_print_url()):
        response = client.get(address)
        assert response.status_code == 404
        assert hidden.title not in response.content.decode()
    day = timezone.localdate(hidden.published_from)
    for address in (
        "/",
        "/chuyen-muc/tin-tuc/",
        f"/luu-tru/{day.year}/",
        f"/luu-tru/{day.year}/{day.month}/",
        "/tim-kiem/?q=ai+được+đọc",
        "/rss/",
        "/chuyen-muc/tin-tuc/rss/",
        "/sitemap-bai.xml",
        Article.objects.published().get().get_absolute_url(),
    ):
        html = client.get(address).content.decode()
        assert hidden.title not in html, address
        assert f"/bai/{hidden.pk}/" not in html, address


def test_article_appears_and_expires_on_time(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    start = timezone.now()
    article = make_article(published_from=start + HOUR, published_until=start + 2 * HOUR)
    seen = []
    for moment in (HOUR - datetime.timedelta(seconds=1), HOUR, 2 * HOUR):
        time_machine.move_to(start + moment, tick=False)
        seen.append(client.get(article.get_absolute_url()).status_code)
    assert seen == [404, 200, 404]


def test_stamp_is_vietnamese_time_and_machine_readable(client: Client) -> None:
    moment = datetime.datetime(2021, 12, 7, 19, 50, tzinfo=datetime.UTC)
    html = page_of(client, make_article(published_from=moment, updated_at=moment))
    assert 'Cập nhật: <time datetime="2021-12-08T02:50:00+07:00">08-12-2021 02:50</time>' in html


def test_later_change_moves_the_stamp(client: Client) -> None:
    moment = datetime.datetime(2021, 12, 7, 19, 50, tzinfo=datetime.UTC)
    article = make_article(published_from=moment, updated_at=moment + 26 * HOUR)
    assert "09-12-2021 04:50" in page_of(client, article)


@pytest.mark.parametrize(
    ("bylines", "printed"),
    [
        ([{"role": "both", "name": "Trần Văn Vũ"}], "Bài, ảnh: Trần Văn Vũ"),
        ([{"role": "", "name": "Dương Phúc"}], "Dương Phúc"),
        ([{"role": "text", "name": "A"}, {"role": "photo", "name": "B"}], "Bài: A – Ảnh: B"),
        ([{"role": "after", "name": "Báo Nhân Dân"}], "Theo Báo Nhân Dân"),
        ([{"role": "source", "name": "TTXVN"}], "Nguồn: TTXVN"),
    ],
)
def test_byline_prints_as_editors_write_it(
    client: Client, bylines: list[dict[str, str]], printed: str
) -> None:
    article = make_article()
    for fields in bylines:
        make_byline(article, **fields)
    for address in (article.get_absolute_url(), article.get_print_url()):
        html = client.get(address).content.decode()
        assert f'<p class="byline">{printed}</p>' in html


def test_byline_can_be_a_link(client: Client) -> None:
    article = make_article()
    make_byline(article, role=Byline.Role.SOURCE, name="Báo", link="https://example.vn/bai")
    assert 'Nguồn: <a href="https://example.vn/bai" rel="noopener">Báo</a>' in page_of(
        client, article
    )


def test_photo_stands_where_the_editor_put_it_with_both_caption_lines(client: Client) -> None:
    article = make_article(body="<p>Trước.</p><p>[ảnh 1]</p><p>Sau.</p>")
    make_photo(article, caption="Dòng một\nDòng hai", credit="Minh Khôi", alt="Hội trường")
    html = page_of(client, article)
    assert "Dòng một <br>Dòng hai" in html
    assert "Ảnh: Minh Khôi" in html
    assert 'alt="Hội trường"' in html
    assert html.index("Trước.") < html.index("<figure") < html.index("Sau.")
    assert "[ảnh" not in html


@pytest.mark.parametrize(
    "place",
    [
        "<p>[ảnh 1]<br></p>",
        "<p><strong>[Ảnh 1]</strong></p>",
        "<p>[ ảnh 1 ]</p>",
        "<ul><li>[ảnh 1]</li></ul>",
        "<table><tbody><tr><td>[ảnh 1]</td></tr></tbody></table>",
    ],
)
def test_place_may_be_written_as_word_and_the_editor_leave_it(client: Client, place: str) -> None:
    article = make_article(body=f"<p>Trước.</p>{place}<p>Sau.</p>")
    make_photo(article)
    html = page_of(client, article)
    assert "[ảnh" not in html.lower()
    assert html.index("Trước.") < html.index("<figure") < html.index("Sau.")


def test_photo_without_a_place_opens_the_body(client: Client) -> None:
    article = make_article(body="<p>Thân bài.</p>")
    make_photo(article)
    html = page_of(client, article)
    assert html.index("<figure") < html.index("Thân bài.")


def test_second_photo_without_a_place_follows_the_text(client: Client) -> None:
    article = make_article(body="<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p>")
    make_photo(article, caption="Có chỗ")
    make_photo(article, caption="Không có chỗ")
    html = page_of(client, article)
    assert html.index("Có chỗ") < html.index("Hai.") < html.index("Không có chỗ")


def test_photos_without_a_place_follow_the_text_in_their_order(client: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p><p>Hết.</p>")
    for caption in ("Có chỗ", "Ảnh hai", "Ảnh ba", "Ảnh bốn"):
        make_photo(article, caption=caption)
    html = page_of(client, article)
    places = [html.index(words) for words in ("Hết.", "Ảnh hai", "Ảnh ba", "Ảnh bốn")]
    assert places == sorted(places)


def test_two_photos_of_the_same_number_are_both_shown(client: Client) -> None:
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(article, caption="Ảnh đầu", order=1)
    make_photo(article, caption="Ảnh trùng số", order=1)
    html = page_of(client, article)
    assert html.count("Ảnh đầu") == html.count("Ảnh trùng số") == 1


def test_caption_that_waits_for_its_photo_is_read_without_an_empty_frame(client: Client) -> None:
    article = make_article(body="<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p>")
    make_photo(article, file="", caption="Lễ kết nạp đảng viên")
    html = page_of(client, article)
    assert html.index("Một.") < html.index("Lễ kết nạp đảng viên") < html.index("Hai.")
    assert "Chờ ảnh" not in html
    assert 'src=""' not in html


def test_article_stands_when_its_picture_is_missing_on_disk(client: Client) -> None:
    article = make_article()
    article.cover = make_photo(article, file="photos/2021/12/mat.webp")
    article.save()
    assert "Đại hội thông qua nghị quyết." in page_of(client, article)
    assert client.get(article.get_print_url()).status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<form action="/x"><input></form>',
        '<iframe src="//evil.example"></iframe>',
        '<base href="//evil.example">',
        '<meta http-equiv="refresh" content="0">',
        "<svg><g onload=alert(1)></svg>",
        "<math><mi xlink:href='javascript:alert(1)'></math>",
        '<p style="color:red" class="x" onclick="x()">x</p>',
    ],
)
def test_hostile_markup_never_reaches_a_reader(client: Client, hostile: str) -> None:
    article = make_article(
        title=f"Tựa {hostile}", lead=hostile, body=f"<p>Trước</p>{hostile}", correction=hostile
    )
    make_article(title="Bài đứng cạnh")
    assert not Elements(article.body).foreign + Elements(article.body).active_attributes
    assert not Elements(article.body).active_addresses
    make_photo(article, caption=hostile, credit=hostile[:100], alt=hostile)
    make_byline(article, name=hostile)
    # What lies in the database from before is cleaned again where it is shown.
    Article.objects.update(body=f"<p>Trước</p>{hostile}")
    own_pages = (article.get_absolute_url(), article.get_print_url())
    day = timezone.localtime(article.published_from)
    lists = ("/", "/chuyen-muc/tin-tuc/", f"/luu-tru/{day:%Y/%m/%d}/", "/tim-kiem/?q=tua+truoc")
    beside = Article.objects.get(title="Bài đứng cạnh").get_absolute_url()
    for address in (*own_pages, *lists, beside):
        page = client.get(address).content.decode()
        found = Elements(page)
        assert "Tựa" in page, address
        assert not found.foreign, address
        assert not found.active_attributes, address
        assert not found.active_addresses, address
    items = ElementTree.fromstring(client.get("/rss/").content).findall("channel/item")
    assert len(items) == 2
    assert not [tag for item in items for part in item for tag in part]


SUSPECT = {"script", "iframe", "base", "meta", "svg", "math", "form", "g", "mi"}


class Elements(HTMLParser):
    """What a page holds that the site's own templates never write."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.active_attributes: list[str] = []
        self.active_addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        own_script = tag == "script" and (
            values.get("type") == "application/ld+json"
            or (values.get("src") or "").startswith("/static/")
        )
        own_form = tag == "form" and values.get("action") == "/tim-kiem/"
        own_meta = tag == "meta" and "http-equiv" not in values
        own_svg = tag == "svg" and values.get("class") == "qr"
        is_own = own_script or own_form or own_meta or own_svg
        if tag in SUSPECT and not is_own:
            self.foreign.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.active_attributes.append(name)
            if name in {"href", "src", "action", "xlink:href"} and re.match(
                r"\s*(?:javascript|data|vbscript):|//evil", value or "", re.I
            ):
                self.active_addresses.append(value or "")


def test_structured_data_is_valid_json_whatever_the_title(client: Client) -> None:
    title = 'Hội thi "Sáng tạo" </script> & \\ hết'
    html = page_of(client, make_article(title=title))
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert data
    assert json.loads(data[1])["headline"] == title


def test_structured_data_names_writers_as_authors_and_nobody_else(client: Client) -> None:
    article = make_article()
    make_byline(article, role="text", name="Người viết")
    make_byline(article, role="photo", name="Người chụp")
    make_byline(article, role="source", name="Báo bạn")
    data = re.search(r'ld\+json">(.*?)</script>', page_of(client, article))
    assert data
    assert [author["name"] for author in json.loads(data[1])["author"]] == ["Người viết"]


def test_other_news_are_of_the_category_newest_first_and_never_the_article(
    client: Client,
) -> None:
    make_identity(layout="tra-vinh")
    now = timezone.now()
    article = make_article(title="Bài đang đọc")
    make_article(title="Tin chuyên mục khác", category=make_category(name="Khác"))
    for hours in range(1, 11):
        make_article(title=f"Tin cũ {hours} giờ", published_from=now - hours * HOUR)
    first, second = (
        client.get(article.get_absolute_url() + query).content.decode()
        for query in ("", "?tin-khac=2")
    )
    first, second = (
        html.partition('<section class="other-news"')[2].partition("</section>")[0]
        for html in (first, second)
    )
    titles = re.findall(r"Tin cũ (\d+) giờ", first) + re.findall(r"Tin cũ (\d+) giờ", second)
    assert titles == [str(hours) for hours in range(1, 11)]
    for html in (first, second):
        assert "Bài đang đọc" not in html
        assert "Tin chuyên mục khác" not in html
    assert 'href="?tin-khac=2#tin-khac"' in first
    assert 'aria-current="page" aria-label="Trang 2"' in second


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_layout_arranges_its_own_blocks(client: Client, layout: str) -> None:
    make_identity(layout=layout)
    article = make_article()
    make_article(title="Tin thứ hai cùng chuyên mục")
    html = page_of(client, article)
    is_dong_nai = layout == "dong-nai"
    assert ("Nội dung bản tin" in html) == is_dong_nai
    assert ("Các tin đã đăng ngày" in html) == is_dong_nai
    assert ("Lượt truy cập:" in html) == is_dong_nai
    assert "Tin khác" in html
    assert ("Thống kê truy cập" in html) != is_dong_nai
    for block in ("In nội dung", "Tìm kiếm", "Đăng nhập", "Đang online", "Chịu trách nhiệm"):
        assert block in html


def test_print_view_names_organisation_article_address_and_its_code(client: Client) -> None:
    make_identity(name_vi="Liên hiệp Hội tỉnh")
    article = make_article()
    html = client.get(article.get_print_url()).content.decode()
    assert "Liên hiệp Hội tỉnh" in html
    assert f"http://testserver{article.get_absolute_url()}" in html
    assert f"http://testserver{article.get_print_url()}" not in html
    assert 'class="qr"' in html
    assert 'loading="lazy"' not in html


@pytest.mark.parametrize("host", ["localhost:8780", "192.168.1.9:8000", "[::1]", "may-chu"])
def test_paper_of_a_site_without_a_public_name_has_the_address_by_which_it_was_asked_for(
    client: Client, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    article = make_article()
    html = client.get(article.get_print_url(), HTTP_HOST=host).content.decode()
    address = f"http://{host}{article.get_absolute_url()}"
    assert f"<br>{address}" in html
    assert qr_svg(address) in html


def test_moments_are_told_in_whole_seconds_everywhere(client: Client) -> None:
    moment = datetime.datetime(2021, 12, 7, 19, 50, 13, 396351, tzinfo=datetime.UTC)
    article = make_article(published_from=moment, updated_at=moment)
    addresses = ["/", "/chuyen-muc/tin-tuc/", "/luu-tru/2021/12/08/", "/tim-kiem/?q=chi+b%E1%BB%99"]
    addresses += ["/rss/", "/sitemap.xml", "/sitemap-bai.xml"]
    for address in (article.get_absolute_url(), article.get_print_url(), *addresses):
        page = client.get(address).content.decode()
        assert "396351" not in page, address
        for written in re.findall(r'datetime="([^"]*)"', page):
            assert re.fullmatch(DAY_OR_MOMENT, written), (address, written)
    page = page_of(client, article)
    assert 'datetime="2021-12-08T02:50:13+07:00"' in page
    assert '"article:published_time" content="2021-12-08T02:50:13+07:00"' in page
    assert '"datePublished": "2021-12-07T19:50:13+00:00"' in page
    assert "2021-12-08T02:50:13+07:00" in client.get(article.get_print_url()).content.decode()
    Article.objects.filter(pk=article.pk).update(
        status="withdrawn", withdrawal_note="Sai.", withdrawn_at=moment
    )
    withdrawn = client.get(article.get_absolute_url()).content.decode()
    assert 'datetime="2021-12-08T02:50:13+07:00"' in withdrawn
