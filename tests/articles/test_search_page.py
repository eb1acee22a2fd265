"""The search page: what a reader types, and what comes back."""

import datetime
import re

import pytest
from django.test import Client

from tests.support.factories import make_article, make_category
from vietnamese.clock import midnight

pytestmark = pytest.mark.django_db


def search(client: Client, **asked: str) -> str:
    response = client.get("/tim-kiem/", asked)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_hit_is_marked_with_its_marks_intact(client: Client) -> None:
    make_article(title="Đảng đoàn họp", body="<p>Đồng chí Bí thư Đảng đoàn phát biểu.</p>")
    html = search(client, q="dang doan")
    assert "1 bài có “dang doan”" in html
    assert "<mark>Đảng đoàn</mark> họp" in html
    assert re.search(r"Bí thư <mark>Đảng đoàn</mark> phát biểu", html)


def test_nothing_found_says_what_to_try(client: Client) -> None:
    make_article()
    html = search(client, q="núi lửa")
    assert "Không tìm thấy bài nào có “núi lửa”" in html
    assert "viết không dấu cũng được" in html


def test_search_narrows_by_category_and_days_and_keeps_them_in_the_pager(client: Client) -> None:
    other = make_category(name="Khác")
    for number in range(13):
        make_article(title=f"Chi bộ họp {number}")
    make_article(title="Chi bộ nơi khác", category=other)
    html = search(client, q="chi bộ", **{"chuyen-muc": "tin-tuc"})
    assert "13 bài" in html
    assert "Chi bộ nơi khác" not in html
    assert "q=chi+b%E1%BB%99&amp;chuyen-muc=tin-tuc&amp;trang=2" in html
    assert "Không tìm thấy" in search(client, q="chi bộ", den="01-01-2001")


@pytest.mark.parametrize("day", ["8/12/2021", "08-12-2021", "2021-12-08"])
def test_day_may_be_written_three_ways(client: Client, day: str) -> None:
    make_article(title="Chi bộ họp")
    assert "1 bài" in search(client, q="chi bộ", tu=day)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("8.12.2021", "08122021", True),
        ("12-2021", "12-2021", True),
        ("2021", "2021", True),
        ("tháng 12/2021", "năm 2021", True),
        ("ngày 8 tháng 12 năm 2021", "", True),
        ("9.12.2021", "", False),
        ("", "7/12/21", False),
        ("", "11-2021", False),
        ("2022", "", False),
    ],
)
def test_days_may_be_typed_in_any_way_and_a_month_or_a_year_is_all_its_days(
    client: Client, first: str, last: str, found: bool
) -> None:
    make_article(title="Chi bộ họp", published_from=midnight(datetime.date(2021, 12, 8)))
    html = search(client, q="chi bộ", tu=first, den=last)
    assert ("1 bài" in html) is found
    assert f'name="tu" id="tim-tu" value="{first}"' in html
    assert f'name="den" id="tim-den" value="{last}"' in html


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Báo ភាសា\u200bខ្មែរ mới", "ភាសា\u200bខ្មែរ"),
        ("Báo ភាសា\u200bខ្មែរ mới", "ខ្មែរ"),
        ("Sách نامه\u200cهای cũ", "نامه\u200cهای"),
        ("Sách نامه\u200cهای cũ", "نامه های"),
        ("Chữ क्\u200dष Ấn", "क्\u200dष"),
    ],
)
def test_words_of_other_scripts_are_found_with_what_joins_and_parts_them(
    client: Client, title: str, query: str
) -> None:
    assert make_article(title=title).title == title
    assert "1 bài" in search(client, q=query)


def test_wrong_day_is_said_beside_its_field(client: Client) -> None:
    html = search(client, q="chi bộ", tu="30-02-2021")
    assert re.search(r'name="tu"[^>]*aria-invalid="true"[^>]*>\s*<span[^>]*>Ngày chưa đúng', html)
    assert "“Đến ngày” không được trước “Từ ngày”" in search(
        client, q="a", tu="2-1-2021", den="1-1-2021"
    )
    for day in ("01-01-0001", "31-12-9999"):
        assert "Ngày chưa đúng" in search(client, q="a", tu=day)
        assert "Ngày chưa đúng" in search(client, q="a", den=day)
    assert "Không có chuyên mục này" in search(client, q="a", **{"chuyen-muc": "la"})


