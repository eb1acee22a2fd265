"""The page that says what the figures mean."""

import pytest
from django.test import Client
from pytest_django import Settings

from visitors.models import OpeningBalance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.visitors.pages"
    settings.MIDDLEWARE = []
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": settings.TEMPLATES[0]["DIRS"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["tests.visitors.pages.site_frame"]},
        }
    ]


def test_page_explains_every_figure() -> None:
    page = Client().get("/cach-tinh-luot-truy-cap/").content.decode()
    whole = "Tất cả (con số bên cạnh “Lượt truy cập”)"  # the labels of both layouts
    for label in ("Đang online", "Hôm nay", "Trong tuần", "Trong tháng", whole):
        assert f'<th scope="row">{label}</th>' in page
    assert "trang cũ" not in page


def test_page_shows_the_opening_balance_with_its_date() -> None:
    OpeningBalance.objects.create(visits=439279, on_date="2022-01-01")
    page = Client().get("/cach-tinh-luot-truy-cap/").content.decode()
    assert "<strong>439.279</strong> lượt" in page
    assert '<time datetime="2022-01-01">01-01-2022</time>' in page


def test_page_is_only_read() -> None:
    assert Client().post("/cach-tinh-luot-truy-cap/").status_code == 405
