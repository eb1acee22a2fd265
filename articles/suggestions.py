"""What is suggested below a search field while somebody types: topics, document numbers, titles.

As JSON, for the script that shows them. Nothing but what readers may read.
"""

import datetime
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.addresses import article_address, topic_address
from articles.models import Article, Topic
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from articles.search.asking import Query, read
from articles.search.documents import forms_of, written
from articles.search.rereading import without_input_method
from articles.search.suggesting import (
    begins_with,
    distance,
    number_so_far,
    numbers_in,
    says_enough,
    suggested,
)
from caching import tags
from caching.memo import Memo
from limits import lengths
from vietnamese.slugs import slugify
from vietnamese.words import search_words

MOST = 8
MOST_TOPICS = 2
MOST_NUMBERS = 3
KNOWN_TOPICS = 500  # the newest; they are looked through one by one

_topics: Memo[list["KnownTopic"]] = Memo(tags.TEXTS)


def _of_slugs(
    first: str, last: str, at: datetime.datetime
) -> QuerySet[Article, tuple[int, str, str, str]]:
    public = Article.objects.published(at).filter(slug__gte=first, slug__lt=last)
    return public.order_by("slug").values_list("pk", "slug", "title", "lead")


_by_slug = PreparedQuery(_of_slugs, first=str, last=str, at=datetime.datetime)


class KnownTopic(NamedTuple):
    name: str
    bare: str  # its bare words, a space before each
    slug: str


class Suggestion(NamedTuple):
    """`kind` is shown beside what is no article."""

    text: str
    address: str
    kind: str = ""


class Row(NamedTuple):
    pk: int
    slug: str
    title: str
    lead: str


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """3 to 13 queries, each of which costs little (see search.suggesting); as many again where
    nothing is found of keys that an input method would have made words of."""
    typed = request.GET.get("q", "")[: lengths.QUERY_AS_SENT]
    query, now = read(typed), timezone.now()
    found = _suggestions(query, now)
    if not found and (other := without_input_method(query)):
        found = _suggestions(other, now)
    listed = [each._asdict() for each in found]
    response = JsonResponse(listed, safe=False, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _suggestions(query: Query, at: datetime.datetime) -> list[Suggestion]:
    if not says_enough(query):
        return []
    found = suggested(Article.objects.published(at), query)
    pks = {*chain(*found.titles), *found.numbers}
    listed = (
        Article.objects.filter(pk__in=pks).values_list("pk", "slug", "title", "lead") if pks else []
    )
    rows = {row[0]: Row(*row) for row in listed}
    numbers = _numbers(query, [rows[pk] for pk in found.numbers if pk in rows])
    titles = [[rows[pk] for pk in pks if pk in rows] for pks in found.titles]
    if len(rows) < MOST:
        titles.append(_titles_that_begin_so(query, at))
    first = [
        *islice(_topics_of(query, at), MOST_TOPICS),
        *islice(numbers, MOST_NUMBERS),
    ]
    return list(islice(chain(first, _titles(query, titles)), MOST))


def _titles_that_begin_so(query: Query, at: datetime.datetime) -> list[Row]:
    """By the index of slugs, which begin as titles do: of common words the time may be over before
    the index of words comes to an old title (1 query)."""
    slug = slugify(" ".join(query.words))
    rows = [Row(*row) for row in _by_slug.fetch(0, MOST, first=slug, last=f"{slug}zz", at=at)]
    return [row for row in rows if begins_with(row.title, query)]


def _topics_of(query: Query, at: datetime.datetime) -> Iterator[Suggestion]:
    beginning = f" {' '.join(query.folded)}"
    for topic in _topics.get(None, at, lambda: _known_topics(at), until=lambda _: next_change(at)):
        if beginning in topic.bare:
            yield Suggestion(topic.name, topic_address(topic.slug), "Chuyên đề")


def _known_topics(at: datetime.datetime) -> list[KnownTopic]:
    """Those that have an article to be read (1 query)."""
    read = Topic.objects.filter(entries__article__in=Article.objects.published(at)).distinct()
    return [
        KnownTopic(name, f" {forms_of(written(search_words(name))).folded}", slug)
        for name, slug in read.values_list("name", "slug")[:KNOWN_TOPICS]
    ]


def _numbers(query: Query, rows: list[Row]) -> Iterator[Suggestion]:
    so_far = number_so_far(query)
    texts = chain.from_iterable((row.title, row.lead) for row in rows)
    numbers = chain.from_iterable(numbers_in(text, so_far) for text in texts)
    for number in dict.fromkeys(numbers):
        yield Suggestion(
            number, f"{reverse('articles:search')}?{urlencode({'q': number})}", "Số hiệu"
        )


def _titles(query: Query, by_question: list[list[Row]]) -> Iterator[Suggestion]:
    """Each article once; of a question's articles the nearest first."""
    done: set[int] = set()
    for rows in by_question:
        for row in sorted(rows, key=lambda row: distance(row.title, query)):
            if row.pk not in done:
                done.add(row.pk)
                yield Suggestion(row.title, article_address("articles:article", row.pk, row.slug))
