"""Where a reader is: on every page but the first, and but paper."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Topic
from portal.models import Identity
from tests.support.factories import make_article
from tests.support.public_pages import HTML_PAGES, address_of, fill_site

pytestmark = pytest.mark.django_db

CRUMBS = '<nav class="crumbs" aria-label="Bạn đang ở"><a href="/">Trang chủ</a> › '
WITHOUT = {"home", "print"}


@pytest.fixture
def site() -> Article:
    return fill_site(articles=14)


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", [name for name in HTML_PAGES if name not in WITHOUT])
def test_page_says_where_it_stands_before_its_title(
    name: str, layout: str, client: Client, site: Article
) -> None:
    Identity.objects.update(layout=layout)
    html = client.get(address_of(name, site)).content.decode()
    assert html.count(CRUMBS) == 1
    assert html.index(CRUMBS) < html.index("<h1")


@pytest.mark.parametrize("layout", Identity.Layout.values)
def test_page_of_what_is_gone_says_so_too(layout: str, client: Client, site: Article) -> None:
    Identity.objects.update(layout=layout)
    withdrawn = make_article(
        status="withdrawn", withdrawal_note="Sai số liệu.", withdrawn_at=timezone.now()
    )
    topic = Topic.objects.get()
    former = topic.get_absolute_url()
    topic.delete()
    answers = {"/khong-co/": 404, withdrawn.get_absolute_url(): 410, former: 410}
    for address, status in answers.items():
        response = client.get(address)
        assert response.status_code == status
        assert response.content.decode().count(CRUMBS) == 1
