"""On SQLite rare words are asked first, and what they find is read: the answers are the same."""

import random
from collections.abc import Iterator

import pytest
from django.db import connection

from articles.models import Article
from articles.search import frequencies, narrowing, sqlite, sqlite_contents
from articles.search.asking import Ask, Found, apart_asks, cut_asks, phrase_asks, read
from tests.support.factories import make_article

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL finds its own way"),
]

SYLLABLES = ["hoà", "hóa", "họa", "kỹ", "kĩ", "thuật", "chi", "bộ", "năm", "nam", "quý", "việt"]


@pytest.fixture(autouse=True)
def _sampled_anew() -> Iterator[None]:
    frequencies.sampled.cache_clear()
    yield
    frequencies.sampled.cache_clear()


def asks_of(query: str) -> list[Ask]:
    words = read(query)
    apart = apart_asks(words, 200)
    ranked = [*apart, *phrase_asks(words, apart[0][1] if apart else None), *cut_asks(words)]
    return [ask for _, ask in ranked]


def found(queries: list[str]) -> list[list[Found]]:
    public = Article.objects.published()
    return [sqlite.Asker(public, 9.0).answers(asks_of(query)) for query in queries]


def test_rare_words_first_find_what_all_words_find(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)

    def some(least: int, most: int) -> str:
        return " ".join(chance.choices(SYLLABLES, k=chance.randint(least, most)))

    for _ in range(40):
        make_article(title=some(2, 6), lead=some(2, 9), body=f"<p>{some(1, 30)}</p>")
    queries = [some(1, 5) for _ in range(60)]
    monkeypatch.setattr(sqlite, "frequencies", lambda _contents: None)
    plainly = found(queries)
    monkeypatch.undo()
    monkeypatch.setattr(narrowing, "ENOUGH", 1_000)
    monkeypatch.setattr(narrowing, "LEAST_SPARED", 0)
    assert found(queries) == plainly


def test_sample_tells_common_words_and_phrases_from_rare_ones() -> None:
    for number in range(30):
        make_article(title=f"Chi bộ họp bàn việc {number}", lead="Tin", body="<p>Tin.</p>")
    make_article(title="Chi bộ họp bàn chuyện trồng dừa sáp", lead="Tin", body="<p>Tin.</p>")
    sampled = frequencies.frequencies(sqlite_contents)
    assert sampled is not None
    known = sampled.in_heads
    assert known.places(["chi"]) > 20 * known.places(["dua"])
    assert known.having_phrase(["chi", "bo"]) == 31  # they always stand together
    assert known.having_all(["viec", "chi"]) > 5 * known.having_phrase(["viec", "chi"])
    assert known.places(["dua"]) > known.places(["bungalow"]) > 0
