"""What search reads from a list's own conditions, so that it need not look everywhere."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from articles import search
from articles.models import Article
from articles.search import sqlite
from articles.search.scope import scope_of
from tests.support.factories import make_article, make_category

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2021, 12, 8, 5, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_all_articles_have_no_bounds() -> None:
    assert scope_of(Article.objects.all()) == (None, None, None, True)


def test_public_articles_end_now() -> None:
    assert scope_of(Article.objects.published(at=NOON).for_cards()) == (None, None, NOON, True)


def test_category_and_days_are_read() -> None:
    category = make_category()
    narrowed = Article.objects.published(at=NOON).in_category(category)
    narrowed = narrowed.published_between(datetime.date(2021, 12, 1), datetime.date(2021, 12, 2))
    scope = scope_of(narrowed)
    assert (scope.category, scope.is_nearly_all) == (category.pk, True)
    assert scope.first is not None
    assert scope.last is not None
    assert scope.first.isoformat() == "2021-12-01T00:00:00+07:00"
    assert scope.last.isoformat() == "2021-12-03T00:00:00+07:00"


@pytest.mark.parametrize(
    "condition",
    [
        Q(published_from__lt=NOON) | Q(title="A"),
        ~Q(published_from__lt=NOON),
        ~Q(category=1),
        Q(category__name="A"),
        Q(category__in=[1, 2]),
        Q(title="A"),
        Q(status="draft"),
    ],
    ids=str,
)
def test_what_bounds_nothing_is_not_read_as_a_bound(condition: Q) -> None:
    assert scope_of(Article.objects.filter(condition)) == (None, None, None, False)


def test_slices_and_unions_have_no_bounds_that_could_be_read() -> None:
    public = Article.objects.published(at=NOON)
    assert scope_of(public[:3]) == scope_of(public.union(public)) == (None, None, None, False)


@pytest.mark.parametrize("narrow", [0, 10_000])
def test_any_choice_of_articles_is_kept_to(narrow: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "NARROW", narrow)
    make_article(title="Chi bộ một")
    asked, _ = make_article(title="Chi bộ hai", lead="hai"), make_article(title="Chi bộ ba")
    assert search.find_pks(Article.objects.filter(lead="hai"), "chi bộ", 9) == [asked.pk]


def test_days_are_kept_to_at_their_very_ends() -> None:
    inside = make_article(title="Chi bộ", published_from=NOON)
    at = Article.objects.filter
    assert search.find_pks(at(published_from__gte=NOON), "chi bộ", 9) == [inside.pk]
    assert search.find_pks(at(published_from__lte=NOON), "chi bộ", 9) == [inside.pk]
    assert search.find_pks(at(published_from__gt=NOON), "chi bộ", 9) == []
    assert search.find_pks(at(published_from__lt=NOON), "chi bộ", 9) == []


def test_article_moved_to_another_category_is_found_there_only() -> None:
    article, other = make_article(title="Chi bộ"), make_category(name="Khác")
    before, article.category = article.category, other
    article.save()
    assert search.find_pks(Article.objects.in_category(before), "chi bộ", 9) == []
    assert search.find_pks(Article.objects.in_category(other), "chi bộ", 9) == [article.pk]


def test_article_moved_without_word_is_not_shown_where_it_was() -> None:
    article, other = make_article(title="Chi bộ"), make_category(name="Khác")
    before = article.category
    Article.objects.update(category=other)
    assert search.find_pks(Article.objects.in_category(before), "chi bộ", 9) == []


def test_number_of_a_category_is_no_word() -> None:
    category = make_category()
    make_article(title="Tin", lead="", body=f"<p>_{category.pk}</p>", category=category)
    make_article(title="Khác", lead="", body="")
    news = Article.objects.in_category(category)
    assert search.find_pks(news, f"_{category.pk} tin", 9) == search.find_pks(news, "tin", 9)
    assert search.find_pks(news, "category", 9) == []


def test_words_together_are_ranked_within_a_category() -> None:
    other, hour = make_category(name="Khác"), datetime.timedelta(hours=1)
    now = timezone.now()
    texts = ["<p>bộ chi</p>", "<p>họp chi bộ</p>"]
    apart, together = (
        make_article(
            title="Tin",
            lead="",
            body=text,
            category=other,
            published_from=now - hours * hour,
        )
        for hours, text in enumerate(texts, start=1)
    )
    make_article(title="Chi bộ")
    within = Article.objects.published().in_category(other)
    assert search.find_pks(within, "chi bộ", 9) == [together.pk, apart.pk]


def test_the_same_search_at_another_moment_is_the_same_statement() -> None:
    """A connection keeps each statement that it has met, with its plan."""
    make_article(title="Kỷ niệm Ngày Thầy thuốc", published_from=NOON)
    said: list[set[str]] = []
    for days in (1, 2):
        said.append(set())
        with connection.execute_wrapper(partial(note, said[-1])):
            search.find(Article.objects.published(NOON + days * DAY), "thầy thuốc", 0, 10)
    assert said[0]
    assert said[0] == said[1]


def note(
    said: set[str], execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    said.add(sql)
    return execute(sql, params, many, context)
