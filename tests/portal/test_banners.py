import datetime
from typing import cast

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from pictures.fields import PictureFile
from portal.models import Banner
from tests.portal.make import make_banner, make_picture, see, titles

pytestmark = pytest.mark.django_db

FIRST, LAST = datetime.date(2026, 5, 1), datetime.date(2026, 5, 3)


def shows_at(moment: str) -> bool:
    """Whether the banner stands around a page at that UTC moment, by both forms of the rule."""
    with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
        around = see()
        shown = bool(around.banners)
        assert Banner.objects.current(around.today).exists() == shown
        return shown


def test_both_days_are_inclusive_and_begin_at_vietnamese_midnight() -> None:
    make_banner(starts_on=FIRST, ends_on=LAST)
    assert not shows_at("2026-04-30T16:59:59+00:00")
    assert shows_at("2026-04-30T17:00:00+00:00")
    assert shows_at("2026-05-03T16:59:59+00:00")
    assert not shows_at("2026-05-03T17:00:00+00:00")


def test_banner_of_one_day_shows_on_that_day() -> None:
    make_banner(starts_on=FIRST, ends_on=FIRST)
    assert not shows_at("2026-04-30T12:00:00+00:00")
    assert shows_at("2026-05-01T12:00:00+00:00")
    assert not shows_at("2026-05-02T12:00:00+00:00")


def test_banner_without_days_always_shows() -> None:
    make_banner()
    assert shows_at("2020-02-29T17:00:00+00:00")
    assert shows_at("2026-12-31T17:00:00+00:00")


def test_each_day_alone_is_a_limit() -> None:
    make_banner(title="từ", starts_on=FIRST)
    make_banner(title="đến", ends_on=FIRST - datetime.timedelta(days=1))
    with time_machine.travel(datetime.datetime(2026, 4, 30, tzinfo=datetime.UTC), tick=False):
        assert titles(see().banners) == ["đến"]
    with time_machine.travel(datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC), tick=False):
        assert titles(see().banners) == ["từ"]


def test_last_day_before_the_first_is_refused_by_form_and_database() -> None:
    banner = Banner(title="Tuyên truyền", starts_on=LAST, ends_on=FIRST)
    with pytest.raises(ValidationError, match="không được trước"):
        banner.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        banner.save()


def test_picture_comes_with_its_addresses_and_size() -> None:
    make_banner(image=make_picture(800, 400), alt="Cờ đỏ sao vàng")
    [banner] = see().banners
    assert banner.image.url.startswith("/media/banners/")
    assert banner.image.url.endswith("-800.webp")
    small = cast(PictureFile, banner.image).small_url
    assert small == banner.image.url.replace("-800.webp", "-480.webp")
    assert (banner.width, banner.height, banner.alt) == (800, 400, "Cờ đỏ sao vàng")


def test_addresses_follow_the_storage(settings: Settings) -> None:
    make_banner(image=make_picture())
    settings.MEDIA_URL = "https://anh.example/"
    assert see().banners[0].image.url.startswith("https://anh.example/banners/")


def test_picture_missing_on_disk_still_has_its_place() -> None:
    make_banner(image=make_picture()).image.delete(save=False)
    assert see().banners[0].image.url


def test_picture_without_description_is_described_by_the_title() -> None:
    make_banner(title="Toàn dân đoàn kết")
    assert see().banners[0].alt == "Toàn dân đoàn kết"


def test_banner_without_picture_keeps_its_title() -> None:
    make_banner(title="Toàn dân đoàn kết")
    [banner] = see().banners
    assert (banner.title, bool(banner.image)) == ("Toàn dân đoàn kết", False)
