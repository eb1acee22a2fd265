"""No list looks through all articles: what the database itself says it will do for each page."""

import datetime
import re
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from caching.backend import backend
from chibo_site.roles import REPORTER
from newsroom.admin import paging
from newsroom.checks import findings
from portal.models import Identity
from tests.support.factories import make_category, make_identity, make_person
from tests.support.query_plans import as_if_large, plan_of, planned_anew

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
TABLES = ("articles_article", "articles_keptcount")

PAGES = {
    "home": "/",
    "category": "/chuyen-muc/tin-tuc/",
    "category, far down": "/chuyen-muc/tin-tuc/?trang=60",
    "other news": "{article}",
    "other news, far down": "{article}?tin-khac=90",
    "year": "/luu-tru/{year}/",
    "month": "/luu-tru/{year}/{month:02}/",
    "month, far down": "/luu-tru/{year}/{month:02}/?trang=12",
    "day": "/luu-tru/{year}/{month:02}/{day:02}/",
    "this month": "/luu-tru/2026/06/",
    "feed": "/rss/",
    "category feed": "/chuyen-muc/tin-tuc/rss/",
    "sitemap index": "/sitemap.xml",
    "sitemap of articles": "/sitemap-bai.xml",
    "sitemap of articles, far down": "/sitemap-bai.xml?p=2",
    "newsroom": "/quan-tri/articles/article/",
    "newsroom, page 2": "/quan-tri/articles/article/?p=2",
    "newsroom's drafts": "/quan-tri/articles/article/?status__exact=draft",
    "newsroom's published": "/quan-tri/articles/article/?status__exact=published",
    "newsroom's trash": "/quan-tri/articles/article/?status__exact=trashed",
    "newsroom's waiting": "/quan-tri/articles/article/?status__exact=waiting",
    "newsroom's category": "/quan-tri/articles/article/?category__id__exact={category}",
    "newsroom's drafts of a category": "/quan-tri/articles/article/"
    "?category__id__exact={category}&status__exact=draft",
    "newsroom's year": "/quan-tri/articles/article/?published_from__year={year}",
    "newsroom's month": "/quan-tri/articles/article/"
    "?published_from__year={year}&published_from__month={month}",
}


PAGES_OF_READERS = [name for name in PAGES if not name.startswith("newsroom")]


@pytest.fixture
def site(
    client: Client, time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> Article:
    """A hundred days of news, as many as make an index worth its while; the one to read."""
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    monkeypatch.setattr(paging, "MOST_COUNTED", 200)
    make_identity()
    client.force_login(User.objects.create_superuser("bientap"))
    categories = [make_category(), make_category(name="Khác")]
    statuses = ["published"] * 17 + ["draft", "waiting", "trashed"]
    authors = [make_person("phongvien", REPORTER), None, None]
    Article.objects.bulk_create(
        Article(
            title="Tin",
            slug="tin",
            category=categories[number % 5 == 0],
            status=(status := statuses[number % 20]),
            trashed_from="draft" if status == "trashed" else "",
            author=authors[number % 3],
            published_from=(start := timezone.now() - (number - 100) * HOUR),
            published_until=start + 1000 * HOUR if number % 7 == 0 else None,
            updated_at=start,
        )
        for number in range(2500)
    )
    as_if_large(TABLES)
    return Article.objects.published().in_category(categories[0]).newest_first()[500]


def queries_of(client: Client, name: str, article: Article) -> list[str]:
    day = timezone.localdate(article.published_from)
    address = PAGES[name].format(
        article=article.get_absolute_url(),
        category=article.category_id,
        year=day.year,
        month=day.month,
        day=day.day,
    )
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in asked if any(f'FROM "{table}"' in sql for table in TABLES)]


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", PAGES)
def test_every_query_of_a_list_walks_an_index(
    name: str, layout: str, client: Client, site: Article
) -> None:
    Identity.objects.update(layout=layout)
    asked = queries_of(client, name, site)
    assert asked
    complaints = {"sqlite": complaints_on_sqlite, "postgresql": complaints_on_postgresql}
    for sql in asked:
        wrong = complaints[connection.vendor](sql, plan_of(sql))
        assert not wrong, f"{wrong}\n{sql}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans each query anyway")
