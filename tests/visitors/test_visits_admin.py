"""The counter for staff."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.support.admin_pages import furnish, texts
from visitors.admin import OpeningBalanceAdmin
from visitors.models import DailyVisits, DaySalt, JournalOffset, OpeningBalance, PageViews, Reader

pytestmark = pytest.mark.django_db


def request_of_superuser() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    return request


@pytest.mark.parametrize("model", [DailyVisits, PageViews])
def test_rows_of_the_counter_are_only_read(model: type[DailyVisits | PageViews]) -> None:
    page = admin.site.get_model_admin(model)
    request = request_of_superuser()
    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


def test_readers_and_salts_are_not_in_the_admin() -> None:
    for model in (Reader, DaySalt, JournalOffset):
        assert not admin.site.is_registered(model)


def test_opening_balance_is_entered_once() -> None:
    page = admin.site.get_model_admin(OpeningBalance)
    assert isinstance(page, OpeningBalanceAdmin)
    request = request_of_superuser()
    form_class = page.get_form(request)
    assert page.has_add_permission(request)
    form = form_class({"visits": "439279", "on_date": "2022-01-01", "note": "Trang cũ"})
    assert form.is_valid(), form.errors
    form.save()
    assert not page.has_add_permission(request)
    assert page.has_change_permission(request)
    assert page.carried_over(OpeningBalance.objects.get(pk=1)) == "439.279"


@pytest.mark.parametrize("visits", [-1, 10**12 + 1])
def test_opening_balance_has_its_limits(visits: int) -> None:
    balance = OpeningBalance(visits=visits, on_date="2022-01-01")
    with pytest.raises(ValidationError):
        balance.full_clean()
    with transaction.atomic(), pytest.raises(IntegrityError):
        balance.save()


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
