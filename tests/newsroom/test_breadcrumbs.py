"""The trail above an article's pages at the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.support.admin_pages import texts
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db
ARTICLES = "/quan-tri/articles/article/"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bien-tap"))
    return client


@pytest.mark.parametrize(
    ("page", "trail"),
    [
        ("", "Việc trên trang › Tin, bài"),
        ("add/", "Việc trên trang › Tin, bài › Thêm bài"),
        ("{pk}/change/", "Việc trên trang › Tin, bài › Chi bộ họp"),
        ("{pk}/history/", "Việc trên trang › Tin, bài › Chi bộ họp › Lịch sử"),
        ("{pk}/viec/restore/", "Việc trên trang › Tin, bài › Chi bộ họp › Lấy lại"),
        ("{pk}/delete/", "Việc trên trang › Tin, bài › Chi bộ họp › Xóa"),
    ],
)
def test_trail_above_an_article_s_pages_says_each_thing_once(
    page: str, trail: str, chief: Client
) -> None:
    article = make_article(title="Chi bộ họp", status="trashed", trashed_from="draft")
    html = chief.get(ARTICLES + page.format(pk=article.pk)).content.decode()
    assert texts(html, "breadcrumbs") == [trail]


def test_trail_above_deleting_several_articles_says_each_thing_once(chief: Client) -> None:
    article = make_article(status="trashed", trashed_from="draft")
    chosen = {"action": "delete_selected", "_selected_action": str(article.pk)}
    html = chief.post(f"{ARTICLES}?status__exact=trashed", chosen).content.decode()
    assert texts(html, "breadcrumbs") == ["Việc trên trang › Tin, bài › Xóa các bài đã chọn"]
