"""What is searched follows what is stored, and only what is public comes out."""

import datetime
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import search
from articles.models import Article, Attachment, Byline, Photo
from articles.search import rebuilding
from tests.articles.searching import titles
from tests.support.attaching import attach
from tests.support.factories import make_article, make_byline, make_photo

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Article.Status.DRAFT},
        {"status": Article.Status.WITHDRAWN},
        {"published_from": timezone.now() + HOUR},
        {"published_until": timezone.now() - HOUR},
    ],
    ids=["draft", "withdrawn", "scheduled", "expired"],
)
def test_what_is_not_public_is_not_found(hidden: dict[str, Any]) -> None:
    make_article(title="Thấy được")
    make_article(title="Thấy được", **hidden)
    hits = search.find(Article.objects.published(), "thấy được", 0, 10)
    assert (hits.total, len(hits.hits)) == (1, 1)


def test_scheduled_article_is_found_when_its_time_has_come() -> None:
    make_article(title="Hẹn giờ", published_from=timezone.now() + HOUR)
    later = Article.objects.published(at=timezone.now() + 2 * HOUR)
    assert search.find(later, "hẹn giờ", 0, 10).total == 1


def test_edited_article_is_found_by_its_new_words_only() -> None:
    article = make_article(title="Chữ cũ")
    article.title = "Chữ mới"
    article.save()
    assert titles("cũ") == []
    assert titles("mới") == ["Chữ mới"]


def test_article_is_found_by_the_name_of_its_document_below_what_says_it_itself() -> None:
    carrier = make_article(title="Mời dự thi")
    form = attach(carrier, sent_as="Phiếu đăng ký dự thi.docx")
    make_article(title="Khác", body="<p>Ai cũng nộp phiếu đăng ký dự thi.</p>")
    make_article(title="Mẫu phiếu đăng ký dự thi", published_from=timezone.now() - 30 * HOUR)
    assert titles("phieu dang ky du thi") == ["Mẫu phiếu đăng ký dự thi", "Khác", "Mời dự thi"]
    assert titles("phiếu đăng ký dự thi.docx") == ["Mời dự thi"]
    form.name = "Bản đồ vùng trồng"
    form.save()
    assert titles("bản đồ vùng trồng") == ["Mời dự thi"]
    form.delete()
    assert titles("bản đồ vùng trồng") == []


def test_document_of_a_draft_is_not_found() -> None:
    attach(make_article(status=Article.Status.DRAFT), sent_as="Bản đồ vùng trồng.pdf")
    assert titles("bản đồ vùng trồng") == []


def test_article_is_found_by_who_took_its_photos() -> None:
    make_photo(make_article(title="Đại hội"), credit="Kim Chi Sa Mết")
    assert titles("kim chi sa met") == ["Đại hội"]


def test_migration_finds_documents_and_photographers_of_before() -> None:
    attach(make_article(title="Có tệp"), sent_as="Khác.docx")
    make_photo(make_article(title="Có ảnh"))
    make_article(title="Không có gì")
    Attachment.objects.update(name="Bản đồ vùng trồng")
    Photo.objects.update(credit="Bản Đồ")
    assert titles("bản đồ") == []
    import_module("articles.migrations.0022_search_documents").index_names(apps, None)
    assert sorted(titles("bản đồ")) == ["Có tệp", "Có ảnh"]


def test_article_moved_in_time_is_listed_at_its_new_place() -> None:
    moved, _ = make_article(title="Tin một"), make_article(title="Tin hai")
    start = moved.published_from
    assert start is not None
    moved.published_from = start + HOUR
    moved.save()
    assert titles("tin") == ["Tin một", "Tin hai"]
    moved.published_from = start - 4 * HOUR
    moved.save()
    assert titles("tin") == ["Tin hai", "Tin một"]


def test_deleted_article_is_not_found() -> None:
    make_article(title="Còn lại")
    make_article(title="Còn nữa").delete()
    assert titles("còn") == ["Còn lại"]


def test_article_that_went_without_word_is_not_found() -> None:
    make_article(title="Biến mất")
    Article.objects.all().delete()
    assert titles("biến mất") == []


def test_forgetting_what_was_never_indexed_changes_nothing() -> None:
    make_article(title="Còn lại")
    search.remove(987_654)
    assert titles("còn lại") == ["Còn lại"]


def test_index_takes_part_in_the_transaction() -> None:
    article = make_article(title="Trước")

    @transaction.atomic
    def save_and_fail() -> None:
        article.title = "Sau"
        article.save()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert titles("sau") == []
    assert titles("trước") == ["Trước"]


def test_a_save_of_what_is_not_searched_leaves_the_index_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = make_article(title="Trước")
    make_photo(article)
    monkeypatch.setattr(search, "index", lambda _: 1 / 0)
    article.choose_cover()
    article.save(update_fields=["updated_at"])
    article.refresh_from_db()
    assert article.cover is not None
    assert titles("trước") == ["Trước"]


def test_article_that_cannot_be_indexed_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(title="Trước")
    monkeypatch.setattr(search, "index", lambda _: 1 / 0)
    article.title = "Sau"
    with pytest.raises(ZeroDivisionError):
        article.save()
    article.refresh_from_db()
    assert article.title == "Trước"


