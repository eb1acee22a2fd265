"""Articles chosen to be read after another one."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article, RelatedArticle, Topic
from articles.onward_links import connect
from portal.models import Identity
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_identity
from tests.support.query_counts import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    make_identity()
    return make_article(title="Bài chính")


def relate(article: Article, *others: Article) -> None:
    connect(article, None, [other.pk for other in others])
    article.save()


def block(client: Client, article: Article) -> str:
    html = client.get(article.get_absolute_url()).content.decode()
    start = html.find('<section class="related"')
    return html[start : html.index("</section>", start)] if start >= 0 else ""


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_related_articles_stand_in_the_order_in_which_they_were_chosen(
    client: Client, article: Article, layout: str
) -> None:
    Identity.objects.update(layout=layout)
    one, two, three = (make_article(title=f"Bài {name}") for name in ("một", "hai", "ba"))
    relate(article, three, one, two)
    html = block(client, article)
    assert "Bài liên quan" in html
    assert html.index("Bài ba") < html.index("Bài một") < html.index("Bài hai")


def test_only_public_ones_are_shown_and_a_withdrawn_one_goes_at_once(
    client: Client, article: Article
) -> None:
    hour = datetime.timedelta(hours=1)
    seen = make_article(title="Bài thấy được")
    draft = make_article(title="Bài thảo", status="draft", published_from=None)
    later = make_article(title="Bài hẹn", published_from=timezone.now() + hour)
    relate(article, draft, seen, later)
    html = block(client, article)
    assert "Bài thấy được" in html
    assert "Bài thảo" not in html
    assert "Bài hẹn" not in html
    seen.status = "withdrawn"
    seen.save()
    assert block(client, article) == ""


def test_scheduled_one_appears_by_the_clock(
    client: Client, article: Article, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(timezone.now())
    later = make_article(
        title="Bài hẹn", published_from=timezone.now() + datetime.timedelta(hours=1)
    )
    relate(article, later)
    assert block(client, article) == ""
    time_machine.shift(datetime.timedelta(hours=2))
    assert "Bài hẹn" in block(client, article)


def test_article_is_never_related_to_itself(article: Article) -> None:
    relate(article, article)
    assert not RelatedArticle.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedArticle.objects.create(article=article, related=article, order=0)


def test_deleted_one_leaves_the_others(client: Client, article: Article) -> None:
    one, two = make_article(title="Bài một"), make_article(title="Bài hai")
    relate(article, one, two)
    one.delete()
    html = block(client, article)
    assert "Bài hai" in html
    assert "Bài một" not in html


def test_page_asks_no_more_with_both_than_without(client: Client, article: Article) -> None:
    plain = count_queries(client, article.get_absolute_url())
    topics = [Topic.objects.create(name=f"Chuyên đề {number}") for number in range(3)]
    connect(article, topics, [make_article().pk for _ in range(6)])
    article.save()
    assert count_queries(client, article.get_absolute_url()) == plain
    connect(article, [], [])
    article.save()
    assert count_queries(client, article.get_absolute_url()) == plain


def test_page_without_them_says_nothing_of_them(client: Client, article: Article) -> None:
    html = client.get(article.get_absolute_url()).content.decode()
    assert texts(html, "related") == texts(html, "topics") == []
    assert "Bài liên quan" not in html
    assert "Chuyên đề" not in html
