"""What the database held of a row is known to the end of its change, and to nobody after it."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Article, Category
from serving.page_cache.stored_rows import StoredRows
from tests.serving.page_cache.arrange import Worker, committed
from tests.support.factories import make_article


def test_facts_are_of_the_instance_and_not_of_its_equals() -> None:
    rows: StoredRows[Category, str] = StoredRows()
    first, second, new = Category(pk=1), Category(pk=1), Category()
    for row, facts in ((first, "first"), (second, "second"), (new, "new")):
        rows.put(row, facts)
    assert [rows.pop(row, "none") for row in (new, second, first)] == ["new", "second", "first"]
    assert rows.pop(first, "none") == "none"


def test_facts_go_with_an_instance_whose_write_failed() -> None:
    rows: StoredRows[Category, str] = StoredRows()
    failed = Category(pk=1)
    rows.put(failed, "before")
    rows.put(failed, "before the next try")
    del failed
    assert rows._facts == {}


def test_a_save_that_failed_hides_no_later_change(
    worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second save compares with the row as it is then, not as it was at the first."""
    article = make_article(title="Tựa thứ nhất", published_from=timezone.now())
    with monkeypatch.context() as patch:
        patch.setattr(Article, "_save_table", fail)
        with pytest.raises(IntegrityError):
            article.save()
    with committed():
        other = Article.objects.get(pk=article.pk)
        other.title = "Tựa thứ hai"
        other.save()
    assert "Tựa thứ hai" in worker.get("/").text
    with committed():
        article.save()
    assert "Tựa thứ nhất" in worker.get("/").text


def fail(*args: object, **kwargs: object) -> None:
    raise IntegrityError
