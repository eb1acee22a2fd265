"""Days, weeks, months and years of a span."""

import pytest

from reports.spans import Step
from tests.reports.arrange import span

YEARS_END = span("2026-12-30", "2027-01-05")


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        (Step.WEEK, ["30-12-2026 – 03-01-2027", "04-01-2027 – 05-01-2027"]),
        (Step.MONTH, ["30-12-2026 – 31-12-2026", "01-01-2027 – 05-01-2027"]),
        (Step.YEAR, ["30-12-2026 – 31-12-2026", "01-01-2027 – 05-01-2027"]),
    ],
)
def test_span_is_cut_at_the_ends_of_weeks_months_and_years(step, labels):
    assert [period.label for period in YEARS_END.periods(step)] == labels


def test_a_day_is_a_period_of_its_own():
    labels = [period.label for period in YEARS_END.periods(Step.DAY)]
    assert labels[1:3] == ["31-12-2026", "01-01-2027"]
    assert len(labels) == 7


def test_week_begins_on_monday():
    weeks = span("2026-11-22", "2026-11-30").periods(Step.WEEK)
    assert [str(week.first) for week in weeks] == ["2026-11-22", "2026-11-23", "2026-11-30"]


def test_whole_months_and_years_have_their_name():
    two_years = span("2023-01-01", "2024-12-31")
    assert [year.label for year in two_years.periods(Step.YEAR)] == ["2023", "2024"]
    months = [month.label for month in two_years.periods(Step.MONTH)]
    assert months[11:14] == ["12-2023", "01-2024", "02-2024"]
    assert len(months) == 24


@pytest.mark.parametrize("step", Step)
def test_periods_cover_each_day_of_the_span_once(step):
    long = span("2019-12-28", "2024-03-01")
    days = [day for period in long.periods(step) for day in period.days]
    assert days == long.days


@pytest.mark.parametrize(
    ("last", "step"),
    [("2026-01-31", Step.DAY), ("2026-12-31", Step.MONTH), ("2036-12-31", Step.YEAR)],
)
def test_longer_spans_have_longer_steps(last, step):
    assert span("2026-01-01", last).natural_step is step
