"""A page that is rendered for nobody says all that Django's whole list of middleware says."""

from pathlib import Path

import pytest
from django.conf import settings

from serving.page_cache.anonymous import NOT_FOR_PAGES, AnonymousHandler
from tests.serving.page_cache.arrange import Worker, uncached
from tests.support.factories import make_article, make_identity

pytestmark = pytest.mark.django_db

# Those of the page cache itself.
OWN = {"ETag", "Cache-Control", "Content-Length", "Content-Encoding", "Vary"}


@pytest.mark.parametrize(
    "address",
    [
        *("/", "{article}", "{article}in/", "/rss/", "/sitemap.xml", "/tim-kiem/?q=dai+hoi"),
        *("/bai/{pk}/khac/", "/bai/{pk}", "/bai/999/khong-co/", "/chuyen-muc/khong-co/"),
    ],
)
def test_status_text_and_headers_are_the_same(tmp_path: Path, address: str) -> None:
    make_identity()
    article = make_article()
    path = address.format(article=article.get_absolute_url(), pk=article.pk)
    whole, page = uncached(path), Worker(tmp_path).get(path)
    assert (page.status, page.text) == (whole.status, whole.text)
    differing = {
        name
        for name in page.headers.keys() | whole.headers.keys()
        if page.headers.get(name) != whole.headers.get(name)
    }
    assert differing <= OWN


def test_each_name_is_one_of_the_sites_own_list_which_stays_as_it_is() -> None:
    before = list(settings.MIDDLEWARE)
    AnonymousHandler()
    assert before == settings.MIDDLEWARE
    assert set(before) >= NOT_FOR_PAGES