def test_fields_show_what_was_sent_without_what_no_page_may_hold(client: Client) -> None:
    html = search(client, q="chi\0bộ\x1f\x7f\x85", tu="abc\0", den="8\x01-1-2021")
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", html)
    for shown in ("chibộ", "abc", "8-1-2021"):
        assert f'value="{shown}"' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "\0",
        '"(*^:',
        "NEAR(a b)",
        "AND OR NOT",
        "%",
        "_",
        "'; DROP TABLE articles_article; --",
        "a" * 10_000,
        "đ " * 5_000,
        "\udcff",
        "<script>alert(1)</script>",
        "{{ 7|add:7 }}",
        "🌾",
        "\u202e\u200b",
    ],
    ids=range(14),
)
def test_hostile_search_is_answered_and_escaped(client: Client, hostile: str) -> None:
    make_article()
    response = client.get("/tim-kiem/", {"q": hostile.encode(errors="surrogateescape")})
    assert response.status_code in {200, 400}
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "Traceback" not in html


def test_badly_encoded_search_is_answered(client: Client) -> None:
    assert client.get("/tim-kiem/?q=%ff%fe%80").status_code == 200
    assert client.get("/tim-kiem/?q=chi%00bo").status_code == 200
    assert client.get("/tim-kiem/?chuyen-muc=%00&tu=%00&den=%00&q=a").status_code == 200


def test_another_reading_is_said_with_a_way_back_to_the_words_as_typed(client: Client) -> None:
    make_article(title="Chi bộ họp")
    html = search(client, q="chibo <họp>")
    assert "Không có “chibo &lt;họp&gt;”. Đang tìm “chi bo họp” thay vào đó." in html
    assert "Tìm thấy 1 bài có “chi bo họp”" in html
    literal = re.search(r'href="\?([^"]*dung-chu=1[^"]*)"', html)
    assert literal
    assert "Không tìm thấy bài nào" in search(client, **{"q": "chibo <họp>", "dung-chu": "1"})


def test_where_nothing_is_found_the_page_leads_on(client: Client) -> None:
    make_category(name="Khác")
    make_article(title="Chi bộ họp", published_from=midnight(datetime.date(2021, 12, 8)))
    html = search(client, q="chi bộ", den="01-01-2001")
    assert "Ngoài chuyên mục và ngày đã chọn thì có." in html
    assert 'href="?q=chi+b%E1%BB%99"' in html
    assert 'href="/chuyen-muc/khac/"' in html


def test_the_count_says_what_it_counts(client: Client) -> None:
    for title in ("Chi bộ họp", "Bộ ngành và chi hội"):
        make_article(title=title, lead="", body="")
    assert "1 bài có “chi bộ”, và 1 bài có đủ các từ ấy nhưng không liền nhau." in search(
        client, q="chi bộ"
    )
    html = search(client, q="ngành chi")
    assert "Không có bài nào có nguyên “ngành chi”. Tìm thấy 1 bài có đủ các từ ấy" in html


def test_a_document_number_that_several_articles_have_finds_them_all(client: Client) -> None:
    for title in ("Về Quyết định 1668-QĐ/ĐUK", "Thi hành Quyết định 1668-QĐ/ĐUK"):
        make_article(title=title, lead="", body="")
    make_article(title="Về Quyết định 1668-QĐ/TU", lead="", body="")
    assert "2 bài có “1668-qd/duk”" in search(client, q="1668-qd/duk")
    assert "3 bài có “1668”" in search(client, q="1668")


def test_days_before_there_were_articles_are_said_beside_their_field(client: Client) -> None:
    html = search(client, q="a", tu="03-02-1930", den="02-09-1945")
    assert html.count("Ngày chưa đúng. Năm phải từ 1990") == 2


def test_the_page_has_one_search_form(client: Client) -> None:
    html = client.get("/tim-kiem/", {"q": "chi bộ"}).content.decode()
    assert html.count('name="q"') == 1
