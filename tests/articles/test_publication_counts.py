"""The counts of published articles: right after every way in which an article can change."""

import datetime
import io
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from articles import count_triggers
from articles.models import Article, PublicationCount
from tests.support.factories import make_article, make_category, make_photo

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NEVER = datetime.date(9999, 12, 31)
LONG_AGO = datetime.datetime(2011, 11, 30, 17, tzinfo=datetime.UTC)  # midnight in Vietnam

CountKey = tuple[str, int | None, datetime.date, datetime.date]  # ROW without the number


def stored_counts() -> Counter[CountKey]:
    rows = PublicationCount.objects.exclude(number=0)
    return Counter({row[:4]: row[4] for row in rows.values_list(*ROW)})


ROW = ("unit", "category", "first", "ends", "number")


def counted() -> Counter[CountKey]:
    """The same, one article after the other."""
    numbers: Counter[CountKey] = Counter()
    for article in Article.objects.filter(status="published"):
        first = timezone.localdate(article.published_from)
        until = article.published_until
        ends = timezone.localdate(until) if until else NEVER
        numbers["day", article.category_id, first, ends] += 1
        numbers["month", article.category_id, first.replace(day=1), ends] += 1
    return numbers


def some_articles() -> list[Article]:
    zone = timezone.get_current_timezone()
    moment = datetime.datetime(2021, 12, 31, 23, 59, 59, 999999, tzinfo=zone)
    return [
        make_article(published_from=moment),
        make_article(published_from=moment + datetime.timedelta(microseconds=1)),
        make_article(published_from=moment - 40 * DAY, published_until=moment),
        make_article(published_from=timezone.now() + 5 * DAY),
        make_article(category=make_category(name="Khác")),
        make_article(status="draft"),
        make_article(status="draft", published_from=None),
        make_article(status="withdrawn"),
    ]


def save_each(**changes: object) -> None:
    for article in Article.objects.all():
        for name, value in changes.items():
            setattr(article, name, value)
        article.save()


def insert_many() -> None:
    category = make_category()
    Article.objects.bulk_create(
        Article(title="Tin", category=category, status=status, published_from=timezone.now())
        for status in ("published", "draft", "published")
    )


def update_many() -> None:
    articles = list(Article.objects.all())
    for article in articles:
        article.category = make_category(name="Chuyển sang")
    Article.objects.bulk_update(articles, ["category"])


def replace_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET status = 'withdrawn' WHERE id % 2 = 0")
        cursor.execute("DELETE FROM articles_article WHERE id % 3 = 0")


@transaction.atomic
def write_and_fail() -> None:
    make_article()
    Article.objects.all().delete()
    raise ZeroDivisionError


def give_covers() -> None:
    for article in Article.objects.all():
        make_photo(article)
        article.choose_cover()


def fail_halfway() -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()


CHANGES: dict[str, Callable[[], object]] = {
    "made": lambda: None,
    "saved": save_each,
    "published": lambda: save_each(status="published"),
    "withdrawn": lambda: save_each(status="withdrawn"),
    "moved": lambda: save_each(category=make_category(name="Chuyển sang")),
    "moved to another day": lambda: save_each(published_from=LONG_AGO),
    "given an end": lambda: save_each(published_until=timezone.now() + 900 * DAY),
    "deprived of its end": lambda: save_each(published_until=None),
    "rewritten": lambda: save_each(title="Tựa khác"),
    "given a cover": give_covers,
    "deleted": lambda: [article.delete() for article in Article.objects.all()],
    "deleted at once": lambda: Article.objects.all().delete(),
    "made in bulk": insert_many,
    "updated in bulk": update_many,
    "updated by an expression": lambda: Article.objects.filter(published_from__isnull=False).update(
        published_from=F("published_from") - 40 * DAY
    ),
    "withdrawn by update()": lambda: Article.objects.update(status="withdrawn"),
    "changed by hand": replace_by_hand,
    "left as they were": fail_halfway,
}


@pytest.mark.parametrize("change", CHANGES)
def test_counts_are_right_after_articles_were(change: str) -> None:
    some_articles()
    CHANGES[change]()
    assert stored_counts() == counted()


def test_changed_counts_are_never_left_behind() -> None:
    """What the test above would not see: a row that should be there no more."""
    some_articles()
    assert sum(stored_counts().values()) == 2 * 5
    Article.objects.all().delete()
    assert stored_counts() == Counter()


def test_counts_can_be_made_anew() -> None:
    some_articles()
    right = counted()
    PublicationCount.objects.update(number=F("number") + 7)
    assert stored_counts() != right
    call_command("rebuild_counts", stdout=io.StringIO())
    assert stored_counts() == right


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite rebuilds tables")
def test_a_rebuilt_table_gets_its_triggers_back() -> None:
    some_articles()
    count_triggers.stop()
    make_article()
    assert stored_counts() != counted()
    call_command("migrate", verbosity=0)
    assert stored_counts() == counted()
    make_article()
    assert stored_counts() == counted()
