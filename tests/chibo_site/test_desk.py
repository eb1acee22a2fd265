"""The newsroom's desk: the order of its work, how lists show dates, figures, authors, readers."""

import datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Byline
from tests.support.admin_pages import furnish, texts
from tests.support.factories import make_article, make_byline
from visitors.models import PageViews

pytestmark = pytest.mark.django_db
ARTICLES = "/quan-tri/articles/article/"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bien-tap"))
    return client


def test_work_stands_in_the_order_of_a_day(chief: Client) -> None:
    html = chief.get("/quan-tri/").content.decode()
    work = ["Tin, bài", "Chuyên mục", "Tuyên truyền", "Thông tin đơn vị", "Thống kê và báo cáo"]
    places = [html.index(f">{name}</a></th>") for name in [*work, "Người dùng"]]
    assert places == sorted(places)


def test_statistics_are_offered_to_those_who_may_see_them(client: Client) -> None:
    staff = User.objects.create_user("thu-ky", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_pageviews"))
    client.force_login(staff)
    assert "Thống kê và báo cáo" not in client.get("/quan-tri/").content.decode()
    staff.user_permissions.set(Permission.objects.filter(codename="view_dailyvisits"))
    client.force_login(User.objects.get(pk=staff.pk))
    assert "Thống kê và báo cáo" in client.get("/quan-tri/").content.decode()


def test_list_shows_status_authors_time_and_views(chief: Client) -> None:
    moment = datetime.datetime(2021, 12, 7, 19, 50, tzinfo=datetime.UTC)
    article = make_article(published_from=moment, updated_at=moment)
    make_byline(article, name="Trần Văn Vũ")
    make_byline(article, name="Dương Phúc", role=Byline.Role.TEXT)
    make_byline(article, name="Minh Khôi", role=Byline.Role.PHOTO)
    today = timezone.localdate()
    for ago, views in ((0, 439_000), (29, 279), (30, 5)):
        day = today - datetime.timedelta(days=ago)
        PageViews.objects.create(day=day, path=article.get_absolute_url(), views=views)
    PageViews.objects.create(day=today, path=article.get_print_url(), views=7)
    html = chief.get(ARTICLES).content.decode()
    assert texts(html, "field-status_now") == ["Đang đăng"]
    assert texts(html, "field-written_by") == ["Trần Văn Vũ, Dương Phúc"]
    assert texts(html, "field-published_from") == ["08-12-2021 02:50"]
    assert texts(html, "field-views") == ["439.279"]


def test_article_without_author_or_reader_says_so(chief: Client) -> None:
    make_article(status=Article.Status.DRAFT, published_from=None)
    html = chief.get(ARTICLES).content.decode()
    assert texts(html, "field-written_by") == ["–"]
    assert texts(html, "field-views") == ["0"]


def test_list_costs_the_same_for_one_article_and_for_forty(
    chief: Client, django_assert_max_num_queries
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(20) as asked:
            chief.get(ARTICLES)
        return len(asked)

    make_byline(make_article())
    few = cost()
    for _ in range(40):
        make_byline(make_article())
    assert cost() == few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's words for its plan")
def test_views_are_looked_up_by_day_and_address() -> None:
    addresses = [f"/bai/{number}/tin/" for number in range(100)]
    days = [timezone.localdate() - datetime.timedelta(days=ago) for ago in range(30)]
    rows = PageViews.objects.filter(day__in=days, path__in=addresses)
    assert "(day=? AND path=?)" in rows.order_by().explain()


def test_figures_and_days_are_written_as_vietnamese_do(client: Client) -> None:
    client.force_login(furnish())
    yesterday = f"{timezone.localdate() - datetime.timedelta(days=1):%d-%m-%Y}"
    days = client.get(reverse("admin:visitors_dailyvisits_changelist")).content.decode()
    assert texts(days, "field-day") == [yesterday]
    assert texts(days, "field-grouped_page_views") == ["1.234.567"]
    pages = client.get(reverse("admin:visitors_pageviews_changelist")).content.decode()
    assert texts(pages, "field-grouped_views") == ["439.279"]
    opening = client.get(reverse("admin:visitors_openingbalance_changelist")).content.decode()
    assert texts(opening, "field-carried_over") == ["439.279"]


@pytest.mark.parametrize("day", ["8/12/2021", "08-12-2021", "2021-12-08"])
def test_days_of_a_banner_are_taken_and_given_back(client: Client, day: str) -> None:
    client.force_login(furnish())
    address = reverse("admin:portal_banner_add")
    fields = {
        "title": "Đại hội",
        "starts_on": day,
        "ends_on": "",
        "order": "2",
        "alt": "",
        "url": "",
    }
    answer = client.post(address, fields | {"_continue": "1"}, follow=True)
    assert 'value="08-12-2021"' in answer.content.decode()


def test_rights_are_put_in_plain_words(chief: Client) -> None:
    html = chief.get(reverse("admin:auth_group_add")).content.decode()
    assert "Tin, bài: sửa chuyên mục" in html
    assert "Phiên làm việc" not in html


def test_account_page_keeps_rights_and_groups_as_ticked(client: Client) -> None:
    client.force_login(furnish())
    user = User.objects.get(username="phong-vien")
    right = Permission.objects.get(codename="view_dailyvisits")
    fields = {
        "username": "phong-vien",
        "is_active": "on",
        "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()],
        "user_permissions": [right.pk],
        "date_joined_0": "08-12-2021",
        "date_joined_1": "02:50",
    }
    client.post(reverse("admin:auth_user_change", args=[user.pk]), fields)
    assert list(user.user_permissions.all()) == [right]
    assert [group.name for group in user.groups.all()] == ["Cộng tác viên"]


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
