"""The order of hits, rule by rule: marks, words together, field, newest."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import search
from articles.models import Article
from articles.search import asking, sqlite
from tests.articles.searching import titles
from tests.support.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def make_aged(title: str, days: int, **overrides: Any) -> Article:
    """An article with nothing but a title, published so many days ago."""
    published = timezone.now() - datetime.timedelta(days=days)
    return make_article(
        **{"title": title, "lead": "", "body": "", "published_from": published, **overrides}
    )


def test_exact_marks_come_before_other_placement_before_folded() -> None:
    for days, word in enumerate(["hóa", "họa", "hoa", "hoà", "hòa"], start=1):
        make_aged(word, days)
    assert titles("hòa") == ["hòa", "hoà", "hóa", "họa", "hoa"]
    assert titles("hoà") == ["hoà", "hòa", "hóa", "họa", "hoa"]


def test_exact_marks_in_the_body_come_before_folded_in_the_title() -> None:
    make_aged("Văn hóa", 1)
    make_aged("Tin", 2, body="<p>cầu Hòa Bình</p>")
    assert titles("hòa") == ["Tin", "Văn hóa"]


def test_unmarked_query_prefers_what_is_written_without_marks() -> None:
    make_aged("Hòa", 1)
    make_aged("Hoa", 2)
    assert titles("hoa") == ["Hoa", "Hòa"]


def test_one_word_with_wrong_marks_puts_the_whole_below() -> None:
    make_aged("chí bộ", 1)
    make_aged("chi bộ", 2)
    assert titles("chi bộ") == ["chi bộ", "chí bộ"]


def test_canonical_tier_takes_each_word_in_either_placement() -> None:
    make_aged("hóa thúy", 1)
    make_aged("hoà thúy", 2)
    assert titles("hòa thuý") == ["hoà thúy", "hóa thúy"]


def test_words_together_come_before_words_apart() -> None:
    make_aged("Bộ ngành và chi hội", 1)
    make_aged("Tin", 2, body="<p>họp chi bộ</p>")
    assert titles("chi bộ") == ["Tin", "Bộ ngành và chi hội"]


def test_words_in_another_order_are_apart() -> None:
    make_aged("bộ chi", 1)
    make_aged("chi bộ", 2)
    assert titles("chi bộ") == ["chi bộ", "bộ chi"]


def test_words_of_two_fields_do_not_stand_together() -> None:
    make_aged("Họp chi", 1, lead="bộ phận")
    make_aged("Tin", 2, body="<p>chi bộ</p>")
    assert titles("chi bộ") == ["Tin", "Họp chi"]


@pytest.mark.parametrize("query", ["đại hội", "dai hoi", "đại"])
def test_title_comes_before_lead_before_body(query: str) -> None:
    make_aged("Thân", 1, body="<p>đại hội</p>")
    make_aged("Sapo", 2, lead="đại hội")
    make_aged("Đại hội", 3)
    assert titles(query) == ["Đại hội", "Sapo", "Thân"]


def test_apart_in_title_comes_before_lead_before_body() -> None:
    make_aged("Thân", 1, body="<p>hội lớn đại biểu</p>")
    make_aged("Sapo", 2, lead="hội lớn đại biểu")
    make_aged("Hội lớn, đại biểu", 3)
    assert titles("đại hội") == ["Hội lớn, đại biểu", "Sapo", "Thân"]


def test_equals_come_newest_first_whatever_their_ids() -> None:
    make_aged("Đại hội mới", 1)
    make_aged("Đại hội cũ", 3)
    make_aged("Đại hội giữa", 2)
    assert titles("đại hội") == ["Đại hội mới", "Đại hội giữa", "Đại hội cũ"]


def test_pages_follow_one_another() -> None:
    for days in range(1, 8):
        make_aged(f"Tin {days}", days)
    assert titles("tin", 0, 3) == ["Tin 1", "Tin 2", "Tin 3"]
    assert titles("tin", 6, 3) == ["Tin 7"]
    assert titles("tin", 9_999_999, 3) == []


def test_total_counts_all_hits_of_the_asked_articles() -> None:
    other = make_category(name="Khác")
    for days in range(1, 4):
        make_aged("Tin", days)
    make_aged("Tin", 1, category=other)
    hits = search.find(Article.objects.published(), "tin", 0, 2)
    assert (hits.total, hits.total_is_capped, len(hits.hits)) == (4, False, 2)
    assert search.find(Article.objects.published().in_category(other), "tin", 0, 2).total == 1


def test_total_stops_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, search):
        monkeypatch.setattr(module, "MOST_HITS", 3)
    for days in range(1, 7):
        make_aged(f"Tin {days}", days)
    hits = search.find(Article.objects.published(), "tin", 0, 10)
    assert [hit.article.title for hit in hits.hits] == ["Tin 1", "Tin 2", "Tin 3"]
    assert (hits.total, hits.total_is_capped) == (3, True)


def test_total_is_that_of_the_most_forgiving_form(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, search):
        monkeypatch.setattr(module, "MOST_HITS", 3)
    for days, title in enumerate(["hòa", "hoà", "hóa"], start=1):
        make_aged(title, days)
    hits = search.find(Article.objects.published(), "hòa", 0, 1)
    assert (hits.total, hits.total_is_capped) == (3, False)
    make_aged("họa", 9)
    hits = search.find(Article.objects.published(), "hòa", 0, 1)
    assert (hits.total, hits.total_is_capped) == (3, True)


def test_phrase_is_found_around_every_tone_that_moves() -> None:
    far = " ".join(f"từ{number}" for number in range(40))
    phrase = "ta cùng thuỷ thủ yêu hoà bình và chống chiến tranh xa"
    make_aged("Liền", 9, body=f"<p>{far} {phrase} {far} hoà {far}</p>")
    make_aged("Rời", 1, body=f"<p>{phrase.replace('ta cùng', 'cùng ta')} {far} hoà</p>")
    assert titles(phrase.replace("hoà", "hòa").replace("thuỷ", "thủy")) == ["Liền", "Rời"]


def test_words_far_apart_do_not_stand_together_where_tones_move() -> None:
    near, far = (" ".join(f"{word}{number}" for number in range(40)) for word in ("gần", "xa"))
    beside = " ".join(near.split()[:10])
    make_aged("Rời", 1, body=f"<p>thuỷ {beside} hòa {far} thuỷ</p>")
    make_aged("Liền", 9, body="<p>hòa xa28</p>")
    assert titles("hoà xa28") == ["Liền", "Rời"]


def test_old_exact_hit_is_first_among_more_folded_ones_than_are_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (asking, search):
        monkeypatch.setattr(module, "MOST_HITS", 3)
    for days in range(1, 7):
        make_aged("Văn hóa", days)
    make_aged("Cũ", 30, body="<p>cầu Hòa Bình</p>")
    assert titles("hòa")[0] == "Cũ"


def test_old_title_is_first_among_more_hits_than_are_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (asking, search):
        monkeypatch.setattr(module, "MOST_HITS", 3)
    for days in range(1, 7):
        make_aged("Tin", days, body="<p>họp chi bộ</p>")
    make_aged("Chi bộ", 30)
    assert titles("chi bộ")[0] == "Chi bộ"


def test_wide_choice_of_articles_gives_the_same_as_a_narrow_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_aged("Tin A", 1)
    make_aged("Tin B", 2, status=Article.Status.DRAFT)
    make_aged("Tin C", 3)
    narrow = titles("tin")
    monkeypatch.setattr(sqlite, "NARROW", 1)
    assert titles("tin") == narrow == ["Tin A", "Tin C"]


def test_a_search_costs_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(1, 5):
        make_aged("Chi bộ", days)
    with django_assert_max_num_queries(3):
        titles("chi bộ")
    with django_assert_max_num_queries(6):
        assert titles("không có") == []
    with django_assert_max_num_queries(0):
        assert titles("…") == []


def test_primary_keys_alone_come_in_the_same_order(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_aged("Văn hóa", 1)
    make_aged("Tin", 2, body="<p>cầu Hòa Bình</p>")
    make_aged("Hòa Bình", 3)
    best = Article.objects.published()
    with django_assert_max_num_queries(3):
        pks = search.find_pks(best, "hòa", 2)
    assert pks == [hit.article.pk for hit in search.find(best, "hòa", 0, 2).hits]
    assert search.find_pks(best, "…", 2) == search.find_pks(best, "không có", 2) == []


def test_article_without_a_date_is_found_after_those_with_one() -> None:
    draft = {"status": Article.Status.DRAFT}
    make_aged("Chi bộ nháp", 0, published_from=None, **draft)
    assert _titles_of_all("chi bộ") == ["Chi bộ nháp"]
    make_aged("Chi bộ cũ", 9, **draft)
    assert _titles_of_all("chi bộ") == ["Chi bộ cũ", "Chi bộ nháp"]


def test_article_of_the_last_moment_of_a_second_is_found() -> None:
    moment = datetime.datetime(2021, 12, 8, 2, 50, 59, 999_999, tzinfo=datetime.UTC)
    make_aged("Chi bộ", 0, published_from=moment)
    assert titles("chi bộ") == ["Chi bộ"]


@pytest.mark.parametrize("year", [1, 1969, 9998])
def test_article_of_any_year_is_found(year: int) -> None:
    make_aged("Chi bộ", 0, published_from=datetime.datetime(year, 6, 1, tzinfo=datetime.UTC))
    assert _titles_of_all("chi bộ") == ["Chi bộ"]


def _titles_of_all(query: str) -> list[str]:
    return [hit.article.title for hit in search.find(Article.objects.all(), query, 0, 10).hits]
