"""What is suggested while a reader types."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Topic, TopicArticle
from articles.search import backend, budget
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db

ADDRESS = "/tim-kiem/goi-y/"


def suggested(client: Client, typed: str) -> list[dict[str, Any]]:
    response = client.get(ADDRESS, {"q": typed})
    assert response.status_code == 200
    listed: list[dict[str, Any]] = response.json()
    return listed


def texts(client: Client, typed: str) -> list[str]:
    return [each["text"] for each in suggested(client, typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "cuộc thi sáng t",
        "cuoc thi sang t",
        "CUỘC THI sáng tạo kỹ thuật",
        "kĩ thu",
        "thi cuoc ky th",  # apart, in another order
        "“cuộc thi”",
        "cu",
    ],
)
def test_title_is_suggested_whatever_its_marks_and_leads_to_its_article(
    client: Client, typed: str
) -> None:
    article = make_article(title="Phát động Cuộc thi sáng tạo kỹ thuật")
    make_article(title="Chi bộ họp", body="<p>Cuộc thi sáng tạo kỹ thuật</p>")
    assert suggested(client, typed) == [
        {"text": article.title, "address": article.get_absolute_url(), "kind": ""}
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "trajm ddo",
        "tram5 d9o mawjn",
        "Lajng Cof",  # without an input method
        "trạm đo mạnw",
        "trsm do man",
        "trạm đo mặnn ở",
        "lnag co",  # one slip
    ],
)
def test_title_is_suggested_to_raw_keys_and_to_one_slip(client: Client, typed: str) -> None:
    make_article(title="Trạm đo mặn ở Lạng Cò")
    make_article(title="Chi bộ họp", body="<p>Trạm đo mặn ở Lạng Cò</p>")
    assert texts(client, typed) == ["Trạm đo mặn ở Lạng Cò"]


def test_slip_is_not_looked_for_where_something_is_found(client: Client) -> None:
    make_article(title="Bún mắm")
    make_article(title="Bùn và phù sa")
    make_article(title="Bu lông")
    assert texts(client, "bun") == ["Bùn và phù sa", "Bún mắm"]


def test_marks_as_typed_come_first_then_titles_that_begin_so_then_the_newest(
    client: Client,
) -> None:
    now = timezone.now()
    for days, title in enumerate(["Về hòa bình", "Hoa mai", "Chợ hoa", "Hóa học"], start=1):
        make_article(title=title, published_from=now - datetime.timedelta(days=days))
    assert texts(client, "hoa") == ["Hoa mai", "Hóa học", "Về hòa bình", "Chợ hoa"]
    assert texts(client, "hoà")[0] == "Về hòa bình"


@pytest.mark.parametrize("typed", ["29-NQ/T", "29 nq", "nghị quyết số 29–nq", "29-nq/tw"])
def test_document_number_is_suggested_as_it_is_written(client: Client, typed: str) -> None:
    make_article(title="Triển khai Nghị quyết số 29-NQ/TW", lead="Thay Quyết định 2901/QĐ-UBND.")
    number = {"text": "29-NQ/TW", "address": "/tim-kiem/?q=29-NQ%2FTW", "kind": "Số hiệu"}
    assert suggested(client, typed)[0] == number
    assert texts(client, "2901")[0] == "2901/QĐ-UBND"
    assert "29-NQ/TW" not in texts(client, "9-NQ")


def test_topic_is_suggested_once_it_has_an_article_to_be_read(client: Client) -> None:
    topic = Topic.objects.create(name="Đại hội Đảng bộ")
    draft = make_article(title="Nháp", status=Article.Status.DRAFT)
    TopicArticle.objects.create(topic=topic, article=draft)
    assert texts(client, "dang b") == []
    TopicArticle.objects.create(topic=topic, article=make_article(title="Khai mạc"))
    topic.save()
    assert suggested(client, "dang b") == [
        {"text": "Đại hội Đảng bộ", "address": "/chuyen-de/dai-hoi-dang-bo/", "kind": "Chuyên đề"}
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Article.Status.DRAFT},
        {"status": Article.Status.WITHDRAWN},
        {"published_from": timezone.now() + datetime.timedelta(days=1)},
        {"published_until": timezone.now() - datetime.timedelta(hours=1)},
    ],
)
def test_what_readers_may_not_read_is_never_suggested(
    client: Client, hidden: dict[str, Any]
) -> None:
    make_article(title="Chuyện riêng 29-NQ/TW", **hidden)
    assert texts(client, "chuyện ri") == texts(client, "29-nq") == []


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "…", '"(*^:', "\0", "́" * 500, "𝕮", "ខ្មែរ", "x" * 3_000]
)
def test_nothing_is_suggested_for_what_says_nothing(client: Client, typed: str) -> None:
    make_article(title="Bài về chi bộ")
    assert texts(client, typed) == []


def test_hostile_text_stays_text(client: Client) -> None:
    make_article(title="Đọc <script>alert(1)</script>")
    response = client.get(ADDRESS, {"q": "<script>alert"})
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.json()[0]["text"] == "Đọc <script>alert(1)</script>"
    assert client.get(f"{ADDRESS}?q=%ff%fe%80").json() == []


def test_titles_that_begin_so_are_suggested_though_the_time_is_over(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(title="Chi bộ họp")
    asked: list[float] = []

    class Asker:
        def answers(self, _asks: object) -> list[object]:
            return []

    def asker(_public: object, seconds: float) -> Asker:
        asked.append(seconds)
        return Asker()

    monkeypatch.setattr(backend, "asker", asker)
    assert texts(client, "chi b") == ["Chi bộ họp"]
    assert texts(client, "họp") == []
    assert asked == [budget.SECONDS_OF_SUGGESTIONS] * 2


def test_at_most_eight_are_suggested(client: Client) -> None:
    for number in range(100, 112):
        make_article(title=f"Chi bộ họp {number}/QĐ-CB")
    assert len(suggested(client, "chi bộ")) == 8
    numbers = [each["text"] for each in suggested(client, "họp 10") if each["kind"]]
    assert len(numbers) == 3
