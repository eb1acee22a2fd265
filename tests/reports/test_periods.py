"""Days, weeks, months and years of a period."""

import pytest

from reports.periods import Granularity
from tests.reports.arrange import period

YEARS_END = period("2026-12-30", "2027-01-05")


@pytest.mark.parametrize(
    ("granularity", "labels"),
    [
        (Granularity.WEEK, ["30-12-2026 – 03-01-2027", "04-01-2027 – 05-01-2027"]),
        (Granularity.MONTH, ["30-12-2026 – 31-12-2026", "01-01-2027 – 05-01-2027"]),
        (Granularity.YEAR, ["30-12-2026 – 31-12-2026", "01-01-2027 – 05-01-2027"]),
    ],
)
def test_period_is_cut_at_the_ends_of_weeks_months_and_years(
    granularity: Granularity, labels: list[str]
) -> None:
    assert [bucket.label for bucket in YEARS_END.buckets(granularity)] == labels


def test_a_day_is_a_bucket_of_its_own() -> None:
    labels = [bucket.label for bucket in YEARS_END.buckets(Granularity.DAY)]
    assert labels[1:3] == ["31-12-2026", "01-01-2027"]
    assert len(labels) == 7


def test_week_begins_on_monday() -> None:
    weeks = period("2026-11-22", "2026-11-30").buckets(Granularity.WEEK)
    assert [str(week.first) for week in weeks] == ["2026-11-22", "2026-11-23", "2026-11-30"]


def test_whole_months_and_years_have_their_name() -> None:
    two_years = period("2023-01-01", "2024-12-31")
    assert [year.label for year in two_years.buckets(Granularity.YEAR)] == ["2023", "2024"]
    months = [month.label for month in two_years.buckets(Granularity.MONTH)]
    assert months[11:14] == ["12-2023", "01-2024", "02-2024"]
    assert len(months) == 24


@pytest.mark.parametrize("granularity", Granularity)
def test_buckets_cover_each_day_of_the_period_once(granularity: Granularity) -> None:
    long = period("2019-12-28", "2024-03-01")
    days = [day for bucket in long.buckets(granularity) for day in bucket.days]
    assert days == long.days


@pytest.mark.parametrize(
    ("last", "granularity"),
    [
        ("2026-01-31", Granularity.DAY),
        ("2026-12-31", Granularity.MONTH),
        ("2036-12-31", Granularity.YEAR),
    ],
)
def test_longer_periods_have_coarser_granularity(last: str, granularity: Granularity) -> None:
    assert period("2026-01-01", last).default_granularity is granularity
