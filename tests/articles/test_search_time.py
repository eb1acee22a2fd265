"""No query keeps a search longer than its time, however many articles hold its words."""

import pytest
from django.db import connection, transaction
from django.test import Client

from articles import search
from articles.models import Article
from articles.search import answering, budget, postgresql, sqlite
from articles.search.asking import folded
from articles.search.processor_time import ProcessorTime
from tests.support.factories import make_article

SENTENCE = "chưa xem hết được kho tin"


def make_articles(number: int) -> None:
    """As many that hold the same few words, each of them several times, in no common order."""
    words = ["chi", "bộ", "họp", "bàn", "việc", "cấp", "nước", "sạch", "mùa", "khô"]
    turned = [" ".join(words[n:] + words[:n]) for n in range(len(words))]
    for n in range(number):
        body = f"<p>{' . '.join(turned[(n + step) % len(turned)] for step in range(1, 6))}</p>"
        make_article(title=f"Tin {n}", lead="", body=body)


@pytest.mark.django_db
def test_what_was_found_in_time_is_shown_and_said_not_to_be_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(title="Chi bộ họp")
    assert SENTENCE not in client.get("/tim-kiem/", {"q": "chi bộ họp"}).content.decode()
    asker = {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor].Asker
    monkeypatch.setattr(asker, "is_cut", True)
    page = client.get("/tim-kiem/", {"q": "bộ họp"}).content.decode()
    assert SENTENCE in page
    assert "Chi bộ họp" not in page.partition(SENTENCE)[0]
    assert "họp</mark>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["chi bộ họp", "khô mùa sạch nước", "chi họp zzz", "…", "chi"])
def test_search_without_any_time_finds_nothing_and_says_so(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("bounded outside of transactions alone")
    make_article(title="Chi bộ họp")
    monkeypatch.setattr(answering, "SECONDS", -1.0)
    hits = search.find(Article.objects.published(), query, 0, 10)
    assert (hits.total, hits.near, hits.is_cut) == (0, [], query != "…")


@pytest.mark.django_db
def test_walk_of_sqlite_is_cut_off_and_the_index_stays_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("SQLite's own")
    make_articles(40)
    monkeypatch.setattr(sqlite, "STEPS", 1)
    public = Article.objects.published()
    for looks in range(60):
        asker = sqlite.Asker(public, 1.0)
        left = iter(range(looks))
        monkeypatch.setattr(
            ProcessorTime, "ends", lambda *_, left=left: lambda: next(left, None) is None
        )
        found = asker.answers([folded(["chi bo"])])
        assert (len(found) < 40) == asker.is_cut
    monkeypatch.undo()
    assert len(sqlite.Asker(public, 9.0).answers([folded(["chi bo"])])) == 40


@pytest.mark.django_db(transaction=True)
def test_statement_of_postgresql_is_cut_off_and_the_connection_goes_on() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's own")
    make_article(title="Chi bộ họp")
    public = Article.objects.extra(where=["pg_sleep(5) IS NOT NULL"])
    asker = postgresql.Asker(public, 0.005)
    assert asker.answers([folded(["chi bo"])]) == []
    assert asker.is_cut
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
    assert search.find(Article.objects.published(), "chi bộ", 0, 10).total == 1


@pytest.mark.django_db
@pytest.mark.parametrize("large", [1, 99])
def test_slip_in_a_title_is_undone_in_a_large_archive_too(
    large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "LARGE", large)
    make_article(title="Tổng kết cuộc thi sáng tạo kỹ thuật")
    make_article(title="Tin", lead="", body="<p>Hội làm vườn trồng dừa sáp</p>")
    public = Article.objects.published()
    assert search.find(public, "sáng tạo kỹ thuaat", 0, 10).query == "sáng tạo kỹ thuật"
    assert search.find(public, "trồng dừa sapp", 0, 10).query == "trồng dừa sáp"
    assert search.find(public, "kỹ thuật tổng kết cuộc thi", 0, 10).total == 1
