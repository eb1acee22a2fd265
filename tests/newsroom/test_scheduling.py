"""The hour of publication: what is refused beside its field, and what the clock does by itself."""

import datetime
import html
import re

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from tests.support.factories import make_article, make_person
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(days=3)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_person())
    return client


def schedule(article: Article) -> str:
    return f"/quan-tri/articles/article/{article.pk}/viec/schedule/"


def row_of_the_hour(page: Response) -> str:
    """That part of the page in which the day and the hour are typed."""
    rows = re.split(r'<div class="form-row">', html.unescape(page.content.decode()))[1:]
    [row] = [row for row in rows if 'name="moment_0"' in row]
    return row


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("31-11-2090", "08:00", "ngày"),
        ("29-02-2091", "08:00", "ngày"),
        ("30-11-2090", "24:00", "giờ"),
        ("01-01-2020", "08:00", "Giờ hẹn phải ở sau bây giờ."),
        ("01-01-2400", "08:00", "Năm phải từ"),
        ("mai", "sáng", "Ngày chưa đúng"),
        ("", "", "Hãy chọn ngày và giờ đăng."),
    ],
)
def test_hour_that_cannot_be_is_told_beside_its_field_and_stays_typed(
    day: str, clock: str, said: str, editor: Client
) -> None:
    article = make_article(status="approved", published_from=None)
    page = editor.post(schedule(article), {"moment_0": day, "moment_1": clock})
    row = row_of_the_hour(page)
    errors = re.search(r'<ul class="errorlist"[^>]*>(.*?)</ul>', row, re.S)
    assert errors
    assert said in errors[1]
    for typed in filter(None, (day, clock)):
        assert f'value="{typed}"' in row
    article.refresh_from_db()
    assert (article.status, article.published_from) == ("approved", None)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("8.12.2090", "7h30"),
        ("08122090", "7 giờ 30"),
        ("ngày 8 tháng 12 năm 2090", "07.30"),
        ("2090-12-08", "7 giờ rưỡi sáng"),
        ("8/12/2090", "07:30:00"),
    ],
)
def test_day_and_hour_are_understood_as_offices_write_them(
    day: str, clock: str, editor: Client
) -> None:
    article = make_article(status="approved", published_from=None)
    editor.post(schedule(article), {"moment_0": day, "moment_1": clock})
    article.refresh_from_db()
    assert article.published_from is not None
    assert timezone.localtime(article.published_from).isoformat() == "2090-12-08T07:30:00+07:00"


def test_day_that_does_not_exist_is_told_why(editor: Client) -> None:
    article = make_article(status="approved", published_from=None)
    page = editor.post(schedule(article), {"moment_0": "31-02-2090", "moment_1": "25h"})
    row = row_of_the_hour(page)
    assert "Ngày chưa đúng. Tháng 2 năm 2090 có 28 ngày. Xin viết theo mẫu 08-12-2021." in row
    assert "Không có giờ này. Giờ từ 0 đến 23, phút từ 0 đến 59." in row
    assert 'value="31-02-2090"' in row and 'value="25h"' in row


@pytest.mark.parametrize("clock", ["00:00", "23:59", "07:30"])
def test_article_appears_in_its_minute_and_no_second_before(
    clock: str, editor: Client, time_machine: TimeMachineFixture
) -> None:
    article = make_article(status="approved", published_from=None)
    day = timezone.localdate() + LATER
    editor.post(schedule(article), {"moment_0": f"{day:%d-%m-%Y}", "moment_1": clock})
    hour = datetime.time.fromisoformat(clock)
    moment = timezone.make_aware(datetime.datetime.combine(day, hour))
    seen = []
    for second in (-1, 0):
        time_machine.move_to(moment + datetime.timedelta(seconds=second), tick=False)
        pages = [article.get_absolute_url(), "/chuyen-muc/tin-tuc/", f"/luu-tru/{day:%Y/%m/%d}/"]
        seen.append([article.title in Client().get(page).content.decode() for page in pages])
    assert seen == [[False] * 3, [True] * 3]


def test_publishing_in_the_very_second_of_the_schedule_is_one_publication(
    editor: Client, time_machine: TimeMachineFixture
) -> None:
    moment = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)
    article = make_article(published_from=moment)
    time_machine.move_to(moment, tick=False)
    page = f"/quan-tri/articles/article/{article.pk}/viec/publish/"
    said = editor.post(page, follow=True).content.decode()
    assert f"Đã đăng “{article.title}”." in said
    article.refresh_from_db()
    assert (article.status, article.published_from) == ("published", moment)
    assert article.audit_log.filter(action="published").count() == 0
    lists = Client().get("/chuyen-muc/tin-tuc/").content.decode()
    assert f'href="{article.get_absolute_url()}"' in lists
    assert Client().get("/rss/").content.decode().count("<item>") == 1
