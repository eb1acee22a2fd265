"""A topic: its page, its feed, its articles, and what its address says once it is deleted."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, Topic, TopicArticle
from articles.onward_links import connect
from portal.models import Identity
from tests.support.factories import make_article, make_category, make_identity
from tests.support.query_counts import count_queries

pytestmark = pytest.mark.django_db
ADDRESS = "/chuyen-de/dai-hoi/"


@pytest.fixture
def topic() -> Topic:
    make_identity()
    return Topic.objects.create(name="Đại hội", lead="Mọi tin về đại hội <nhiệm kỳ mới>.")


def put(topic: Topic, *articles: Article) -> None:
    for article in articles:
        connect(article, [*article.topics.all(), topic], None)
        article.save()


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_page_shows_its_articles_of_all_categories_newest_first(
    client: Client, topic: Topic, layout: str
) -> None:
    Identity.objects.update(layout=layout)
    hour = datetime.timedelta(hours=1)
    now = timezone.now()
    older = make_article(title="Tin cũ hơn", published_from=now - 3 * hour)
    newer = make_article(
        title="Tin mới hơn", category=make_category(name="Khác"), published_from=now - hour
    )
    make_article(title="Tin ngoài chuyên đề")
    put(topic, older, newer)
    html = client.get(ADDRESS).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    main = main[: main.find("Tin khác") if "Tin khác" in main else len(main)]
    assert main.index("Tin mới hơn") < main.index("Tin cũ hơn")
    assert "Tin ngoài chuyên đề" not in main
    assert "<h1" in main
    assert "Đại hội" in main
    assert "&lt;nhiệm kỳ mới&gt;" in main
    assert 'href="/chuyen-de/dai-hoi/rss/"' in html
    assert '<nav class="crumbs"' in main


def test_only_what_anyone_may_read_stands_in_page_and_feed(client: Client, topic: Topic) -> None:
    hour = datetime.timedelta(hours=1)
    now = timezone.now()
    hidden = [
        make_article(title="Ẩn một", status="draft", published_from=None),
        make_article(title="Ẩn hai", status="withdrawn"),
        make_article(title="Ẩn ba", published_from=now + hour),
        make_article(title="Ẩn bốn", published_until=now - hour),
        make_article(title="Ẩn năm", status="trashed", trashed_from="published"),
    ]
    put(topic, *hidden, make_article(title="Tin thấy được"))
    for address in (ADDRESS, f"{ADDRESS}rss/"):
        html = client.get(address).content.decode()
        assert "Tin thấy được" in html
        assert "Ẩn " not in html


def test_feed_names_the_topic(client: Client, topic: Topic) -> None:
    put(topic, make_article(title="Bàn về <VAC>"))
    feed = client.get(f"{ADDRESS}rss/").content.decode()
    assert "<title>Đại hội – Liên hiệp các Hội" in feed
    assert f"<link>http://testserver{ADDRESS}</link>" in feed
    assert "Bàn về &lt;VAC&gt;" in feed


def test_page_is_paged(client: Client, topic: Topic) -> None:
    put(topic, *(make_article(title=f"Tin {number}") for number in range(14)))
    first, second = (client.get(f"{ADDRESS}{query}").content.decode() for query in ("", "?trang=2"))
    assert first.count('class="card card--row"') == 12
    assert second.count('class="card card--row"') == 2
    assert 'href="?trang=2"' in first
    assert topic.lead.partition("<")[0] not in second.partition("<main")[2]
    for wrong in ("0", "3", "abc"):
        assert client.get(f"{ADDRESS}?trang={wrong}").status_code == 404


def test_topic_is_in_the_sitemap(client: Client, topic: Topic) -> None:
    assert "/sitemap-chuyen-de.xml" in client.get("/sitemap.xml").content.decode()
    assert f"http://testserver{ADDRESS}" in client.get("/sitemap-chuyen-de.xml").content.decode()


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_article_names_its_topics(client: Client, topic: Topic, layout: str) -> None:
    Identity.objects.update(layout=layout)
    article = make_article()
    other = Topic.objects.create(name="Cuộc thi <sáng tạo>")
    put(topic, article)
    put(other, article)
    html = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{ADDRESS}">Đại hội</a>' in html
    assert "Cuộc thi &lt;sáng tạo&gt;</a>" in html
    assert "Chuyên đề:" not in client.get(make_article().get_absolute_url()).content.decode()


def test_deleted_topic_says_so_and_its_articles_are_as_before(client: Client, topic: Topic) -> None:
    article = make_article()
    put(topic, article)
    topic.delete()
    for address in (ADDRESS, f"{ADDRESS}rss/", f"{ADDRESS}?trang=2"):
        response = client.get(address)
        assert response.status_code == 410
        assert "Chuyên đề không còn nữa" in response.content.decode()
        assert "noindex" in response.headers["X-Robots-Tag"]
    assert client.get("/chuyen-de/chua-tung-co/").status_code == 404
    html = client.get(article.get_absolute_url())
    assert html.status_code == 200
    assert "Chuyên đề:" not in html.content.decode()


def test_topic_of_the_same_name_takes_the_address_again(client: Client, topic: Topic) -> None:
    topic.delete()
    Topic.objects.create(name="Đại hội")
    assert client.get(ADDRESS).status_code == 200


def test_odd_spelling_leads_to_the_topic(client: Client, topic: Topic) -> None:
    for odd in ("/Chuyen-De/dai-hoi/)", "/chuyen-de/Đại-hội", "/chuyen-de/dai-hoi/&fbclid=1"):
        response = client.get(odd)
        assert response.status_code == 301, odd
        assert response.headers["Location"] == ADDRESS


def test_number_of_queries_is_that_of_a_small_topic(client: Client, topic: Topic) -> None:
    put(topic, make_article())
    few = [count_queries(client, address) for address in (ADDRESS, f"{ADDRESS}rss/")]
    more = [make_article(title=f"Tin {number}") for number in range(30)]
    TopicArticle.objects.bulk_create(TopicArticle(topic=topic, article=each) for each in more)
    assert [count_queries(client, page) for page in (ADDRESS, f"{ADDRESS}rss/")] == few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's words for its plan")
def test_articles_are_found_by_the_topic_and_never_walked_through(topic: Topic) -> None:
    articles = Article.objects.published().filter(topic_entries__topic=topic.pk).newest_first()
    plan = articles.for_cards().explain()
    assert "articles_topicarticle USING" in plan
    assert "SCAN articles_article" not in plan
    assert "published_from<" not in plan
