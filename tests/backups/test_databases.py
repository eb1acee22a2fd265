"""From SQLite to PostgreSQL and back: what comes out is what went in, value by value."""

import os
from pathlib import Path

import pytest
from django.db import connection

from backups.database_dump import AS_STORED
from tests.backups.sites import furnish, photo_of, rows, titles
from tests.support.server import Site, own_database

# Past the models, as another program may have left it: what COPY's text format must escape.
ODD = (
    "from articles.models import Article\n"
    "Article.objects.filter(pk=1).update(body='a\\tb\\\\N\\n\\r\\\\. \\U0001f600 đ', lead='\\\\')\n"
    "from jobs.models import Job\n"
    "Job.objects.create(name='x', arguments={'a': {}, 'b': [1, None, '\\\\']})\n"
    "from visitors.models import Reader\n"
    "Reader.objects.create(day='2026-11-30', key=bytes(range(16)), last_seen=5)\n"
)
DERIVED = ("articles_search", "sqlite_")


def tables_of(site: Site) -> list[str]:
    found = site.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith(DERIVED)]


@pytest.mark.django_db
def test_every_column_s_type_can_be_carried_over() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite copies itself")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid"
            " JOIN pg_class ON pg_class.oid = attrelid WHERE attnum > 0 AND NOT attisdropped"
            " AND relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            " AND relname <> 'articles_search'"
        )
        assert {name for (name,) in cursor} <= AS_STORED.keys()


def test_an_empty_postgresql_is_filled_and_emptied_again(tmp_path: Path) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.skip("SQLite's has its own test")
    (tmp_path / "sqlite").mkdir()
    first = Site(tmp_path / "sqlite", "")
    first.manage("migrate", "--verbosity=0")
    furnish(first, "Bài của SQLite")
    first.manage("backup", str(tmp_path / "mot.tar"))
    with own_database(os.environ["DATABASE_URL"]) as url:
        other = Site(tmp_path / "khac", url)
        assert "Đã khôi phục" in other.manage("restore", str(tmp_path / "mot.tar"), "--noinput")
        assert (titles(other), photo_of(other)) == (["Bài của SQLite"], "Bài của SQLite")
        assert "Đã lấy lại dữ liệu cũ" in other.manage("restore", "--undo", "--noinput")
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert other.query(tables) == [(0,)]
        assert "Đã lấy lại dữ liệu cũ" in other.manage("restore", "--undo", "--noinput")
        assert (titles(other), photo_of(other)) == (["Bài của SQLite"], "Bài của SQLite")


def test_there_and_back(empty: Site, tmp_path: Path) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.skip("a matter of both databases")
    (tmp_path / "sqlite").mkdir()
    first = Site(tmp_path / "sqlite", "")
    first.manage("migrate", "--verbosity=0")
    furnish(first, "Bài của SQLite")
    first.manage("shell", "--no-imports", "--command", ODD)
    first.manage("backup", str(tmp_path / "mot.tar"))
    empty.manage("restore", str(tmp_path / "mot.tar"), "--noinput", "--other-site")
    assert (titles(empty), photo_of(empty)) == (["Bài của SQLite"], "Bài của SQLite")
    furnish(empty, "Bài của PostgreSQL")  # numbers go on where they were
    assert empty.query("SELECT max(id) FROM articles_article") == [(2,)]
    delete = "from articles.models import Article; Article.objects.filter(pk=2).delete()"
    empty.manage("shell", "--no-imports", "--command", delete)
    empty.manage("backup", str(tmp_path / "hai.tar"))
    last = Site(tmp_path / "lai", "")
    last.manage("restore", str(tmp_path / "hai.tar"), "--noinput")
    assert titles(last) == ["Bài của SQLite"]
    for table in tables_of(first):
        there = rows(last, table)
        assert [row for row in rows(first, table) if row not in there] == [], table
    furnish(last, "Bài sau cùng")
    assert last.query("SELECT max(id) FROM articles_article") == [(3,)], "never a number twice"
