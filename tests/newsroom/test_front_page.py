"""“Sắp trang chủ”: editors say what leads the home page, until which day, and in which order."""

import datetime
import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, FrontStory
from chibo_site.roles import REPORTER
from newsroom.models import AuditEntry
from tests.newsroom.desk import address, said, signed_in
from tests.support.factories import make_article, make_identity, make_person
from vietnamese.dates import format_day

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/articles/article/trang-chu/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def news() -> list[Article]:
    make_identity()
    now = timezone.now()
    return [
        make_article(title=f"Tin {number}", published_from=now - (number + 1) * DAY)
        for number in range(7)
    ]


def opened(client: Client, query: str = "") -> dict[str, Any]:
    page = said(client.get(PAGE + query))
    fields = {"opened": re.findall(r'name="opened" value="([^"]*)"', page)[0]}
    for tag in re.findall(r'<input type="text"[^>]*>', page):
        name = re.findall(r'name="([^"]+)"', tag)[0]
        fields[name] = html.unescape((re.findall(r'value="([^"]*)"', tag) or [""])[0])
    return fields


def pins() -> list[tuple[int, str, datetime.date | None]]:
    return [(pin.place, pin.article.title, pin.until) for pin in FrontStory.objects.all()]


def test_story_is_pinned_until_a_day_and_the_seconds_are_ordered(
    editor: Client, client: Client, news: list[Article]
) -> None:
    tomorrow = timezone.localdate() + DAY
    typed = {
        "cho-0-article": f"{news[6].pk} – Tin 6",
        "cho-0-until": format_day(tomorrow),
        "cho-1-article": f"http://testserver{news[5].get_absolute_url()}",
        "cho-2-article": str(news[4].pk),
    }
    response = editor.post(PAGE, opened(editor) | typed, follow=True)
    assert "Đã sắp lại trang chủ." in said(response)
    assert pins() == [(0, "Tin 6", tomorrow), (1, "Tin 5", None), (2, "Tin 4", None)]
    home = client.get("/").content.decode()
    places = [home.index(f">Tin {number}<") for number in (6, 5, 4, 0, 1)]
    assert places == sorted(places)
    entries = AuditEntry.objects.filter(action="pinned")
    assert {(entry.title, entry.note) for entry in entries} == {
        ("Tin 6", f"Tin chính, đến hết ngày {format_day(tomorrow)}"),
        ("Tin 5", "Tin thứ hai"),
        ("Tin 4", "Tin thứ ba"),
    }


def test_page_shows_what_is_pinned_and_is_saved_again_without_a_trace(
    editor: Client, news: list[Article]
) -> None:
    FrontStory.objects.create(article=news[6], place=0, until=timezone.localdate())
    fields = opened(editor)
    assert fields["cho-0-article"] == f"{news[6].pk} – Tin 6"
    assert fields["cho-0-until"] == format_day(timezone.localdate())
    editor.post(PAGE, fields)
    assert pins() == [(0, "Tin 6", timezone.localdate())]
    assert not AuditEntry.objects.exists()


def test_emptied_place_is_the_newest_s_again(editor: Client, news: list[Article]) -> None:
    FrontStory.objects.create(article=news[6], place=0)
    editor.post(PAGE, opened(editor) | {"cho-0-article": ""})
    assert pins() == []
    assert AuditEntry.objects.get().action == "unpinned"


def test_two_places_are_exchanged(editor: Client, news: list[Article]) -> None:
    for place in (0, 1):
        FrontStory.objects.create(article=news[place], place=place)
    fields = opened(editor)
    fields |= {"cho-0-article": fields["cho-1-article"], "cho-1-article": fields["cho-0-article"]}
    editor.post(PAGE, fields)
    assert pins() == [(0, "Tin 1", None), (1, "Tin 0", None)]


