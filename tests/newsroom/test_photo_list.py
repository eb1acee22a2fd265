"""The list of photos by what they lack: what it shows to whom, and what finding it costs."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Photo
from chibo_site.roles import EDITOR, REPORTER
from newsroom.admin import paging
from tests.support.factories import make_article, make_category, make_person, make_photo
from tests.support.query_plans import as_if_large, plan_of

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/articles/photo/"
INDEXES = {
    "mo-ta": "photo_undescribed",
    "chu-thich": "photo_uncaptioned",
    "nguoi-chup": "photo_uncredited",
}


def signed_in(name: str, role: str = EDITOR) -> Client:
    client = Client()
    client.force_login(make_person(name, role))
    return client


def shown(client: Client, lacks: str = "") -> list[str]:
    """The numbers of the photos in the list."""
    page = client.get(LIST, {"thieu": lacks} if lacks else {})
    return [str(photo.order) for photo in page.context["cl"].result_list]


def with_all(**lacking: Any) -> dict[str, Any]:
    return {"caption": "Lễ", "credit": "Vũ", "alt": "Hội trường"} | lacking


@pytest.mark.parametrize(
    ("lacks", "field"), [("mo-ta", "alt"), ("chu-thich", "caption"), ("nguoi-chup", "credit")]
)
def test_list_is_narrowed_to_pictures_that_lack_their_words(lacks: str, field: str) -> None:
    article = make_article()
    make_photo(article, **with_all())
    make_photo(article, **with_all(**{field: ""}))
    make_photo(article, **with_all(**{field: "", "file": ""}))
    editor = signed_in("bientap")
    assert shown(editor) == ["3", "2", "1"]
    assert shown(editor, lacks) == ["2"]


def test_filters_are_named_in_the_list() -> None:
    make_photo(make_article())
    html = signed_in("bientap").get(LIST).content.decode()
    for lacks, words in (
        ("mo-ta", "Thiếu mô tả ảnh"),
        ("chu-thich", "Thiếu chú thích"),
        ("nguoi-chup", "Thiếu người chụp"),
    ):
        assert re.search(rf'href="\?thieu={lacks}"[^>]*>{words}<', html)


def test_reporter_finds_only_their_own_photos() -> None:
    reporter = signed_in("phongvien", REPORTER)
    make_photo(make_article(author=make_person("phongvien", REPORTER)), alt="", order=1)
    make_photo(make_article(author=make_person("khac", REPORTER)), alt="", order=2)
    assert shown(reporter, "mo-ta") == ["1"]
    assert shown(signed_in("bientap"), "mo-ta") == ["2", "1"]


@pytest.mark.parametrize("role", [EDITOR, REPORTER])
def test_first_page_of_the_desk_leads_to_the_photos_without_a_description(role: str) -> None:
    person = make_person("nguoi", role)
    make_photo(make_article(author=person), alt="", order=7)
    client = signed_in("nguoi", role)
    html = client.get("/quan-tri/").content.decode()
    [address] = re.findall(r'href="([^"]*)">Mở danh sách: ảnh trên trang chưa có mô tả', html)
    assert address == f"{LIST}?thieu=mo-ta"
    page = client.get(address)
    assert [photo.order for photo in page.context["cl"].result_list] == [7]


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most photos lack nothing; most of those that do are the reporter's."""
    monkeypatch.setattr(paging, "MOST_COUNTED", 60)
    authors = [make_person("phongvien", REPORTER), make_person("khac", REPORTER)]
    articles = Article.objects.bulk_create(
        Article(
            title="Tin",
            slug="tin",
            category=make_category(),
            author=authors[number % 3 == 0],
            status="draft",
        )
        for number in range(40)
    )
    Photo.objects.bulk_create(
        Photo(
            article=articles[number % len(articles)],
            file="a.webp",
            **{
                name: "" if (number + offset) % 8 == 0 else "Chữ"
                for offset, name in enumerate(("alt", "caption", "credit"))
            },
        )
        for number in range(600)
    )
    as_if_large(["articles_photo", "articles_article"])


def plans(client: Client, lacks: str) -> list[tuple[str, list[str]]]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST, {"thieu": lacks} if lacks else {}).status_code == 200
    asked = [query["sql"] for query in queries.captured_queries]
    asked = [sql for sql in asked if 'FROM "articles_photo"' in sql]
    assert asked
    return [(sql, plan_of(sql)) for sql in asked]


def through_all(step: str) -> bool:
    """Whether the step looks at every photo or article, and not along an index."""
    return bool(
        re.search(r"Seq Scan on articles_", step)
        or (re.match(r"SCAN articles_(photo|article)\b", step) and "INDEX" not in step)
    )


@pytest.mark.parametrize("lacks", sorted(INDEXES))
def test_editor_s_list_walks_the_index_of_those_photos_as_far_as_a_page(
    lacks: str, archive: None
) -> None:
    for sql, plan in plans(signed_in("bientap"), lacks):
        assert "LIMIT" in sql
        assert any(INDEXES[lacks] in step for step in plan), plan
        assert not any(re.search(r"\bSort\b|ORDER BY", step) for step in plan), plan


def test_editor_s_whole_list_is_never_counted_to_its_end(archive: None) -> None:
    for sql, plan in plans(signed_in("bientap"), ""):
        assert "LIMIT" in sql, plan


@pytest.mark.parametrize("lacks", sorted(INDEXES))
def test_reporter_s_list_looks_through_no_table(lacks: str, archive: None) -> None:
    for _, plan in plans(signed_in("phongvien", REPORTER), lacks):
        assert not any(map(through_all, plan)), plan


def test_a_list_in_another_order_would_be_seen_to_be_sorted(archive: None) -> None:
    plan = plan_of("SELECT id FROM articles_photo WHERE alt = '' ORDER BY caption LIMIT 50")
    assert any(re.search(r"\bSort\b|ORDER BY", step) for step in plan), plan
