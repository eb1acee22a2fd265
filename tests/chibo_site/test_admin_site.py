"""The admin's first page: the order of its work, and what it offers to whom."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

pytestmark = pytest.mark.django_db


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
