"""Whatever is typed is words, and answers as ordinary words do."""

import pytest

from articles import search
from articles.models import Article
from tests.articles.searching import titles
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\x00",
    "chi\x00bộ",
    '"',
    '""',
    "'",
    "\\",
    "\\'",
    '"chi bộ',
    "chi*",
    "^chi",
    "(chi",
    "chi)",
    "chi:bộ",
    "exact_title:chi",
    "{exact_title} : chi",
    "chi NEAR bộ",
    "NEAR(chi bộ, 5)",
    "chi AND",
    "OR",
    "NOT chi",
    "AND OR NOT",
    "chi & bộ | !x <-> y",
    "chi:A",
    "%",
    "_",
    "%s %(x)s %%",
    "chi -bộ",
    "'; DROP TABLE articles_search; --",
    "<script>alert(1)</script>",
    "\ud800",
    "\U0001f600 \U000e0041",
    "日本 Ω ß İ ﬁ ǅ ²½ ٣ ก็ ꙮ \u0345",
    "ẞ\u0301\u0302\u0303",
    "\u0301",
    "a" * 10_000,
    "chi bộ " * 2_000,
    "1-" * 5_000,
    "a\u0301" * 5_000,
    " ".join(f"w{number}" for number in range(3_000)),
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_hostile_query_is_answered_whole(query: str) -> None:
    make_article(title="Chi bộ họp", lead="", body="<p>NEAR AND OR 100%</p>")
    hits = search.find(Article.objects.published(), query, 0, 10)
    assert hits.total in (0, 1)
    assert not hits.is_cut


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_hostile_text_is_stored(query: str) -> None:
    texts = {"title": "Tin", "lead": query, "body": query}
    search.index(_unsaved_change(make_article(), texts))
    assert titles("tin") == ["Tin"]


@pytest.mark.parametrize(
    "query", ["AND", "near", "or 100", '"near and"', "and*", "(NEAR)", "near:and"]
)
def test_operators_are_ordinary_words(query: str) -> None:
    make_article(title="Chi bộ họp", lead="", body="<p>NEAR AND OR 100%</p>")
    make_article(title="Khác")
    assert titles(query) == ["Chi bộ họp"]


def _unsaved_change(article: Article, texts: dict[str, str]) -> Article:
    Article.objects.filter(pk=article.pk).update(title=texts["title"])
    for name, text in texts.items():
        setattr(article, name, text)
    return article
