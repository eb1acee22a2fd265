"""The opening balance in its form: what cannot be is refused beside the field."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from visitors.models import OpeningBalance

pytestmark = pytest.mark.django_db

ADD = "/quan-tri/visitors/openingbalance/add/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-11-23T00:30:00+07:00", tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("thu-ky"))
    return client


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("visits", "-1", "Số lượt không thể nhỏ hơn 0."),
        ("visits", str(10**12 + 1), "Số lượt không thể lớn hơn 1.000.000.000.000."),
        ("visits", "9" * 40, "Số lượt không thể lớn hơn 1.000.000.000.000."),
        ("visits", "439.279", "Chỉ gõ chữ số"),
        ("on_date", "24-11-2026", "Ngày này chưa tới."),
        ("on_date", "31-11-2026", "Ngày chưa đúng."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    staff: Client, field: str, value: str, message: str
) -> None:
    response = staff.post(ADD, {"visits": "439279", "on_date": "01-01-2022", field: value})
    assert response.status_code == 200
    assert message in str(response.context["adminform"].form.errors[field])
    assert not OpeningBalance.objects.exists()


def test_balance_of_today_is_taken(staff: Client) -> None:
    assert staff.post(ADD, {"visits": "439279", "on_date": "23-11-2026"}).status_code == 302
    assert OpeningBalance.objects.get().visits == 439279