@pytest.mark.parametrize("name", PAGES_OF_READERS)
def test_what_readers_ask_is_planned_once(name: str, client: Client, site: Article) -> None:
    client.logout()
    for _ in range(3):
        backend.clear()
        assert queries_of(client, name, site)
    of_lists = [sql for sql in planned_anew() if any(table in sql for table in TABLES)]
    assert not of_lists


@pytest.mark.parametrize("name", ["newsroom", "newsroom, page 2"])
def test_reporter_s_own_list_walks_an_index(name: str, site: Article) -> None:
    client = Client()
    client.force_login(make_person("phongvien", REPORTER))
    asked = queries_of(client, name, site)
    assert asked
    complaints = {"sqlite": complaints_on_sqlite, "postgresql": complaints_on_postgresql}
    for sql in asked:
        wrong = complaints[connection.vendor](sql, plan_of(sql))
        assert not wrong, f"{wrong}\n{sql}"


def test_near_namesakes_are_looked_for_along_an_index(site: Article) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert findings(site)
    asked = [query["sql"] for query in queries.captured_queries]
    asked = [sql for sql in asked if 'FROM "articles_article"' in sql]
    assert len(asked) == 2
    complaints = {"sqlite": complaints_on_sqlite, "postgresql": complaints_on_postgresql}
    for sql in asked:
        wrong = complaints[connection.vendor](sql, plan_of(sql))
        assert not wrong, f"{wrong}\n{sql}"


def complaints_on_sqlite(sql: str, plan: list[str]) -> list[str]:
    """A whole index may be walked only as far as a LIMIT; nothing found may have to be sorted;
    what has no LIMIT must be found between two ends, or with a day given; and of two bounds on one
    side of a column it would look up an arbitrary one."""
    selects = re.split(r"UNION ALL|\(SELECT ", sql)
    bounds = [Counter(re.findall(r"(\w+\"?\.\"\w+)\" ([<>])=? '", select)) for select in selects]
    wrong = [f"twice: {column} {way}" for each in bounds for column, way in each - Counter({*each})]
    for step in plan:
        match = re.match(rf"(SCAN|SEARCH) ({'|'.join(TABLES)}|U\d)\b(.*)", step)
        if match is None:
            if step == "USE TEMP B-TREE FOR ORDER BY" and "articles_category" not in sql:
                wrong.append(step)
        elif match[1] == "SCAN":
            if "LIMIT" not in sql or "INDEX" not in step:
                wrong.append(step)
        elif "LIMIT" not in sql and not re.search(r">\? AND \w+<\?|ends=\?|rowid=\?", step):
            wrong.append(step)
    return wrong


def complaints_on_postgresql(sql: str, plan: list[str]) -> list[str]:
    wrong = [step for step in plan if re.search(rf"Seq Scan on ({'|'.join(TABLES)})", step)]
    if "LIMIT" in sql and "articles_keptcount" not in sql and 'FROM "articles_category"' not in sql:
        wrong += [step for step in plan if re.search(r"\bSort\b", step)]
    return wrong


@pytest.mark.usefixtures("site")
def test_a_list_without_an_index_would_be_seen() -> None:
    complaints = {"sqlite": complaints_on_sqlite, "postgresql": complaints_on_postgresql}
    for articles in (
        Article.objects.order_by("title")[:10],
        Article.objects.published().order_by("lead")[:10],
    ):
        with CaptureQueriesContext(connection) as queries:
            list(articles)
        sql = queries.captured_queries[0]["sql"]
        assert complaints[connection.vendor](sql, plan_of(sql))
