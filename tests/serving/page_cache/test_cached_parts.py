"""Parts of pages are cached too, also where no page is: what is rendered anew is never old."""

import datetime
from types import SimpleNamespace

import pytest
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from articles.models import Article
from tests.serving.page_cache.arrange import Reply, ask, committed, django, environ_of, uncached
from tests.serving.page_cache.changes import CHANGES, NOON, newsroom, noon, paths_of
from tests.support.factories import make_article

__all__ = ["newsroom", "noon"]  # fixtures

pytestmark = pytest.mark.django_db

AN_HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


def anew(address: str) -> Reply:
    """What Django answers without a page cache, from the parts that it caches."""
    return ask(django(), environ_of(address))


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_leaves_an_old_part_on_any_page(name: str, newsroom: SimpleNamespace) -> None:
    paths = paths_of(newsroom)
    before = {page: anew(path) for page, path in paths.items()}
    assert {reply.status for reply in before.values()} == {200}
    edit, _ = CHANGES[name]
    with committed():
        edit(newsroom)
    for page, path in paths.items():
        now = uncached(path)
        assert (anew(path).status, anew(path).text) == (now.status, now.text), page


def test_what_nothing_changes_asks_the_database_once(
    newsroom: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paths = paths_of(newsroom)
    cached = ("home", "category", "article", "print", "month", "day", "search")
    for page in cached:
        anew(paths[page])
    with django_assert_num_queries(0):
        for page in cached:
            assert anew(paths[page]).status == 200


def test_a_cached_article_ends_to_the_second(noon: Traveller, newsroom: SimpleNamespace) -> None:
    with committed():
        article = make_article(title="Sắp hết hạn", published_until=NOON + AN_HOUR)
    address = article.get_absolute_url()
    assert anew(address).status == 200
    noon.shift(AN_HOUR - SECOND)
    assert anew(address).status == 200
    assert "Sắp hết hạn" in anew("/chuyen-muc/tin-tuc/").text
    noon.shift(SECOND)
    assert anew(address).status == 404
    for page in ("/", "/chuyen-muc/tin-tuc/", "/tim-kiem/?q=het+han"):
        assert "Sắp hết hạn" not in anew(page).text


def test_a_scheduled_article_appears_to_the_second_in_cached_lists(
    noon: Traveller, newsroom: SimpleNamespace
) -> None:
    with committed():
        make_article(title="Tin hẹn giờ", published_from=NOON + AN_HOUR)
    pages = ("/", "/chuyen-muc/tin-tuc/", "/luu-tru/2026/11/", "/tim-kiem/?q=hen+gio")
    noon.shift(AN_HOUR - SECOND)
    assert [page for page in pages if "Tin hẹn giờ" in anew(page).text] == []
    noon.shift(SECOND)
    assert [page for page in pages if "Tin hẹn giờ" not in anew(page).text] == []


def test_while_a_change_is_being_written_its_article_is_read_each_time(
    newsroom: SimpleNamespace,
) -> None:
    address = paths_of(newsroom)["article"]
    anew(address)
    article = Article.objects.get(pk=newsroom.article.pk)
    article.body = "<p>Đang sửa.</p>"
    article.save()  # its transaction is the test's own, and still open
    assert "Đang sửa." in anew(address).text