def test_article_s_own_tool_offers_it_for_the_first_place(
    editor: Client, news: list[Article]
) -> None:
    FrontStory.objects.create(article=news[0], place=0)
    FrontStory.objects.create(article=news[1], place=2)
    link = f"{PAGE}?bai={news[6].pk}"
    assert link in editor.get(address(news[6])).content.decode()
    fields = opened(editor, f"?bai={news[6].pk}")
    assert [fields[f"cho-{place}-article"] for place in range(3)] == [
        f"{news[6].pk} – Tin 6",
        f"{news[0].pk} – Tin 0",
        f"{news[1].pk} – Tin 1",
    ]
    assert fields["cho-0-until"] == format_day(timezone.localdate())
    assert FrontStory.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cho-0-article": "999999"}, "Không có bài số 999999"),
        ({"cho-0-article": "9" * 18}, "Không có bài số"),
        ({"cho-0-article": "9" * 30}, "chưa rõ là bài nào"),
        ({"cho-0-article": "Tin nào đó"}, "chưa rõ là bài nào"),
        ({"cho-0-article": "30 năm thành lập"}, "chưa rõ là bài nào"),
        ({"cho-0-article": "https://evil.example/bai/{pk}/x/"}, "chưa rõ là bài nào"),
        ({"cho-0-article": "<script>alert(1)</script>"}, "chưa rõ là bài nào"),
        ({"cho-0-article": "\0"}, ""),
        ({"cho-0-article": "x" * 5_000}, "1000"),
        ({"cho-0-article": "{pk}", "cho-1-article": "{pk}"}, "đã đứng ở chỗ khác"),
        ({"cho-0-article": "{pk}", "cho-0-until": "01-01-2020"}, "Ngày này đã qua."),
        ({"cho-0-article": "{pk}", "cho-0-until": "31-02-2027"}, "31"),
        ({"cho-0-article": "{pk}", "cho-0-until": "01-01-9999"}, "Năm nhiều nhất"),
        ({"cho-0-until": "01-01-2100"}, "Hãy chọn bài cho chỗ này"),
        ({"cho-0-article": "{draft}"}, "chưa đăng, cũng chưa hẹn giờ"),
        ({"cho-0-article": "{trash}"}, "Không có bài số"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_changes(
    editor: Client, news: list[Article], typed: dict[str, str], sentence: str
) -> None:
    draft = make_article(status="draft", published_from=None)
    trash = make_article(status="trashed", trashed_from="published")
    filled = {
        name: value.format(pk=news[6].pk, draft=draft.pk, trash=trash.pk)
        for name, value in typed.items()
    }
    response = editor.post(PAGE, opened(editor) | filled, follow=True)
    assert response.status_code in (200, 400)
    assert sentence in said(response)
    assert "<script>alert" not in response.content.decode()
    assert pins() == []


def test_withdrawn_story_may_stay_in_its_place_until_it_comes_back(
    editor: Client, client: Client, news: list[Article]
) -> None:
    FrontStory.objects.create(article=news[6], place=0)
    news[6].status = "withdrawn"
    news[6].save()
    home = client.get("/").content.decode()
    assert "Tin 6" not in home
    page = said(editor.get(PAGE))
    assert f"{news[6].pk} – Tin 6" in page
    editor.post(PAGE, opened(editor) | {"cho-1-article": str(news[5].pk)})
    assert [place for place, _, _ in pins()] == [0, 1]


def test_of_two_editors_neither_overwrites_the_other_without_knowing(
    editor: Client, news: list[Article]
) -> None:
    mine = opened(editor) | {"cho-0-article": str(news[6].pk)}
    other = signed_in("nguoi-khac")
    other.post(PAGE, opened(other) | {"cho-0-article": str(news[5].pk)})
    response = editor.post(PAGE, mine)
    assert "người khác đã sắp lại trang chủ" in said(response)
    assert pins()[0][1] == "Tin 5"
    again = re.findall(r'name="opened" value="([^"]*)"', response.content.decode())[0]
    editor.post(PAGE, mine | {"opened": again})
    assert pins()[0][1] == "Tin 6"


def test_reporter_neither_sees_nor_sends_it(reporter: Client, news: list[Article]) -> None:
    assert reporter.get(PAGE).status_code == 403
    assert reporter.post(PAGE, {"cho-0-article": str(news[0].pk)}).status_code == 403
    assert pins() == []
    own = make_article(author=make_person("phongvien", REPORTER))
    assert PAGE not in reporter.get(address(own)).content.decode()
