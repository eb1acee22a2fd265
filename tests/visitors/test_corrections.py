"""Corrections: entered in the admin, sealed, counted on their day, and never changed."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from tests.support.visits import make_view, moment, read_at, write
from tests.visitors.ledgers import make_correction, make_day, make_ledger, verify
from visitors.counter import counter
from visitors.figures import Figures
from visitors.models import LedgerHead, OpeningBalance, VisitCorrection

pytestmark = pytest.mark.django_db
ADD = reverse("admin:visitors_visitcorrection_add")
LIST = reverse("admin:visitors_visitcorrection_changelist")


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


def test_corrections_count_in_the_figures_on_their_day(traveller: Traveller) -> None:
    OpeningBalance.objects.create(visits=1000, on_date="2022-01-01")
    make_day("2026-11-24", 50, 500)
    make_day("2026-11-25", 50, 500)
    make_correction(day="2026-11-24", visits=-3)
    make_correction(day="2026-11-01", visits=7)
    make_correction(day="2025-01-01", visits=100)
    assert read_at(traveller, "2026-11-25 10:00") == Figures(0, 50, 97, 104, 1204)


def form(**overrides: str) -> dict[str, object]:
    values = {"day": "19-11-2026", "visits": "-3", "page_views": "0"}
    return {**values, "reason": "Theo biên bản kiểm tra số 12", **overrides}


def test_correction_entered_in_the_admin_is_sealed_with_its_writer(
    admin_client: Client, admin_user: User
) -> None:
    make_ledger()
    response = admin_client.post(ADD, form(page_views="+1200"), follow=True)
    assert response.status_code == 200
    correction = VisitCorrection.objects.all()[0]
    assert (str(correction.day), correction.visits, correction.page_views) == (
        "2026-11-19",
        -3,
        1200,
    )
    assert (correction.number, correction.made_by) == (6, admin_user.username)
    assert verify()[0] == 0
    page = admin_client.get(LIST).content.decode()
    for shown in ("Mục số 6, ngày 19-11-2026", "-3", "+1.200", "Theo biên bản kiểm tra số 12"):
        assert shown in page
    assert admin_user.username in page


def test_late_views_are_shown_in_the_admin_as_the_programs(admin_client: Client) -> None:
    make_ledger()
    write(make_view("2026-11-21 10:00"))
    counter.aggregate()
    page = admin_client.get(LIST).content.decode()
    assert "Chương trình tự ghi" in page
    assert ">chương trình<" in page


def test_correction_is_never_changed_nor_deleted(admin_client: Client) -> None:
    make_ledger()
    change = reverse("admin:visitors_visitcorrection_change", args=[3])
    assert "Đếm nhầm máy của cơ quan" in admin_client.get(change).content.decode()
    assert admin_client.post(change, form()).status_code == 403
    delete = reverse("admin:visitors_visitcorrection_delete", args=[3])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    admin_client.post(
        LIST, {"action": "delete_selected", "_selected_action": "3", "post": "yes"}, follow=True
    )
    assert VisitCorrection.objects.count() == 1
    assert verify()[0] == 0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reason": ""}, "Hãy điền ô này."),
        ({"reason": " \u200b "}, "Hãy ghi lý do điều chỉnh bằng chữ đọc được."),
        ({"visits": "0"}, "Hãy ghi số cần thêm hoặc bớt ở ít nhất một trong hai ô."),
        ({"visits": ""}, "Hãy điền ô này."),
        ({"visits": "-1235"}, "Ngày này chỉ có 1.234."),
        ({"page_views": "-5679"}, "Ngày này chỉ có 5.678."),
        ({"visits": "1" * 30}, "không được lớn hơn"),
        ({"day": "23-11-2026"}, "Chỉ điều chỉnh được ngày đã qua."),
        ({"day": ""}, "Hãy điền ô này."),
        ({"day": "31-02-2026"}, "Ngày chưa đúng."),
    ],
)
def test_what_is_no_correction_is_refused(
    admin_client: Client, wrong: dict[str, str], told: str
) -> None:
    make_ledger()
    response = admin_client.post(ADD, form(**wrong))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert VisitCorrection.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"visits": 0}, {"visits": 10**12 + 1}])
def test_database_too_refuses_what_is_no_correction(wrong: dict[str, int | str]) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError):
        make_correction(**wrong)
    assert not LedgerHead.objects.exists()
