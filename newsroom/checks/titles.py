"""Whether another article is called the same, or nearly: one piece of news entered twice."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import chain

from django.utils import timezone

from articles.models import Article
from newsroom.checks.finding import Finding
from vietnamese.dates import format_day
from vietnamese.slugs import slugify

NEIGHBOURS = 20
SLIP_OF_THE_HAND = 0.75
FEW_WORDS = 4
LATIN_NUMBER = re.compile(r"[ivx]+")


def about_title(article: Article) -> Iterator[Finding]:
    """Near namesakes among the articles that begin alike (2 queries, each of some 20 rows).

    The address holds the title folded and without punctuation, and has an index: its neighbours
    there share the most with it. Only titles that this article's author may know are named.
    """
    for other in _neighbours(article):
        if _is_known(other, article) and nearly_the_same(article.slug, other.slug):
            day = other.published_from
            since = f", {format_day(timezone.localtime(day))}" if day else ""
            yield Finding("Tựa gần như trùng với một bài khác", "Tựa", f"{other.title}{since}")


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two slugs are one title but for a slip: a word more, or one mistyped. "Số 12" and
    "số 13", "sơ kết" and "tổng kết" are two."""
    words, others = one.split("-"), other.split("-")
    if words == others:
        return True
    if _numbers(words) != _numbers(others) or min(len(words), len(others)) <= FEW_WORDS:
        return False
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    changed = [
        ("".join(words[start:end]), "".join(others[other_start:other_end]), end - start)
        for what, start, end, other_start, other_end in matcher.get_opcodes()
        if what != "equal"
    ]
    if len(changed) > 1 or abs(len(words) - len(others)) > 1:
        return False
    before, after, count = changed[0]
    is_one_more = not before or not after
    return is_one_more or (
        count == 1 and SequenceMatcher(None, before, after).ratio() >= SLIP_OF_THE_HAND
    )


def _neighbours(article: Article) -> Iterator[Article]:
    slug = article.slug or slugify(article.title)
    others = Article.objects.exclude(pk=article.pk).only(
        "title", "slug", "status", "author", "published_from", "published_until"
    )
    after = others.filter(slug__gte=slug).order_by("slug")[:NEIGHBOURS]
    before = others.filter(slug__lt=slug).order_by("-slug")[:NEIGHBOURS]
    return chain(after, before)


def _is_known(other: Article, article: Article) -> bool:
    """The public knows it, or it is by the same hand. The trash does not count."""
    if other.status == Article.Status.TRASHED:
        return False
    is_own = article.author_id is not None and other.author_id == article.author_id
    return is_own or other.is_public(timezone.now())


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if word.isdigit() or LATIN_NUMBER.fullmatch(word)]
