"""The search index and the counts of lists, made wrong past the program: told, and made right."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import search
from articles.models import Article
from tests.health.doctor import doctor, lines_of
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db


def test_article_that_cannot_be_found_is_told_and_found_again(well: Path) -> None:
    article = Article.objects.get()
    search.remove(article.pk)
    _, said = doctor()
    [line] = lines_of(said, "Tìm kiếm")
    assert line.startswith("LỖI Tìm kiếm: Chỉ mục tìm kiếm thiếu 1 bài")
    assert line.endswith("→ .venv/bin/python manage.py doctor --fix")
    assert search.find_pks(Article.objects.all(), "tổng kết", 5) == []
    _, said = doctor("--fix")
    assert lines_of(said, "Tìm kiếm")[-1].startswith("ổn")
    assert search.find_pks(Article.objects.all(), "tổng kết", 5) == [article.pk]


def test_article_that_is_gone_from_under_the_index_is_told(well: Path) -> None:
    gone = make_article(title="Bài bị xóa bằng SQL")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [gone.pk])
    _, said = doctor()
    assert "còn 1 bài không có nữa" in lines_of(said, "Tìm kiếm")[0]
    _, said = doctor("--fix")
    assert lines_of(said, "Tìm kiếm")[-1].startswith("ổn")


def test_words_that_were_changed_past_the_program_are_told_and_indexed(well: Path) -> None:
    Article.objects.update(title="Lời khác hẳn")
    _, said = doctor()
    [line] = lines_of(said, "Tìm kiếm")
    assert "còn giữ nội dung cũ của 1 bài" in line
    assert line.endswith("manage.py rebuild_search")
    doctor("--fix")
    assert search.find_pks(Article.objects.all(), "khác hẳn", 5)
    assert search.find_pks(Article.objects.all(), "tổng kết", 5) == []


def test_wrong_counts_of_lists_are_told_and_counted_anew(well: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_keptcount SET number = number + 3 WHERE unit = 'day'")
    _, said = doctor()
    [line] = lines_of(said, "Số bài của danh sách")
    assert line.startswith("LỖI")
    _, said = doctor("--fix")
    assert lines_of(said, "Số bài của danh sách")[-1].startswith("ổn")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(number) FROM articles_keptcount WHERE unit = 'day'")
        assert cursor.fetchone() == (1,)


def test_looking_costs_the_same_whatever_the_number_of_articles(well: Path) -> None:
    doctor()  # remembers for the first time
    numbers = []
    for _ in range(2):
        for number in range(30):
            make_article(title=f"Tin số {number}")
        with CaptureQueriesContext(connection) as queries:
            doctor()
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
