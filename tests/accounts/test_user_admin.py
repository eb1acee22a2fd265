"""Rights and groups of an account, as an administrator sets them."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.support.admin_pages import furnish

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bien-tap"))
    return client


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