def test_changed_and_deleted_captions_and_names_are_followed() -> None:
    article = make_article(title="Đại hội")
    photo = make_photo(article, caption="Chú thích cũ")
    byline = make_byline(article, name="Dương Phúc")
    photo.caption, byline.name = "Lời mới", "Minh Khôi"
    photo.save()
    byline.save()
    assert titles("chú thích") == titles("dương phúc") == []
    assert titles("lời mới minh khôi") == ["Đại hội"]
    Photo.objects.all().delete()
    assert titles("lời mới") == []
    byline.delete()
    assert titles("minh khôi") == []
    assert titles("đại hội") == ["Đại hội"]


def test_a_caption_brings_no_unsaved_text_into_the_search() -> None:
    article = make_article(title="Đã lưu")
    article.title = "Đang gõ"
    make_photo(article)
    assert titles("đang gõ") == []
    assert titles("đã lưu") == ["Đã lưu"]


@pytest.mark.parametrize("delete", [Article.delete, lambda _: Article.objects.all().delete()])
def test_deleted_article_takes_its_captions_along(
    delete: Callable[[Article], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article()
    make_photo(article)
    make_byline(article)
    # Indexing an article that is on its way out would be in vain.
    monkeypatch.setattr(search, "index", lambda _: 1 / 0)
    delete(article)
    assert not Photo.objects.exists()
    assert not Byline.objects.exists()
    assert _count_indexed() == 0


def test_loaded_fixture_is_found_after_rebuilding(tmp_path: Path) -> None:
    article = make_article(title="Đại hội", lead="", body="")
    make_photo(article, caption="Quang cảnh")
    make_byline(article, name="Dương Phúc")
    fixture = tmp_path / "articles.json"
    call_command("dumpdata", "articles", output=str(fixture))
    article.delete()
    call_command("loaddata", fixture, verbosity=0)
    assert _count_indexed() == 0
    rebuilding.reindex_all()
    assert titles("đại hội quang cảnh dương phúc") == ["Đại hội"]


def test_indexing_costs_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = make_article()
    with django_assert_num_queries(4):
        search.index(article)


def test_many_are_indexed_by_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        make_photo(make_article(title=f"Cũ {number}"))
    Article.objects.update(title="Mới")
    articles = list(Article.objects.prefetch_related(*search.PARTS))
    with django_assert_num_queries(1):
        search.index_many(articles)
    assert titles("cũ") == []
    assert titles("mới quang cảnh") == ["Mới"] * 3


def test_indexing_the_same_again_changes_nothing() -> None:
    article = make_article(title="Chi bộ")
    search.index(article)
    search.index(article)
    assert titles("chi bộ") == ["Chi bộ"]
    article.delete()
    assert titles("chi bộ") == []
    assert _count_indexed() == 0


def test_rebuilding_finds_everything_again() -> None:
    article = make_article(title="Đại hội", lead="", body="")
    make_photo(article, caption="Quang cảnh")
    make_byline(article, name="Dương Phúc")
    Article.objects.update(title="Hội nghị")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert "1 bài" in out.getvalue()
    assert titles("đại hội") == []
    assert titles("hội nghị quang cảnh dương phúc") == ["Hội nghị"]


def test_rebuilding_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for _ in range(3):
        make_article()
    done: list[int] = []
    assert rebuilding.reindex_all(done.append) == 3
    assert done == [2, 3]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no pieces")
def test_rebuilding_leaves_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    for number in range(5):
        make_article(title=f"Tin {number}")
    rebuilding.reindex_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM articles_search_words_idx")
        assert cursor.fetchone() == (1,)
    assert len(titles("tin")) == 5


def test_what_is_saved_during_rebuilding_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    older, newer = make_article(title="Cũ"), make_article(title="Tin")

    def save_the_older(done: int) -> None:
        if done == 1:
            older.title = "Nghỉ hè"
            older.save()

    rebuilding.reindex_all(save_the_older)
    assert titles("cũ") == []
    assert titles("nghỉ hè") == ["Nghỉ hè"]
    assert titles("tin") == [newer.title]
    older.delete()
    assert titles("nghỉ hè") == []


def test_failed_rebuilding_leaves_an_index_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(title="Chi bộ")
    monkeypatch.setattr(search, "fill", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuilding.reindex_all()
    monkeypatch.undo()
    article.save()
    assert titles("chi bộ") == ["Chi bộ"]


def test_very_long_article_is_stored_and_found() -> None:
    words = " ".join(f"từ{number}" for number in range(60_000))
    make_article(title="Dài", body=f"<p>{words}</p><p>{'ă' * 5_000}</p>")
    assert titles("từ1 từ2") == ["Dài"]
    assert titles("từ17000") == ["Dài"]


def test_word_longer_than_any_is_found_by_its_beginning() -> None:
    make_article(title="A", lead="ắ" * 300)
    assert titles("ắ" * 300) == ["A"]


def _count_indexed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        return int(cursor.fetchone()[0])
